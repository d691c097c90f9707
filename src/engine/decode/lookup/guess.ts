/** Guessing by what followed the same tokens before: prompt lookup decoding (Saxena 2023), after REST and n-gram models. */
import { Evidence } from '../../memory/evidence';
import type { NgramIndex } from '../../memory/ngram-index';

export interface Guess {
  readonly tokens: readonly number[];
  /** How many tokens before them agreed. */
  readonly match: number;
}

/**
 * What followed the longest earlier occurrence of the text's last tokens; among equally long ones that of the earliest of the
 * sequences, and in it the latest.
 * @param text the tokens so far
 * @param most at most so many tokens are guessed
 */
export function guess(indexes: readonly NgramIndex[], text: readonly number[], most: number): Guess | undefined {
  if (most < 1) return undefined;
  const evidence = new Evidence();
  evidence.search(indexes, text);
  const { first, match } = evidence;
  return first && { tokens: first.index.slice(first.place, first.place + most), match };
}
