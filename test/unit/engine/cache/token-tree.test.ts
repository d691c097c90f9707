import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Growth, MASKED, ROOT, TokenTree } from '../../../../src/engine/cache/token-tree';
import { heldRows, rowsNamed, SHAPE } from './rows';

/** Random nodes: each has a token, and as parent the root or one of the nodes before it; half of them continue the last one. */
const nodes = (maxLength: number) =>
  fc.array(fc.record({ token: fc.nat(3), branch: fc.option(fc.double({ min: 0, max: 1, noNaN: true })) }), { maxLength });
type Nodes = readonly { readonly token: number; readonly branch: number | null }[];

/** The nodes as a growth of a tree that has `length` slots. */
function growthOf(list: Nodes, length: number): Growth {
  const parents = list.map(({ branch }, index) => {
    const last = length + index - 1;
    return branch === null ? last : Math.floor(branch * last);
  });
  return { tokens: list.map(({ token }) => token), parents };
}

function add(tree: TokenTree, growth: Growth): void {
  tree.add(growth, rowsNamed(growth.tokens.map((_, index) => tree.length + index)));
}

/** The oracle: a plain list of parents by slot, the root's first. */
function ancestors(parents: readonly number[], slot: number): number[] {
  const path: number[] = [];
  for (let at = slot; at !== ROOT; at = parents[at] ?? ROOT) path.push(at);
  return path;
}

test('positions and mask are those of the path from the root, for any tree and any growth', () => {
  fc.assert(
    fc.property(nodes(30), nodes(12), (held, grown) => {
      const tree = new TokenTree(SHAPE);
      const first = growthOf(held, tree.length);
      add(tree, first);
      const growth = growthOf(grown, tree.length);
      const parents = [-1, ...first.parents, ...growth.parents];
      const slots = growth.tokens.map((_, index) => tree.length + index);

      expect(tree.positionsOf(growth)).toEqual(slots.map((slot) => ancestors(parents, slot).length - 1));
      const width = tree.length + slots.length;
      const expected = slots.flatMap((slot) => {
        const seen = new Set(ancestors(parents, slot));
        return Array.from({ length: width }, (_, other) => (seen.has(other) ? 0 : MASKED));
      });
      expect([...tree.biasOf(growth)]).toEqual(expected);
    }),
    { numRuns: 300 },
  );
});

test('added nodes get the next slots, with their tokens, positions and rows', () => {
  fc.assert(
    fc.property(nodes(20), nodes(20), (one, two) => {
      const tree = new TokenTree(SHAPE);
      const first = growthOf(one, tree.length);
      add(tree, first);
      const second = growthOf(two, tree.length);
      const positions = [...Array.from(first.tokens, (_, index) => tree.position(index + 1)), ...tree.positionsOf(second)];
      add(tree, second);
      const tokens = [...first.tokens, ...second.tokens];
      expect(tree.length).toBe(tokens.length + 1);
      expect(tokens.map((_, index) => tree.token(index + 1))).toEqual(tokens);
      expect(tokens.map((_, index) => tree.position(index + 1))).toEqual(positions);
      expect(heldRows(tree)).toEqual(rowsNamed(tokens.map((_, index) => index + 1)));
    }),
  );
});

test('a chain follows its parent, one token after the other', () => {
  const tree = new TokenTree(SHAPE);
  add(tree, tree.chain(ROOT, [10, 11, 12]));
  const branch = tree.chain(2, [20, 21]);
  expect(branch).toEqual({ tokens: [20, 21], parents: [2, 4] });
  expect(tree.positionsOf(branch)).toEqual([2, 3]);
  expect(tree.chain(3, [])).toEqual({ tokens: [], parents: [] });
});

test('nobody sees the reserved row', () => {
  const tree = new TokenTree(SHAPE);
  const bias = tree.biasOf(tree.chain(ROOT, [1, 2]));
  expect([...bias]).toEqual([MASKED, 0, MASKED, MASKED, 0, 0]);
});

describe('keepPrefix', () => {
  test('keeps the longest beginning that lies in one run, and forgets the rest', () => {
    fc.assert(
      fc.property(nodes(20), fc.array(fc.nat(3), { maxLength: 20 }), fc.option(fc.nat(20), { nil: undefined }), (held, wanted, atMost) => {
        const tree = new TokenTree(SHAPE);
        const { tokens, parents } = growthOf(held, tree.length);
        add(tree, { tokens, parents });
        // The held tokens up to the first branch, then anything: otherwise long agreements would be rare.
        const text = [...tokens.slice(0, wanted.length), ...wanted];
        const kept = tree.keepPrefix(text, atMost);

        const agrees = (count: number) =>
          count <= Math.min(text.length, atMost ?? text.length, tokens.length) &&
          Array.from({ length: count }, (_, i) => i).every((i) => tokens[i] === text[i] && parents[i] === i);
        expect(agrees(kept)).toBe(true);
        expect(agrees(kept + 1)).toBe(false);
        expect(tree.length).toBe(kept + 1);
        expect(heldRows(tree)).toEqual(rowsNamed(Array.from({ length: kept }, (_, i) => i + 1)));
      }),
      { numRuns: 300 },
    );
  });

  test.each([
    ['the same text', [1, 2, 3], 3],
    ['a longer one', [1, 2, 3, 4], 3],
    ['a shorter one', [1, 2], 2],
    ['another end', [1, 2, 4], 2],
    ['another beginning', [2, 2, 3], 0],
    ['nothing', [], 0],
  ] as const)('%s', (_, text, kept) => {
    const tree = new TokenTree(SHAPE);
    add(tree, tree.chain(ROOT, [1, 2, 3]));
    expect(tree.keepPrefix(text)).toBe(kept);
    expect(tree.length).toBe(kept + 1);
  });

  test('a branch that took the next slot is not the text', () => {
    const tree = new TokenTree(SHAPE);
    add(tree, { tokens: [1, 2, 3], parents: [0, 1, 1] });
    expect(tree.keepPrefix([1, 2, 3])).toBe(2);
  });
});

describe('rewindTo', () => {
  test('forgets nodes, and what follows takes their slots', () => {
    const tree = new TokenTree(SHAPE);
    add(tree, tree.chain(ROOT, [1, 2, 3]));
    tree.rewindTo(2);
    expect([tree.length, tree.token(1), tree.token(2), tree.position(2)]).toEqual([2, 1, -1, -1]);
    add(tree, tree.chain(1, [9]));
    expect([tree.token(2), tree.position(2)]).toEqual([9, 1]);
    expect(heldRows(tree)).toEqual(rowsNamed([1, 2]));
  });

  test.each([0, 5])('%i is refused, and nothing changes', (length) => {
    const tree = new TokenTree(SHAPE);
    add(tree, tree.chain(ROOT, [1, 2, 3]));
    expect(() => tree.rewindTo(length)).toThrow(RangeError);
    expect([tree.length, tree.token(3), tree.position(3)]).toEqual([4, 3, 2]);
  });
});

test('nodes whose rows do not fit are refused, and nothing changes', () => {
  const tree = new TokenTree(SHAPE);
  add(tree, tree.chain(ROOT, [1]));
  expect(() => tree.add(tree.chain(1, [2, 3]), rowsNamed([2]))).toThrow(RangeError);
  expect([tree.length, tree.token(1), tree.token(2), tree.position(2)]).toEqual([2, 1, -1, -1]);
});
