import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readText, textBefore } from '../../../src/cli/document';
import { CommandFault } from '../../../src/cli/faults';
import { TemporaryFolder } from '../engine/temporary-folder';

const folder = new TemporaryFolder();
const file = (bytes: Uint8Array | string) => folder.write('a.txt', Buffer.from(bytes));

describe('readText', () => {
  test.each([
    ['nothing', '', ''],
    ['line ends of all kinds', 'a\nb\r\nc\rd', 'a\nb\r\nc\rd'],
    ['a byte order mark', '\ufeffa', 'a'],
    ['a second byte order mark, which is a character', '\ufeff\ufeffa', '\ufeffa'],
    ['a byte order mark later', 'a\ufeff', 'a\ufeff'],
    ['NUL and characters of every length', 'a\0é世😀', 'a\0é世😀'],
    ['no UTF-8', Uint8Array.of(0x61, 0xff, 0x62), 'a\ufffdb'],
    ['half a character at the end', Uint8Array.of(0x61, 0xe4, 0xb8), 'a\ufffd'],
  ])('%s', (_, bytes, text) => {
    expect(readText(file(bytes))).toBe(text);
  });

  test('a missing file and a folder get a sentence', () => {
    const missing = join(folder.path, 'missing.py');
    expect(() => readText(missing)).toThrow(new CommandFault(`There is no file ${missing}.`));
    expect(() => readText(folder.path)).toThrow(new CommandFault(`${folder.path} is a folder, not a file.`));
    const below = join(file('a'), 'b');
    expect(() => readText(below)).toThrow(/^.* cannot be read: [^\n]*[^.]\.$/);
  });
});

describe('textBefore', () => {
  test('without a cursor it is all', () => {
    expect(textBefore('a\nb', undefined, 'f')).toBe('a\nb');
  });

  test.each([
    ['the start', 'ab\ncd', 1, 1, ''],
    ['inside a line', 'ab\ncd', 1, 2, 'a'],
    ['the end of a line', 'ab\ncd', 1, 3, 'ab'],
    ['the start of the second', 'ab\ncd', 2, 1, 'ab\n'],
    ['the end of the last', 'ab\ncd', 2, 3, 'ab\ncd'],
    ['behind the last line break', 'ab\n', 2, 1, 'ab\n'],
    ['a text of nothing', '', 1, 1, ''],
    ['an empty line', 'a\n\nb', 2, 1, 'a\n'],
    ['Windows: the end of a line', 'ab\r\ncd', 1, 3, 'ab'],
    ['Windows: the second line', 'ab\r\ncd', 2, 2, 'ab\r\nc'],
    ['a lone carriage return', 'ab\rcd', 2, 2, 'ab\rc'],
    ['all kinds', 'a\rb\r\nc\nd', 4, 2, 'a\rb\r\nc\nd'],
    ['a line feed before a carriage return is two', 'a\n\rb', 3, 1, 'a\n\r'],
    ['other separators are no line breaks', 'a\u2028b\vc', 1, 6, 'a\u2028b\vc'],
    ['columns count UTF-16 units', 'a😀b', 1, 4, 'a😀'],
    ['beside a pair', 'a😀b', 1, 2, 'a'],
    ['behind a lone high surrogate', '\ud83da', 1, 2, '\ud83d'],
    ['before a lone low surrogate', 'a\ude00', 1, 2, 'a'],
    ['a tab is one column', '\tx', 1, 2, '\t'],
  ])('%s', (_, text, line, column, before) => {
    expect(textBefore(text, { line, column }, 'f')).toBe(before);
  });

  test.each([
    ['past the last line', 'a\nb', 3, 1, 'f.py has 2 lines, there is no line 3.'],
    ['past the only line', '', 2, 1, 'f.py has 1 line, there is no line 2.'],
    ['past the end of the last line', 'ab', 1, 4, 'Line 1 of f.py ends at column 3, there is no column 4.'],
    ['past the end of a line', 'ab\ncd', 1, 4, 'Line 1 of f.py ends at column 3, there is no column 4.'],
    ['between the two parts of a line break', 'ab\r\ncd', 1, 4, 'Line 1 of f.py ends at column 3, there is no column 4.'],
    ['far past', 'a', 1, 2 ** 40, `Line 1 of f.py ends at column 2, there is no column ${2 ** 40}.`],
    ['in the middle of a surrogate pair', 'x\na😀', 2, 3, 'Column 3 of line 2 of f.py is in the middle of a character.'],
  ])('%s is refused', (_, text, line, column, sentence) => {
    expect(() => textBefore(text, { line, column }, 'f.py')).toThrow(new CommandFault(sentence));
  });
});
