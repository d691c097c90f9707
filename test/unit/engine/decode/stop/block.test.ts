import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { blockEnd } from '../../../../../src/engine/decode/stop/block';
import { BLOCK_CASES } from './block-cases';

/** What the rule says to each beginning of a text, as if it came character by character. */
function verdicts(before: string, text: string) {
  const rule = blockEnd(before);
  return Array.from({ length: text.length + 1 }, (_, length) => rule(text.slice(0, length)));
}

test.each(BLOCK_CASES)('$language: after $before', ({ before, kept, until, rest = '' }) => {
  const text = kept + until + rest;
  const found = verdicts(before, text);
  const first = found.findIndex((stop) => stop !== undefined);
  expect(found[first]).toEqual({ end: kept.length, reason: 'block-end' });
  expect(first).toBeLessThanOrEqual(kept.length + until.length);
});

describe('the text may come in pieces of any size', () => {
  const content = fc.constantFrom(
    'x',
    'x = 1',
    '}',
    '} else {',
    '});',
    ')',
    '',
    'end',
    'endpoint',
    'fi',
    'find',
    'en',
    '<p>',
    '</p>',
    '<',
    'done;',
  );
  const line = fc.tuple(fc.constantFrom('', '  ', '    ', '\t'), content, fc.constantFrom('\n', '\r\n')).map((parts) => parts.join(''));
  const text = fc.array(line, { maxLength: 8 }).map((lines) => lines.join(''));
  const before = fc.constantFrom('', '  ', '    ', 'if (x) {', '  if (x) {', '  <p>', '\tx');

  test('what was decided at a character is what the whole text says', () => {
    fc.assert(
      fc.property(before, text, (start, generated) => {
        const found = verdicts(start, generated);
        const first = found.findIndex((stop) => stop !== undefined);
        const later = first === -1 ? [] : found.slice(first);
        expect(later).toEqual(later.map(() => found.at(-1)));
      }),
      { numRuns: 2000 },
    );
  });

  test('a block ends with text, never with white space, and never behind what there is', () => {
    fc.assert(
      fc.property(before, text, (start, generated) => {
        const stop = blockEnd(start)(generated);
        if (!stop) return;
        expect(stop.end).toBeLessThanOrEqual(generated.length);
        expect(generated.slice(0, stop.end)).not.toMatch(/\s$/);
      }),
    );
  });
});

test('nothing ends before a line does', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (before, generated) => {
      expect(blockEnd(before)(generated.replaceAll('\n', ''))).toBeUndefined();
    }),
  );
});
