/** How much of the distribution the memory gets: a pure function of what it found. */

/** Shares by the length of the match; shorter ones say too little. Longer matches are right more often. */
const SHARES: readonly (readonly [match: number, share: number])[] = [
  [10, 0.6],
  [6, 0.4],
  [4, 0.2],
  [3, 0.1],
];

export interface Found {
  /** How many tokens agreed. */
  readonly match: number;
}

/** @returns 0 to 1 */
export function shareOf({ match }: Found): number {
  return SHARES.find(([least]) => match >= least)?.[1] ?? 0;
}
