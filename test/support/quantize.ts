/**
 * Float32 weights into the raw bytes of a tensor type, and back. A block is 32 neighbours of one row.
 *
 *   Q4_1  20 bytes: d (f16), m (f16), 16 bytes with two codes each (low half: value j, high half: value j + 16);
 *         value = code * d + m, codes 0..15
 *   Q8_0  34 bytes: d (f16), 32 codes (int8); value = code * d
 */
import { fromFloat16Bits, toFloat16Bits } from './float16';
import type { TensorType } from './gguf-writer';

const BLOCK = 32;
const HALF = BLOCK / 2;
const Q4_1_BYTES = 20;
const Q8_0_BYTES = 34;

/** @throws RangeError if the values do not fill whole blocks, or a block's scale is beyond a half's range */
export function quantize(type: TensorType, values: Float32Array): Uint8Array {
  if (type === 'F32') return floatBytes(values);
  return type === 'Q4_1' ? byBlock(values, Q4_1_BYTES, writeQ4_1) : byBlock(values, Q8_0_BYTES, writeQ8_0);
}

export function dequantize(type: TensorType, data: Uint8Array): Float32Array {
  if (type === 'F32') return new Float32Array(data.slice().buffer);
  return type === 'Q4_1' ? fromBlocks(data, Q4_1_BYTES, readQ4_1) : fromBlocks(data, Q8_0_BYTES, readQ8_0);
}

function floatBytes(values: Float32Array): Uint8Array {
  const view = new DataView(new ArrayBuffer(values.length * 4));
  values.forEach((value, index) => {
    view.setFloat32(index * 4, value, true);
  });
  return new Uint8Array(view.buffer);
}

function byBlock(values: Float32Array, blockBytes: number, write: (block: Float32Array, out: DataView) => void): Uint8Array {
  if (values.length % BLOCK !== 0) throw new RangeError(`${values.length} values are not whole blocks of ${BLOCK}`);
  const data = new Uint8Array((values.length / BLOCK) * blockBytes);
  for (let block = 0; block * BLOCK < values.length; block++)
    write(values.subarray(block * BLOCK, (block + 1) * BLOCK), new DataView(data.buffer, block * blockBytes, blockBytes));
  return data;
}

function fromBlocks(data: Uint8Array, blockBytes: number, read: (block: DataView, out: Float32Array) => void): Float32Array {
  const values = new Float32Array((data.length / blockBytes) * BLOCK);
  for (let block = 0; block * blockBytes < data.length; block++)
    read(new DataView(data.buffer, data.byteOffset + block * blockBytes, blockBytes), values.subarray(block * BLOCK, (block + 1) * BLOCK));
  return values;
}

function writeQ4_1(block: Float32Array, out: DataView): void {
  const least = block.reduce((a, b) => Math.min(a, b));
  const most = block.reduce((a, b) => Math.max(a, b));
  const scale = putHalf(out, 0, (most - least) / 15);
  const offset = putHalf(out, 2, least);
  const code = (index: number): number => nearestCode((block[index] ?? 0) - offset, scale, 0, 15);
  for (let j = 0; j < HALF; j++) out.setUint8(4 + j, code(j) | (code(j + HALF) << 4));
}

function readQ4_1(block: DataView, out: Float32Array): void {
  const scale = fromFloat16Bits(block.getUint16(0, true));
  const offset = fromFloat16Bits(block.getUint16(2, true));
  for (let j = 0; j < HALF; j++) {
    const pair = block.getUint8(4 + j);
    out[j] = (pair & 15) * scale + offset;
    out[j + HALF] = (pair >> 4) * scale + offset;
  }
}

function writeQ8_0(block: Float32Array, out: DataView): void {
  const most = block.reduce((a, b) => Math.max(a, Math.abs(b)), 0);
  const scale = putHalf(out, 0, most / 127);
  block.forEach((value, j) => {
    out.setInt8(2 + j, nearestCode(value, scale, -127, 127));
  });
}

function readQ8_0(block: DataView, out: Float32Array): void {
  const scale = fromFloat16Bits(block.getUint16(0, true));
  for (let j = 0; j < BLOCK; j++) out[j] = block.getInt8(2 + j) * scale;
}

/** Stores a half and gives back what was stored, so that codes are chosen for the scale that a reader will see. */
function putHalf(out: DataView, at: number, value: number): number {
  const bits = toFloat16Bits(value);
  out.setUint16(at, bits, true);
  const stored = fromFloat16Bits(bits);
  if (!Number.isFinite(stored)) throw new RangeError(`${value} does not fit into a half-precision float`);
  return stored;
}

function nearestCode(value: number, scale: number, least: number, most: number): number {
  if (scale === 0) return Math.max(least, 0);
  return Math.min(most, Math.max(least, Math.round(value / scale)));
}
