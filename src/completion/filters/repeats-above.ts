import { languageOf } from '../language/languages';
import { cut, type Filter } from './filter';
import { isBlank, isTelling, linesAbove, saying, suggestedLines } from './lines';

const LONGEST_COPY = 12; // lines

/**
 * Cuts where a suggestion copies what stands right above: the line above once more, or the lines above in their order.
 * What is not beside it is no reason: code says the same things in many places.
 */
export const repeatsAbove: Filter = (text, place) => {
  const language = languageOf(place.language);
  const above = linesAbove(place).map(saying);
  const lines = suggestedLines(text, place).map(({ content, start }) => ({ start, said: saying(content) }));
  for (const [index, { said, start }] of lines.entries()) {
    const previous = index === 0 ? above.at(-1) : lines[index - 1]?.said;
    if (said === previous && isTelling(said, language)) return cut(text, start);
  }
  const written = lines.map(({ said }) => said).filter((line) => !isBlank(line));
  return copied(above, written).filter((line) => isTelling(line, language)).length >= 2 ? '' : text;
};

/** The longest end of the lines above with which the suggested lines begin. Lines in two places alike need not be copied: branches share some. */
function copied(above: readonly string[], lines: readonly string[]): readonly string[] {
  const block = above.filter((line) => !isBlank(line)).slice(-Math.min(lines.length, LONGEST_COPY));
  const start = block.findIndex((_, from) => block.slice(from).every((line, index) => line === lines[index]));
  return start === -1 ? [] : block.slice(start);
}
