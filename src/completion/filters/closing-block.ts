import { languageOf } from '../language/languages';
import { cut, type Filter } from './filter';
import { indentationOf, isBlank, linesBelow, saying, suggestedLines } from './lines';

/** Takes away closing lines at the end, such as `}`, `end` or `</div>`, that stand right below already, equally deep. */
export const closingBlock: Filter = (text, place) => {
  const { closes } = languageOf(place.language);
  const below = linesBelow(place).filter((line) => !isBlank(line));
  const lines = suggestedLines(text, place).filter(({ content }) => !isBlank(content));
  for (const [index, { content, start }] of lines.entries()) {
    const closing = lines.slice(index).map((line) => line.content);
    const stands = closing.every((line, offset) => closes.test(line.trim()) && isSame(line, below[offset]));
    if (stands && (start > 0 || isBlank(content.slice(0, -text.length)))) return cut(text, start);
  }
  return text;
};

const isSame = (line: string, other: string | undefined) =>
  other !== undefined && saying(line) === saying(other) && indentationOf(line) === indentationOf(other);
