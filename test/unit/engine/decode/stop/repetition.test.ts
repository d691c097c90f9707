import fc from 'fast-check';
import { expect, test } from 'vitest';
import { repetition } from '../../../../../src/engine/decode/stop/repetition';

test.each([
  ['a line three times', '\n  call(x);\n  call(x);\n  call(x);\n', '\n  call(x);'],
  ['after others', 'a = 1\nb = compute()\nb = compute()\nb = compute()\n', 'a = 1\nb = compute()'],
  ['with carriage returns', 'call(x);\r\ncall(x);\r\ncall(x);\r\n', 'call(x);'],
])('%s ends it', (_, text, kept) => {
  expect(repetition(text)).toEqual({ end: kept.length, reason: 'repetition' });
});

test.each([
  ['a third line that may go on', 'call(x);\ncall(x);\ncall(x);'],
  ['twice', 'call(x);\ncall(x);\n'],
  ['another depth', 'call(x);\n  call(x);\n    call(x);\n'],
  ['short lines', '0,\n0,\n0,\n0,\n'],
  ['empty lines', '\n\n\n\n\n'],
  ['lines between', 'call(x);\nx = 1\ncall(x);\nx = 1\ncall(x);\n'],
])('%s: goes on', (_, text) => {
  expect(repetition(text)).toBeUndefined();
});

test('what was decided at a character is what the whole text says', () => {
  const line = fc.constantFrom('call(x);\n', 'call(y);\n', '  call(x);\n', '}\n', '\n');
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
      const text = lines.join('');
      const found = Array.from({ length: text.length + 1 }, (_, length) => repetition(text.slice(0, length)));
      const first = found.findIndex((stop) => stop !== undefined);
      const later = first === -1 ? [] : found.slice(first);
      expect(later).toEqual(later.map(() => found.at(-1)));
    }),
  );
});
