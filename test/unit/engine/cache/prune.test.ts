/**
 * The trees of documents under any sequence of growing, branching, rewinding, pruning, committing and closing: no slot is lost,
 * and no node changes its text.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Documents } from '../../../../src/engine/cache/documents';
import { ROOT, type TokenTree } from '../../../../src/engine/cache/token-tree';
import { heldRows, rowsNamed, SHAPE } from './rows';

type Step =
  | { readonly kind: 'grow'; readonly parent: number; readonly tokens: readonly number[] }
  | { readonly kind: 'rewind'; readonly to: number }
  | { readonly kind: 'prune'; readonly base: number; readonly ends: readonly number[] }
  | { readonly kind: 'keep'; readonly tokens: readonly number[] }
  | { readonly kind: 'commit'; readonly base: number; readonly winner: number }
  | { readonly kind: 'close' };

const NAMES = ['a', 'b', 'c'] as const;
type Name = (typeof NAMES)[number];

const share = fc.double({ min: 0, max: 1, noNaN: true });
const token = fc.nat(5);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('grow' as const), parent: share, tokens: fc.array(token, { minLength: 1, maxLength: 6 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('rewind' as const), to: share }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('prune' as const), base: share, ends: fc.array(share, { maxLength: 4 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('keep' as const), tokens: fc.array(token, { maxLength: 6 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('commit' as const), base: share, winner: share }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('close' as const) }) },
);

/** Each node's row is named by a number of its own, so that a row at the wrong place is seen; its line are the names from the root. */
interface Node {
  readonly path: readonly number[];
  readonly line: readonly number[];
}

/** What a document's tree should hold, by slot. */
type Nodes = readonly Node[];
const EMPTY: Nodes = [{ path: [], line: [] }];

/** The names of rows, never used twice. */
class Names {
  #last = 0;

  next(count: number): number[] {
    return Array.from({ length: count }, () => ++this.#last);
  }
}

test('slots are one run, and every node keeps its text, its position and its row', () => {
  const steps = fc.array(fc.record({ name: fc.constantFrom(...NAMES), action: step }), { maxLength: 40 });
  fc.assert(
    fc.property(steps, (list) => {
      const documents = new Documents(SHAPE, Number.POSITIVE_INFINITY);
      const models = new Map<Name, Nodes>();
      const names = new Names();
      for (const { name, action } of list) {
        if (action.kind === 'close') {
          documents.close(name);
          models.delete(name);
        } else {
          const tree = documents.open(name);
          const nodes = apply(tree, models.get(name) ?? EMPTY, action, names);
          models.set(name, nodes);
          expectHolds(tree, nodes);
        }
        expect(documents.bytes).toBe(sumOf([...models.keys()].map((open) => documents.open(open).bytes)));
      }
      for (const name of models.keys()) documents.close(name);
      expect(documents.bytes).toBe(0);
    }),
    { numRuns: 300 },
  );
});

/** Does a step to the tree, and says what should be in it then. */
function apply(tree: TokenTree, nodes: Nodes, action: Exclude<Step, { readonly kind: 'close' }>, names: Names): Nodes {
  const at = (part: number) => Math.min(nodes.length - 1, Math.floor(part * nodes.length));
  switch (action.kind) {
    case 'grow':
      return grow(tree, nodes, at(action.parent), action.tokens, names);
    case 'rewind':
      tree.rewindTo(at(action.to) + 1);
      return nodes.slice(0, at(action.to) + 1);
    case 'prune': {
      const base = at(action.base) + 1;
      const ends = action.ends.map(at);
      const wanted = ends.map((slot) => nodes[slot]!);
      const moved = tree.prune(base, ends);
      const kept = nodes.filter((node, slot) => slot < base || wanted.some(({ line }) => line.includes(node.line.at(-1)!)));
      ends.forEach((end, index) => {
        expect(kept[moved(end)]).toBe(wanted[index]);
      });
      return kept;
    }
    case 'keep': {
      const kept = tree.keepPrefix(action.tokens);
      expect(nodes[kept]!.path).toEqual(action.tokens.slice(0, kept));
      return nodes.slice(0, kept + 1);
    }
    case 'commit': {
      // As a search and the request after it do: the branches go, and the winner's text is read again behind what is kept of it.
      const text = nodes[at(action.winner)]!.path;
      const base = at(action.base) + 1;
      tree.rewindTo(base);
      const kept = tree.keepPrefix(text);
      const committed = grow(tree, nodes.slice(0, kept + 1), kept, text.slice(kept), names);
      expect(tree.tokens()).toEqual(text);
      return committed;
    }
  }
}

function grow(tree: TokenTree, nodes: Nodes, slot: number, tokens: readonly number[], names: Names): Nodes {
  const rows = names.next(tokens.length);
  tree.add(tree.chain(slot, tokens), rowsNamed(rows));
  const grown = [...nodes];
  let parent = nodes[slot]!;
  tokens.forEach((token, index) => {
    parent = { path: [...parent.path, token], line: [...parent.line, rows[index]!] };
    grown.push(parent);
  });
  return grown;
}

function expectHolds(tree: TokenTree, nodes: Nodes): void {
  expect(tree.length).toBe(nodes.length);
  nodes.forEach(({ path }, slot) => {
    if (slot === ROOT) return;
    expect(tree.token(slot)).toBe(path.at(-1));
    expect(tree.position(slot)).toBe(path.length - 1);
  });
  expect(heldRows(tree)).toEqual(rowsNamed(nodes.slice(1).map(({ line }) => line.at(-1)!)));
}

const sumOf = (numbers: readonly number[]) => numbers.reduce((sum, number) => sum + number, 0);
