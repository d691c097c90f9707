import { languageOf } from '../language/languages';
import { scan } from '../language/scan';
import { cut, type Filter, type Place } from './filter';
import { beginsOutside, indentationOf, isBlank, linesAbove, linesBelow, suggestedLines } from './lines';

/** Spaces of a level where no indentation of the document shows another number. */
const USUAL_LEVEL = 4;

/** Lines that show by what a document is indented; some indent with spaces and shorten every eight of them to a tab. */
const EVIDENCE = 8;

/**
 * Keeps a suggestion at the depth of its place: indents with tabs or spaces as the document does, and cuts where it leaves
 * the block, behind the lines that close it. Where indentation is grammar, it also takes away, or cuts at, a depth that no line before has opened.
 */
export const indentation: Filter = (text, place) => {
  const written = withoutUnopened(inKind(text, place), place);
  const lines = suggestedLines(written, place);
  const depth = indentationOf(lines[0]?.content ?? '');
  const dedent = lines.findIndex(
    ({ content, start }, index) => start > 0 && isLessDeep(content, depth) && !(index === 1 && opensBelow(content)),
  );
  if (dedent === -1) return written;
  const language = languageOf(place.language);
  if ('(['.includes(scan(place.before, language).open.at(-1)?.char ?? 'none')) return written; // arguments go where they like
  const outside = lines.slice(dedent).find(({ content }) => !isBlank(content) && !language.closes.test(content.trim()));
  return outside ? cut(written, outside.start) : written;
};

/** Whether a line's indentation is a shorter beginning of the other; a tab and spaces cannot be compared. */
const isLessDeep = (line: string, depth: string) =>
  !isBlank(line) && indentationOf(line).length < depth.length && depth.startsWith(indentationOf(line));

/** Whether a line only opens the block of the line above it, which may be deeper as the last of several. */
const opensBelow = (line: string) => line.trimStart().startsWith('{');

const columns = (space: string) => [...space].reduce((sum, char) => sum + (char === '\t' ? USUAL_LEVEL : 1), 0);

/** The suggestion's later lines, indented with what all lines of the document are indented with. */
function inKind(text: string, place: Place): string {
  if (!/\n[ \t]/.test(text) || /\n\t+ /.test(text)) return text; // spaces behind tabs: alignment, or tabs of eight
  const indentations = [...linesAbove(place), ...linesBelow(place)].filter((line) => !isBlank(line)).map(indentationOf);
  const tabs = indentations.filter((space) => space.startsWith('\t')).length;
  const spaces = indentations.filter((space) => space.startsWith('  ')).length;
  if (tabs >= EVIDENCE && spaces === 0) {
    const level = levelOf(text.split('\n').slice(1).map(indentationOf));
    return level < 2 ? text : text.replace(/(?<=\n) +/g, (run) => '\t'.repeat(run.length / level) + ' '.repeat(run.length % level));
  }
  if (spaces >= EVIDENCE && tabs === 0) {
    const level = levelOf(indentations);
    return text.replace(/(?<=\n)\t+/g, (run) => ' '.repeat(run.length * (level < 2 ? USUAL_LEVEL : level)));
  }
  return text;
}

/** Of how many spaces a level consists: what divides all that there are; 1 where nothing does. */
function levelOf(indentations: readonly string[]): number {
  const lengths = indentations.filter((space) => /^ +$/.test(space)).map((space) => space.length);
  return [8, 4, 3, 2].find((level) => lengths.length > 0 && lengths.every((length) => length % level === 0)) ?? 1;
}

/** Without a depth that no line has opened, in languages that take it for a fault. */
function withoutUnopened(text: string, place: Place): string {
  const language = languageOf(place.language);
  if (language.blocks !== 'indentation' || language.brackets === '' || !beginsOutside(place.before)) return text;
  const lines = suggestedLines(text, place).filter(({ content }) => !isBlank(content));
  let above = linesAbove(place).findLast((line) => !isBlank(line) && !/^\s*#/.test(line)) ?? '';
  for (const { content, start } of lines) {
    const extra = columns(indentationOf(content)) - columns(indentationOf(above));
    const typed = start === 0 ? content.length - text.split('\n', 1)[0]!.length : 0;
    if (extra > 0 && above !== '' && !opensOrGoesOn(above) && isOutside(place.before + text.slice(0, start))) {
      if (start > 0) return cut(text, start);
      const tooMuch = Math.min(extra, indentationOf(content).length - typed);
      if (tooMuch > 0) return (text.split('\n', 1)[0] ?? '').slice(tooMuch);
    }
    if (!/^\s*#/.test(content)) above = content;
  }
  return text;

  /** Whether the text ends in code, outside of all brackets. */
  function isOutside(code: string): boolean {
    const { inside, open } = scan(code, language);
    return inside === 'code' && open.length === 0;
  }
}

const opensOrGoesOn = (line: string) => /(:\s*(#.*)?|\\\s*|,\s*)$/.test(line);
