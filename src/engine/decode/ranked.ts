import type { Generation } from './generation';

/** A finished continuation and what its strategy ranks it by. */
export interface Ranked {
  readonly generation: Generation;
  readonly score: number;
  /** Of the chooser that drew it; absent without chance. */
  readonly seed?: number | undefined;
}

/** Best first, and of those with the same text only the best. */
export function distinct(ranked: readonly Ranked[]): Ranked[] {
  const texts = new Set<string>();
  return ranked
    .toSorted((a, b) => b.score - a.score)
    .filter(({ generation }) => {
      if (texts.has(generation.text)) return false;
      texts.add(generation.text);
      return true;
    });
}
