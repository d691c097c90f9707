import { replacedLength } from '../suffix';
import { cut, type Filter } from './filter';
import { isBlank, restOfLine } from './lines';

/** Fewer equal characters meet by chance. */
const SHORTEST = 3;
const ONLY_CLOSERS = /^[\s)\]}>"'`;,]*$/;

/**
 * Cuts what stands right of the cursor already. What the suggestion brings of it as a whole stays: it takes its place,
 * see `replacedLength`. And lines of their own do not fit between two halves of a line.
 */
export const overlap: Filter = (text, place) => {
  const rest = restOfLine(place).trimEnd();
  if (isBlank(rest)) return text;
  if (rest.startsWith(text)) return '';
  const lineBreak = text.indexOf('\n');
  if (ONLY_CLOSERS.test(rest)) return text;
  if (lineBreak !== -1) return cut(text, lineBreak);
  if (replacedLength(text, rest) > 0) return text;
  for (let length = Math.min(text.length, rest.length); length >= SHORTEST; length--) {
    const shared = rest.slice(0, length);
    if (text.endsWith(shared) && !isWithinWord(rest, length) && /[\p{L}\p{N}]/u.test(shared)) return text.slice(0, -length);
  }
  return text;
};

const isWithinWord = (text: string, at: number) => /^[\p{L}\p{N}_]{2}/u.test(text.slice(at - 1, at + 1));
