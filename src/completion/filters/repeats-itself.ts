import type { Language } from '../language/language';
import { languageOf } from '../language/languages';
import { cut, type Filter } from './filter';
import { isTelling, type Line, suggestedLines } from './lines';

/** Tables repeat values, too, and calls the same argument: so many repetitions show a model that goes round in circles. */
const timesOfWords = (period: number) => (period <= 4 ? 6 : 4); // words, signs and the white space between
/** A run shorter than this is as well a row of arguments. */
const SHORTEST_RUN = 40; // characters
const LONGEST_PERIOD = 40; // words, signs and white space

/** What joins one repetition to the next. */
const JOINTS = /[\s,+\-*/%&|=<>.:?!^~]+$/;

/** How often a line, or a group of lines, has to stand in a row. */
const REPEATED_LINES = 3;
const LONGEST_GROUP = 6; // lines

/** Cuts where a suggestion begins to say again and again what it said: after the first time. */
export const repeatsItself: Filter = (text, place) => {
  const byLines = repeatedLines(suggestedLines(text, place), languageOf(place.language));
  const byWords = repeatedWords(text);
  if (byLines <= byWords) return byLines < text.length ? cut(text, byLines) : text;
  const once = text.slice(0, byWords);
  const isCutInChain = /^[.:([]/.test(text.slice(byWords));
  return (isCutInChain ? once.replace(/[\p{L}\p{N}_]+$/u, '') : once).replace(JOINTS, '');
};

/** Where the second of `REPEATED_LINES` equal groups of lines begins; infinity for nowhere. */
function repeatedLines(lines: readonly Line[], language: Language): number {
  const contents = lines.map(({ content }) => content.trimEnd());
  const starts = runs(contents, LONGEST_GROUP, () => REPEATED_LINES)
    .filter(({ from, period }) => contents.slice(from, from + period).some((line) => isTelling(line, language)))
    .map(({ from, period }) => lines[from + period]!.start);
  return Math.min(...starts);
}

/** Where the second of several equal groups of words begins; infinity for nowhere. Groups without letters, as in rulers, do not count. */
function repeatedWords(text: string): number {
  const words = [...text.matchAll(/[\p{L}\p{N}_]+|\s+|[^\p{L}\p{N}_\s]/gu)];
  const offset = (index: number) => words[index]?.index ?? text.length;
  const starts = runs(
    words.map(([word]) => word),
    LONGEST_PERIOD,
    timesOfWords,
  )
    .filter(({ from, to }) => offset(to) - offset(from) >= SHORTEST_RUN)
    .filter(({ from, period }) => /\p{L}/u.test(text.slice(offset(from), offset(from + period))))
    .map(({ from, period }) => offset(from + period));
  return Math.min(...starts);
}

interface Run {
  readonly from: number;
  readonly to: number;
  readonly period: number;
}

/** All runs in which every item is the one a period before, as long as so many periods at least. */
function runs(items: readonly string[], longestPeriod: number, times: (period: number) => number): Run[] {
  const found: Run[] = [];
  for (let period = 1; period <= longestPeriod && period * times(period) <= items.length; period++) {
    let from = 0;
    for (let to = period; to <= items.length; to++) {
      if (to < items.length && items[to] === items[to - period]) continue;
      if (to - from >= period * times(period)) found.push({ from, to, period });
      from = to - period + 1;
    }
  }
  return found;
}
