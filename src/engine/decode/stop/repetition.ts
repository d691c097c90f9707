import type { StopRule } from './rule';

/** How often a line has to follow itself. */
const TIMES = 3;
/** Shorter ones, such as `0,` or a lone bracket, may well stand below each other. */
const SHORTEST = 6; // characters

/** Ends when a line was written three times in a row: a model that does so goes on for ever. The first of them is kept. */
export const repetition: StopRule = (text) => {
  const lines = text.split('\n').slice(0, -1); // the last one may go on
  let start = 0;
  let same = 1;
  let kept = 0;
  for (const [index, line] of lines.entries()) {
    same = index > 0 && line === lines[index - 1] && line.trim().length >= SHORTEST ? same + 1 : 1;
    if (same === 1) kept = start + line.trimEnd().length;
    if (same === TIMES) return { end: kept, reason: 'repetition' };
    start += line.length + 1;
  }
  return undefined;
};
