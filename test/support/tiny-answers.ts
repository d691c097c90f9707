import { readFileSync } from 'node:fs';
import type { TinyModel } from './tiny-model';
import type { TINY_VARIANTS } from './tiny-variants';

/** What scripts/reference/forward.py answers for one tiny model; log-probabilities are rounded to six decimals. */
export interface TinyAnswers {
  readonly model: TinyModel;
  /** Of the file that `tinyGguf(model)` writes. */
  readonly sha256: string;
  readonly prompts: Readonly<Record<string, TinyAnswer>>;
}

interface TinyAnswer {
  readonly ids: readonly number[];
  readonly positions: readonly {
    /** The 20 likeliest next tokens as [id, log-probability], best first. */
    readonly top: readonly (readonly [number, number])[];
    /** Log-probability of the next of `ids`; the last position has none. */
    readonly next?: number;
  }[];
  /** Log-probability of every id at the last position. */
  readonly last: readonly number[]; // (vocabulary)
}

export function readTinyAnswers(variant: keyof typeof TINY_VARIANTS): TinyAnswers {
  return JSON.parse(readFileSync(new URL(`../reference/tiny/${variant}.json`, import.meta.url), 'utf8')) as TinyAnswers;
}
