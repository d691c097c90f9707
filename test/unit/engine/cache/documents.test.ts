import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bytesPerRow } from '../../../../src/engine/cache/arena';
import { Documents } from '../../../../src/engine/cache/documents';
import { ROOT, type TokenTree, TokenTree as Tree } from '../../../../src/engine/cache/token-tree';
import { rowsNamed, SHAPE } from './rows';

const SMALL = new Tree(SHAPE).bytes; // what a cache takes before it has grown

function fill(tree: TokenTree, tokens: number): void {
  const names = Array.from({ length: tokens }, (_, index) => index);
  tree.add(tree.chain(ROOT, names), rowsNamed(names));
}

/** Whether a document still has the token that `mark` put there; asking does not count as use. */
const mark = (tree: TokenTree) => fill(tree, 1);
const isMarked = (tree: TokenTree) => tree.length === 2;

describe('within the budget', () => {
  test('a document gets its own cache, and the same one again', () => {
    const documents = new Documents(SHAPE, 10 * SMALL);
    const a = documents.open('a');
    const b = documents.open('b');
    expect(b).not.toBe(a);
    expect(documents.open('a')).toBe(a);
    expect(documents.bytes).toBe(2 * SMALL);
  });

  test('a closed document starts again', () => {
    const documents = new Documents(SHAPE, 10 * SMALL);
    const a = documents.open('a');
    documents.close('a');
    expect(documents.bytes).toBe(0);
    expect(documents.open('a')).not.toBe(a);
    documents.close('never opened');
    expect(documents.bytes).toBe(SMALL);
  });
});

describe('for a look', () => {
  const TEXT = Array.from({ length: 50 }, (_, index) => index); // what `fill` writes, as far as it goes

  test('the cache is the document’s own where little would be lost, and one beside it where much would', () => {
    const documents = new Documents(SHAPE, 100 * SMALL);
    const own = documents.open('a');
    fill(own, 60);
    expect(documents.openBeside('a', TEXT, 10)).toBe(own);
    const beside = documents.openBeside('a', [7, ...TEXT], 10);
    expect(beside).not.toBe(own);
    expect(own.length).toBe(61);
    expect(documents.openBeside('a', [7, ...TEXT], 10)).toBe(beside);
    expect(documents.openBeside('a', [7, ...TEXT], 60)).toBe(own);
  });

  test('it is the one that holds more of the text', () => {
    const documents = new Documents(SHAPE, 100 * SMALL);
    fill(documents.open('a'), 3);
    const next = documents.openNext('a')!;
    fill(next, 50);
    expect(documents.openBeside('a', TEXT, 1_000)).toBe(next);
  });

  test('without memory for two it is the document’s own', () => {
    const documents = new Documents(SHAPE, SMALL);
    const own = documents.open('a');
    fill(own, 60);
    expect(documents.openBeside('a', [7, ...TEXT], 10)).toBe(own);
  });
});

describe('beyond the budget', () => {
  test('the one used longest ago goes, not the one opened first', () => {
    const documents = new Documents(SHAPE, 3 * SMALL);
    for (const name of ['a', 'b', 'c']) mark(documents.open(name));
    documents.open('a');
    documents.open('d'); // in place of b
    expect(documents.bytes).toBe(3 * SMALL);
    expect(isMarked(documents.open('a'))).toBe(true);
    expect(isMarked(documents.open('c'))).toBe(true);
    expect(isMarked(documents.open('b'))).toBe(false);
  });

  test('as many go as must, when one has grown', () => {
    const documents = new Documents(SHAPE, 5 * SMALL);
    for (const name of ['a', 'b', 'c']) mark(documents.open(name));
    fill(documents.open('d'), 1000); // four times the first capacity
    documents.open('d');
    expect(documents.bytes).toBeLessThanOrEqual(5 * SMALL);
    expect(isMarked(documents.open('c'))).toBe(true);
    expect(isMarked(documents.open('a'))).toBe(false);
  });

  test('the one in use stays, even alone above the budget', () => {
    const documents = new Documents(SHAPE, 1);
    const a = documents.open('a');
    fill(a, 1000);
    expect(documents.open('a')).toBe(a);
    expect(a.length).toBe(1001);
    documents.open('b');
    expect(documents.bytes).toBe(SMALL);
  });

  test('for any sequence of use it holds the documents that a list in order of use would', () => {
    const uses = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e'), fc.constantFrom(0, 1, 300, 600)), { maxLength: 30 });
    const budget = 4 * SMALL;
    fc.assert(
      fc.property(uses, (list) => {
        const documents = new Documents(SHAPE, budget);
        let model: { name: string; tree: TokenTree }[] = []; // the one used last is the last
        for (const [name, tokens] of list) {
          const tree = documents.open(name);
          const known = model.find((entry) => entry.name === name);
          if (known) expect(tree).toBe(known.tree);
          else expect(tree.length).toBe(1);
          model = [...model.filter((entry) => entry !== known), { name, tree }];
          const size = () => model.reduce((sum, entry) => sum + entry.tree.bytes, 0);
          while (size() > budget && model.length > 1) model.shift();
          expect(documents.bytes).toBe(size());
          tree.rewindTo(1);
          fill(tree, tokens);
        }
      }),
      { numRuns: 50 },
    );
  });
});

test('the budget is counted in bytes of rows', () => {
  expect(SMALL % bytesPerRow(SHAPE)).toBe(0);
});
