import type { Codec } from './codec';
import { f32 } from './f32';
import { halfTable } from './half';
import { q4_1 } from './q4-1';
import { q8_0 } from './q8-0';

/** The codecs by the number that GGUF gives a tensor type (`ggml_type`). */
export type Codecs = ReadonlyMap<number, Codec>;

export function createCodecs(): Codecs {
  const half = halfTable();
  return new Map([
    [0, f32()],
    [3, q4_1(half)],
    [8, q8_0(half)],
  ]);
}
