import type { Outcome } from '../../inspection/outcome';
import type { View } from './state';

const FEWEST = 30;
const MOST = 200;
const OCTAVES = 20; // a bar of no length at 2⁻²⁰, about one in a million
const NARROW = 756; // pixels of a grid in which the cells of a row do not stand beside each other

/** A row of the grid, in pixels, and how many of them are in view; in a narrow grid it has two lines. */
export const ROWS = {
  wide: { height: 26, inView: 14 },
  narrow: { height: 42, inView: 9 },
} as const;

/** What a grid of this width, in pixels, has. */
export function rowsOf(width: number): keyof typeof ROWS {
  return width < NARROW ? 'narrow' : 'wide';
}

/** How many tokens have a row of their own; the others share one. */
export function gridRows({ next, kept }: Pick<Outcome, 'next' | 'kept'>, { whole }: Pick<View, 'whole'>): number {
  return whole ? next.size : Math.min(next.size, MOST, Math.max(FEWEST, kept + 10));
}

/** The length of a bar, 0 to 1. On the log scale each halving takes the same piece away. */
export function barLength(probability: number, scale: View['scale']): number {
  if (probability <= 0) return 0;
  const length = scale === 'linear' ? probability : 1 + Math.log2(probability) / OCTAVES;
  return Math.min(1, Math.max(0, length));
}
