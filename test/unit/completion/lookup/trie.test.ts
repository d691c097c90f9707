import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Trie } from '../../../../src/completion/lookup/trie';

/** Short texts of few characters, so that many begin alike. */
const text = fc.string({ unit: fc.constantFrom('a', 'b', '\n', '\ud83d', '\ude00'), maxLength: 8 });
const value = fc.nat(3);
const step = fc.oneof(
  fc.record({ kind: fc.constant('add' as const), text, value }),
  fc.record({ kind: fc.constant('delete' as const), text, value }),
);

test('finds what a list of pairs finds, after any additions and deletions', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), text, (steps, beginning) => {
      const trie = new Trie<number>();
      const pairs = new Map<string, readonly [string, number]>();
      for (const one of steps) {
        trie[one.kind](one.text, one.value);
        const name = JSON.stringify([one.text, one.value]);
        if (one.kind === 'add') pairs.set(name, [one.text, one.value]);
        else pairs.delete(name);
      }
      const expected = [...pairs.values()].filter(([other]) => other.startsWith(beginning)).map(([, found]) => found);
      expect([...trie.beginningWith(beginning)].sort()).toEqual(expected.sort());
      expect(trie.isEmpty).toBe(pairs.size === 0);
    }),
  );
});
