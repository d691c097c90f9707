import { languageOf } from '../language/languages';
import { cut, type Filter } from './filter';
import { isBlank, isTelling, linesBelow, saying, suggestedLines } from './lines';

/** Cuts where a suggestion begins to write what stands below already. */
export const repeatsBelow: Filter = (text, place) => {
  const language = languageOf(place.language);
  const below = linesBelow(place)
    .filter((line) => !isBlank(line))
    .map(saying);
  const lines = suggestedLines(text, place).filter(({ content }) => !isBlank(content));
  for (const [index, { start }] of lines.entries()) {
    const copied = lines.slice(index, index + below.length).map(({ content }) => saying(content));
    const isCopy = copied.every((line, offset) => line === below[offset]);
    if (isCopy && copied.some((line) => isTelling(line, language))) return cut(text, start);
  }
  return text;
};
