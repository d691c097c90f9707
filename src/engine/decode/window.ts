/**
 * Which part of a text before the cursor the model reads: its end, at most `limit` tokens.
 *
 * The start is taken from a grid over the whole document, at line starts where there are some, so that typing leaves it
 * where it is and the cache stays good; it moves only when the window is full, by one cell, which for code (3 characters a
 * token) is about a quarter of the window. Where a cell alone is too long, as in dense scripts, the grid is halved.
 */
import type { Prefix } from '../../protocol/prefix';
import { spansOf } from '../model/tokenizer/spans';
import type { Tokenizer } from '../model/tokenizer/tokenizer';

const CHARACTERS_PER_TOKEN = 3;
const SMALLEST_CELL = 16;
/** From this share of the limit on, typing a few lines may fill the window. */
const NEARLY_FULL = 0.9;

/** A part of a text that the model may read. */
interface Window {
  /** At most `limit`. */
  readonly ids: number[];
  /** Where it starts in `prefix.text`. */
  readonly start: number;
  /** Where the next one would start. */
  readonly nextStart: number | undefined;
}

/** The window that follows when this one is full: the same text with a later start. Undefined while there is much room. */
export function nextWindowOf(tokenizer: Tokenizer, prefix: Prefix, limit: number): Pick<Window, 'ids' | 'start'> | undefined {
  const { ids, nextStart } = findWindow(tokenizer, prefix, limit);
  if (nextStart === undefined || ids.length < limit * NEARLY_FULL) return undefined;
  return { ids: tokenizer.encode(prefix.text.slice(nextStart)), start: nextStart };
}

/** Characters between two lines of the grid, for code. */
export function cellOf(limit: number): number {
  return Math.floor(Math.max(SMALLEST_CELL, (limit / 4) * CHARACTERS_PER_TOKEN));
}

/** @returns the ids of the window, at most `limit` */
export function windowOf(tokenizer: Tokenizer, prefix: Prefix, limit: number): number[] {
  return findWindow(tokenizer, prefix, limit).ids;
}

/** The window of a text before a cursor. */
export function findWindow(tokenizer: Tokenizer, prefix: Prefix, limit: number): Window {
  const { text } = prefix;
  for (let cell = cellOf(limit); cell >= SMALLEST_CELL; cell /= 2) {
    const starts = gridLines(prefix, Math.floor(cell));
    let from = firstThatFits(tokenizer, text, starts, limit, cell >= 2 * SMALLEST_CELL ? limit / 2 : limit);
    for (; from < starts.length; from++) {
      // The cells were counted one by one; joined, tokens over a cell's border can make one more or less.
      const ids = tokenizer.encode(text.slice(starts[from]));
      if (ids.length <= limit) return { ids, start: starts[from]!, nextStart: starts[from + 1] };
    }
  }
  const cell = Math.max(0, text.length - SMALLEST_CELL);
  const start = cell > 0 && isLowSurrogate(text.charCodeAt(cell)) ? cell + 1 : cell;
  const ids = tokenizer.encode(text.slice(start));
  const dropped = Math.max(0, ids.length - limit);
  const shift = spansOf(text.slice(start), ids, tokenizer.vocabulary)[dropped]?.start ?? 0;
  return { ids: ids.slice(dropped), start: start + shift, nextStart: undefined };
}

/**
 * The index of the earliest grid line from which the cells to the end have at most `limit` tokens; `starts.length` if none, or
 * if the cell before has more than `longest`: leaving it out would leave too little.
 */
function firstThatFits(tokenizer: Tokenizer, text: string, starts: readonly number[], limit: number, longest: number): number {
  let tokens = 0;
  let index = starts.length;
  while (index > 0) {
    const cell = tokenizer.encode(text.slice(starts[index - 1], starts[index])).length;
    tokens += cell;
    if (tokens > limit) return cell > longest ? starts.length : index;
    index--;
  }
  return index;
}

/** Where the window may start, as offsets into `prefix.text`, in order. */
export function gridLines({ text, start }: Prefix, cell: number): number[] {
  const lines: number[] = start === 0 ? [0] : [];
  for (let line = Math.ceil((start + 1) / cell) * cell; line - start < text.length; line += cell) {
    const at = snap(text, line - start, Math.min(text.length, line - start + cell));
    if (at !== lines.at(-1)) lines.push(at);
  }
  return lines;
}

/** The next line start before `end`, or `at` itself, moved off the middle of a surrogate pair. */
function snap(text: string, at: number, end: number): number {
  const lineBreak = text.indexOf('\n', at - 1);
  if (lineBreak !== -1 && lineBreak + 1 < end) return lineBreak + 1;
  return isLowSurrogate(text.charCodeAt(at)) ? at + 1 : at;
}

const isLowSurrogate = (unit: number) => unit >= 0xdc00 && unit <= 0xdfff;
