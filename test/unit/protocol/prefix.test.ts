import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PREFIX_LIMIT, prefixOf, prefixStart } from '../../../src/protocol/prefix';

test.each([
  [0, 0],
  [1, 0],
  [PREFIX_LIMIT, 0],
  [PREFIX_LIMIT + 1, 1],
  [5_000_000, 5_000_000 - PREFIX_LIMIT],
])('a cursor at %i has a prefix from %i on', (offset, start) => {
  expect(prefixStart(offset)).toBe(start);
});

test('a short text is its own prefix', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(prefixOf(text)).toEqual({ text, start: 0 });
    }),
  );
});

test('of a long text the prefix is the end', () => {
  const text = `${'a'.repeat(10)}${'b'.repeat(PREFIX_LIMIT)}`;
  expect(prefixOf(text)).toEqual({ text: 'b'.repeat(PREFIX_LIMIT), start: 10 });
});
