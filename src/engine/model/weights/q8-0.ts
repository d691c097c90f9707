import type { BlockTarget, Codec } from './codec';

const BLOCK = 32;
const BYTES = 34; // d: half, 32 signed bytes

/** Q8_0: weight = code * d, code in -128..127. In the graph the code is stored with its zero at 128. */
export function q8_0(half: Float32Array): Codec {
  return {
    name: 'Q8_0',
    fileBlock: BLOCK,
    fileBlockBytes: BYTES,
    format: { bits: 8, block: BLOCK, hasRest: false },

    dequantize(bytes: Uint8Array, into: Float32Array): void {
      for (let from = 0, to = 0; to < into.length; from += BYTES, to += BLOCK) {
        const scale = half[bytes[from]! | (bytes[from + 1]! << 8)]!;
        for (let j = 0; j < BLOCK; j++) into[to + j] = ((bytes[from + 2 + j]! << 24) >> 24) * scale;
      }
    },

    unpackRow(bytes: Uint8Array, offset: number, blocks: number, target: BlockTarget, row: number): void {
      const { codes, scales } = target;
      let from = offset;
      for (let block = 0; block < blocks; block++, from += BYTES) {
        scales[row * blocks + block] = half[bytes[from]! | (bytes[from + 1]! << 8)]!;
        const to = (row * blocks + block) * BLOCK;
        for (let j = 0; j < BLOCK; j++) codes[to + j] = bytes[from + 2 + j]! ^ 0x80;
      }
    },
  };
}
