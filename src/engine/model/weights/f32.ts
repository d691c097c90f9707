import type { Codec } from './codec';

/** F32: little-endian float32, as they are. */
export function f32(): Codec {
  return {
    name: 'F32',
    fileBlock: 1,
    fileBlockBytes: 4,
    dequantize(bytes: Uint8Array, into: Float32Array): void {
      new Uint8Array(into.buffer, into.byteOffset, into.byteLength).set(bytes.subarray(0, into.byteLength));
    },
  };
}
