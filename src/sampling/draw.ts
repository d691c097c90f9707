import type { Candidates } from './candidates';
import { type Random, seededRandom } from './random';

export interface Draw {
  /** Where it fell, in [0, 1). */
  readonly number: number;
  readonly id: number;
}

/**
 * Chooses among the kept tokens, each as likely as its probability: they lie side by side on [0, 1), likeliest first, and
 * a number falls on one of them. One number for each token, also where there is no choice, so that the numbers of later
 * tokens do not depend on settings.
 */
export function draw(candidates: Candidates, random: Random): Draw {
  const number = random.next();
  return { number, id: candidates.tokenAt(number) };
}

/** The numbers that the first `count` tokens are drawn with by a seed. */
export function numbersOf(seed: number, count: number): readonly number[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => random.next());
}
