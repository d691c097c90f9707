import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lineEnd } from '../../../../../src/engine/decode/stop/line';

test.each([
  ['a line feed', 'x = 1\ny', 5],
  ['a line feed with a carriage return', 'x = 1\r\ny', 5],
  ['a carriage return', 'x = 1\ry', 5],
  ['the first of many', 'a\n\nb\n', 1],
  ['at once', '\n', 0],
  ['at once, with a carriage return', '\r\n', 0],
])('%s ends it', (_, text, end) => {
  expect(lineEnd(text)).toEqual({ end, reason: 'line-end' });
});

// Line separator and next line are characters like others in a source file.
test.each(['', 'x', '\t x \v\f', 'a\u2028b', 'a\u0085b', '\\n'])('%j goes on', (text) => {
  expect(lineEnd(text)).toBeUndefined();
});

test('what is kept is the line, whatever follows', () => {
  const line = fc.string().filter((text) => !/[\r\n]/.test(text));
  fc.assert(
    fc.property(line, fc.constantFrom('\n', '\r', '\r\n'), fc.string(), (text, lineBreak, more) => {
      expect(lineEnd(text + lineBreak + more)?.end).toBe(text.length);
    }),
  );
});
