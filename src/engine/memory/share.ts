/**
 * How much of the distribution the memory gets: a pure function of what it found and of how sure the model is by itself.
 *
 * share = σ(BASES by match + DOUBT · ln(1 - peak) + AGREEMENT · (agreement - ½)), fitted to the greatest likelihood of the
 * tokens that really followed, on one half of the cursors of the quality bench; docs/design.md has what the other half gave.
 */

/** By the length of the match, in tokens. Between 5 and 9 tokens the fit found no difference. */
const BASES: readonly (readonly [match: number, base: number])[] = [
  [16, 0.95],
  [10, 0],
  [5, -0.55],
  [4, -0.9],
  [3, -1.35],
];
/** A model that is sure of its likeliest token is seldom wrong about it: at 95 % the odds are a seventh of those at 0 %. */
const DOUBT = 0.65;
/** Where all places say the same the odds are 1.8 times those where they are of two minds. How many places they are adds nothing. */
const AGREEMENT = 1.2;
/** Nothing is so sure that it leaves no doubt. */
const LEAST_DOUBT = 1e-4;

export interface Found {
  /** How many of the last tokens agreed, at least 3. */
  readonly match: number;
  /** The part of the places where the most frequent token followed, 0 to 1. */
  readonly agreement: number;
}

/**
 * @param peak the model's probability of its likeliest token
 * @returns 0 to 1
 */
export function shareOf({ match, agreement }: Found, peak: number): number {
  const base = BASES.find(([least]) => match >= least)?.[1];
  if (base === undefined) return 0;
  const odds = Math.exp(base + AGREEMENT * (agreement - 0.5)) * Math.max(1 - peak, LEAST_DOUBT) ** DOUBT;
  return odds / (1 + odds);
}
