import type { Prefix } from '../../protocol/prefix';

/** A window that has just moved is at least about so many cells long. */
const CELLS = 3;

/**
 * The part of a text that other code is compared with: from where the window starts up to a line of its grid, the third at most.
 * So it stays while somebody types, and changes with the window, or while the text is shorter than that. A text shorter than a
 * cell goes up to the last quarter of it.
 * @param above the lines above the cursor's
 * @param from where the window starts in it
 * @param cell characters between two lines of the grid
 */
export function anchored({ text, start }: Prefix, from: number, cell: number): string {
  const endOf = (step: number, last: number) => Math.min(Math.floor((start + text.length) / step), last) * step - start;
  const first = Math.floor((start + from) / cell) + 1;
  const whole = endOf(cell, first + CELLS - 1);
  const end = whole > from ? whole : endOf(Math.ceil(cell / 4), Number.POSITIVE_INFINITY);
  return text.slice(from, end > from ? text.lastIndexOf('\n', end - 1) + 1 : from);
}
