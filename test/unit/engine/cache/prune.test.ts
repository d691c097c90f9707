/** The tree under any sequence of growing, rewinding, branching and pruning: no slot is lost, and no node changes its text. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ROOT, TokenTree } from '../../../../src/engine/cache/token-tree';
import { heldRows, rowsNamed, SHAPE } from './rows';

type Step =
  | { readonly kind: 'grow'; readonly parent: number; readonly tokens: readonly number[] }
  | { readonly kind: 'rewind'; readonly to: number }
  | { readonly kind: 'prune'; readonly base: number; readonly ends: readonly number[] }
  | { readonly kind: 'keep'; readonly tokens: readonly number[] };

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
);

/** Each node's row is named by a number of its own, so that a row at the wrong place is seen; its line are the names from the root. */
interface Node {
  readonly path: readonly number[];
  readonly line: readonly number[];
}

test('slots are one run, and every node keeps its text, its position and its row', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
      const tree = new TokenTree(SHAPE);
      let nodes: Node[] = [{ path: [], line: [] }]; // by slot
      let names = 0;
      const at = (part: number) => Math.min(nodes.length - 1, Math.floor(part * nodes.length));
      for (const action of steps) {
        switch (action.kind) {
          case 'grow': {
            const growth = tree.chain(at(action.parent), action.tokens);
            const first = names + 1;
            names += action.tokens.length;
            tree.add(growth, rowsNamed(action.tokens.map((_, index) => first + index)));
            let parent = nodes[at(action.parent)]!;
            for (const [index, next] of action.tokens.entries()) {
              parent = { path: [...parent.path, next], line: [...parent.line, first + index] };
              nodes.push(parent);
            }
            break;
          }
          case 'rewind':
            tree.rewindTo(at(action.to) + 1);
            nodes = nodes.slice(0, at(action.to) + 1);
            break;
          case 'prune': {
            const base = at(action.base) + 1;
            const ends = action.ends.map(at);
            const wanted = ends.map((slot) => nodes[slot]!);
            const moved = tree.prune(base, ends);
            const kept = nodes.filter((node, slot) => slot < base || wanted.some(({ line }) => line.includes(node.line.at(-1)!)));
            nodes = kept;
            ends.forEach((end, index) => {
              expect(nodes[moved(end)]).toBe(wanted[index]);
            });
            break;
          }
          case 'keep': {
            const kept = tree.keepPrefix(action.tokens);
            nodes = nodes.slice(0, kept + 1);
            expect(nodes[kept]!.path).toEqual(action.tokens.slice(0, kept));
            break;
          }
        }
        expect(tree.length).toBe(nodes.length);
        nodes.forEach(({ path }, slot) => {
          if (slot === ROOT) return;
          expect(tree.token(slot)).toBe(path.at(-1));
          expect(tree.position(slot)).toBe(path.length - 1);
        });
        expect(heldRows(tree)).toEqual(rowsNamed(nodes.slice(1).map(({ line }) => line.at(-1)!)));
      }
    }),
    { numRuns: 300 },
  );
});
