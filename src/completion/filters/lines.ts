/** Lines of a suggestion and of the document around it. A line ends at `\n`; a `\r` before it counts as white space. */
import type { Language } from '../language/language';
import type { Place } from './filter';

export interface Line {
  /** The line as the document would have it: the first one of a suggestion with the text left of the cursor. */
  readonly content: string;
  /** Where it begins in the suggestion; 0 for the first. */
  readonly start: number;
}

/** The lines that a suggestion makes of the cursor's line. */
export function suggestedLines(text: string, { before }: Place): Line[] {
  const left = before.slice(before.lastIndexOf('\n') + 1);
  let start = 0;
  return text.split('\n').map((part, index) => {
    const line = { content: index === 0 ? left + part : part, start };
    start += part.length + 1;
    return line;
  });
}

/** Lines further away say nothing about what stands here. */
const NEAR = 200;

/** The nearest lines above the cursor's line, from the top. */
export function linesAbove({ before }: Place): string[] {
  return before.split('\n').slice(-NEAR - 1, -1);
}

/** The nearest lines below the cursor's line, from the top. */
export function linesBelow({ after }: Place): string[] {
  return after.split('\n').slice(1, NEAR + 1);
}

/** The text between the cursor and the end of its line. */
export function restOfLine({ after }: Place): string {
  return /^[^\r\n]*/.exec(after)?.[0] ?? '';
}

export const isBlank = (line: string) => line.trim() === '';

/** Whether the text seems to begin where nothing is open: with a line that is not indented. */
export function beginsOutside(before: string): boolean {
  const first = before.split('\n').find((line) => !isBlank(line));
  return first === undefined || !/^\s/.test(first) || !before.includes('\n');
}

/** The white space that a line begins with. */
export const indentationOf = (line: string) => /^[ \t]*/.exec(line)?.[0] ?? '';

/** A line as it is compared: how deep it stands and what it says, whatever white space is between. */
export const saying = (line: string) => indentationOf(line) + line.trim().replace(/\s+/g, ' ');

/** Whether a line says enough that its like hardly stands beside it by chance: some name, and more than the end of a block. */
export function isTelling(line: string, { closes }: Language): boolean {
  const said = line.trim();
  return said.length >= 8 && /[\p{L}_]{2}/u.test(said) && !closes.test(said);
}
