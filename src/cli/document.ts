/** The text that a command works on, and the cursor in it. */
import { readFileSync } from 'node:fs';
import type { Cursor } from './arguments';
import { CommandFault } from './faults';

const STANDARD_INPUT = 0;

/**
 * A file's text, or standard input's for '-'. Read as UTF-8, without a byte order mark; line ends are kept.
 * @throws CommandFault when it cannot be read
 */
export function readText(file: string): string {
  try {
    return new TextDecoder('utf-8').decode(readFileSync(file === '-' ? STANDARD_INPUT : file));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new CommandFault(`There is no file ${file}.`);
    if (code === 'EISDIR') throw new CommandFault(`${file} is a folder, not a file.`);
    throw new CommandFault(`${file} cannot be read: ${message}.`);
  }
}

/**
 * The text before a cursor. A line ends at `\n`, `\r\n` or `\r`; the last column of a line is behind its last character.
 * @throws CommandFault for a cursor that is not in the text
 */
export function textBefore(text: string, cursor: Cursor | undefined, file: string): string {
  if (!cursor) return text;
  const { line, column } = cursor;
  let start = 0;
  let passed = 1;
  for (const { 0: lineBreak, index } of text.matchAll(/\r\n|\n|\r/g)) {
    if (passed === line) return upTo(text, start, index, column, line, file);
    start = index + lineBreak.length;
    passed++;
  }
  if (passed === line) return upTo(text, start, text.length, column, line, file);
  throw new CommandFault(`${file} has ${passed} ${passed === 1 ? 'line' : 'lines'}, there is no line ${line}.`);
}

function upTo(text: string, start: number, end: number, column: number, line: number, file: string): string {
  const offset = start + column - 1;
  if (offset > end) throw new CommandFault(`Line ${line} of ${file} ends at column ${end - start + 1}, there is no column ${column}.`);
  const isInsidePair = offset > start && isHighSurrogate(text.charCodeAt(offset - 1)) && isLowSurrogate(text.charCodeAt(offset));
  if (isInsidePair) throw new CommandFault(`Column ${column} of line ${line} of ${file} is in the middle of a character.`);
  return text.slice(0, offset);
}

const isHighSurrogate = (unit: number) => unit >= 0xd800 && unit <= 0xdbff;
const isLowSurrogate = (unit: number) => unit >= 0xdc00 && unit <= 0xdfff;
