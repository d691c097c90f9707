import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asJson, milliseconds, visible } from '../../../src/cli/output';

describe('visible', () => {
  test.each([
    ['spaces', ' a  b', '·a··b'],
    ['line breaks', 'a\r\nb', 'a␍⏎b'],
    ['tabs', '\tx', '→x'],
    ['NUL', '\0', '\\u{0}'],
    ['escape', '\u001b[31m', '\\u{1b}[31m'],
    ['delete', '\u007f', '\\u{7f}'],
    ['a byte order mark', '\ufeffa', '\\u{feff}a'],
    ['zero width and right-to-left marks', 'a\u200b\u202e', 'a\\u{200b}\\u{202e}'],
    ['other spaces', '\u00a0\u3000\u2028', '\\u{a0}\\u{3000}\\u{2028}'],
    ['a tag beyond the basic plane', '\u{e0041}', '\\u{e0041}'],
    ['letters and signs of all scripts', 'é世😀\ufffd', 'é世😀\ufffd'],
    ['nothing', '', ''],
  ])('%s', (_, text, shown) => {
    expect(visible(text)).toBe(shown);
  });

  test('what is shown is on one line and moves nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(visible(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Z}]/u);
      }),
    );
  });
});

test('JSON is one line', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const line = asJson(value);
      expect(line.indexOf('\n')).toBe(line.length - 1);
      expect(JSON.stringify(JSON.parse(line))).toBe(JSON.stringify(value));
    }),
  );
});

test.each([
  [0, '0.0 ms'],
  [0.04, '0.0 ms'],
  [9.94, '9.9 ms'],
  [12.5, '13 ms'],
  [1234.4, '1234 ms'],
])('%d milliseconds are %s', (time, text) => {
  expect(milliseconds(time)).toBe(text);
});
