/** The most similar tokens of an embedding table, read from the model's file: in memory it would take as much as the model. */
import { closeSync, openSync, readSync } from 'node:fs';
import type { Inspection } from '../../protocol/inspection';
import { topIds } from '../decode/logits';
import { TABLE } from '../graph/embedding';
import { checkSame } from '../model/gguf/check-same';
import type { TensorFile } from '../model/gguf/read';
import type { Pause } from './pause';

const COUNT = 10;
const ROWS = 4096; // in memory at one time

/** The length of a token's embedding, and the tokens whose embeddings point most in its direction, itself left out. */
export async function neighboursOf(file: TensorFile, token: number, pause: Pause): Promise<NonNullable<Inspection['embedding']>> {
  checkSame(file);
  const { dims, codec, offset } = file.tensors.get(TABLE)!;
  const [columns = 0, rows = 0] = dims;
  const rowBytes = (columns / codec.fileBlock) * codec.fileBlockBytes;
  const descriptor = openSync(file.path, 'r');
  const read = (from: number, count: number): Float32Array => {
    const bytes = new Uint8Array(count * rowBytes);
    readSync(descriptor, bytes, 0, bytes.length, offset + from * rowBytes);
    const values = new Float32Array(count * columns);
    codec.dequantize(bytes, values);
    return values;
  };
  try {
    const own = read(token, 1);
    const norm = Math.hypot(...own);
    const cosines = new Float32Array(rows);
    for (let from = 0; from < rows; from += ROWS) {
      const count = Math.min(ROWS, rows - from);
      const values = read(from, count);
      for (let row = 0; row < count; row++) cosines[from + row] = cosine(own, norm, values, row * columns);
      await pause();
    }
    cosines[token] = Number.NEGATIVE_INFINITY;
    return { norm, neighbours: topIds(cosines, Math.min(COUNT, rows - 1)).map((id) => ({ id, cosine: cosines[id]! })) };
  } finally {
    closeSync(descriptor);
  }
}

/** 0 for a row of zeros. */
function cosine(own: Float32Array, norm: number, values: Float32Array, at: number): number {
  let product = 0;
  let squares = 0;
  for (let column = 0; column < own.length; column++) {
    const value = values[at + column]!;
    product += own[column]! * value;
    squares += value * value;
  }
  return norm === 0 || squares === 0 ? 0 : product / (norm * Math.sqrt(squares));
}
