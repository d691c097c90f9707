import { matrixTypes, type TinyModel, tinyModel } from './tiny-model';

/** The models whose answers are kept in `test/reference/tiny`, by file name; `scripts/reference/make-tiny.mjs` makes them. */
export const TINY_VARIANTS = {
  'f32-tied': tinyModel({ seed: 11 }),
  'f32-output': tinyModel({ seed: 12, separateOutput: true }),
  /** The embedded model's shape. */
  'q4_1-q8_0': tinyModel({ seed: 13, types: matrixTypes('Q4_1', { token_embd: 'Q8_0' }) }),
} as const satisfies Record<string, TinyModel>;
