import { describe, expect, it } from 'vitest';
import { Introduction } from '../../../src/extension/inspector/introduction';
import { Studies } from '../../../src/extension/inspector/studies';
import type { SearchTree } from '../../../src/protocol/inspection';
import type { ToPage } from '../../../src/protocol/panel';
import { checkSettings } from '../../../src/sampling/settings';
import { initialState } from '../../../src/webview/model/state';
import { type PageEvent, update } from '../../../src/webview/model/update';
import { FakeDesk } from './fake-desk';
import { FakeInspections, MODEL } from './fake-inspections';

const node = (id: number, parent: number) => ({ id, parent, logprob: -1, pruned: false });
const tree = (...nodes: SearchTree['nodes']): SearchTree => ({
  nodes,
  paths: [{ kind: 'greedy', node: nodes.length - 1, logprob: -1, score: -1, text: 'x' }],
  passes: 1,
  most: 2,
});
const request = (path: readonly number[]) => ({
  document: 'a',
  prefix: { text: 'x', start: 0 },
  heal: false,
  width: 1,
  depth: 1,
  lengthPenalty: 0,
  sampling: checkSettings({}),
  path,
});

/** Studies, and a page that hears all that they tell. */
function open() {
  const engine = new FakeInspections();
  let page = initialState;
  const post = (message: ToPage): void => {
    page = update(page, { type: 'received', message } satisfies PageEvent);
  };
  const introduction = new Introduction(engine, post);
  const studies = new Studies(engine, new FakeDesk(), introduction, post);
  const search = (seq: number, path: readonly number[], ...trees: readonly SearchTree[]) => {
    void studies.search(request(path), seq);
    for (const found of trees) engine.searches.at(-1)!.onTree(found);
  };
  return { engine, introduction, studies, search, page: () => page };
}

describe('what a search has found', () => {
  it.each([
    ['the last tree from the cursor', [[1, [], tree(node(5, -1)), tree(node(5, -1), node(6, 0))]], [5, 6]],
    [
      'with a node that was expanded',
      [
        [1, [], tree(node(5, -1))],
        [1, [5], tree(node(7, -1)), tree(node(7, -1), node(8, 0))],
      ],
      [5, 7, 8],
    ],
    [
      'with several',
      [
        [1, [], tree(node(5, -1), node(6, -1))],
        [1, [5], tree(node(7, -1))],
        [1, [6], tree(node(8, -1))],
      ],
      [5, 6, 7, 8],
    ],
    [
      'nothing of an earlier frame',
      [
        [1, [], tree(node(5, -1))],
        [2, [], tree(node(6, -1))],
      ],
      [6],
    ],
    [
      'from a node of an earlier frame alone',
      [
        [1, [], tree(node(5, -1))],
        [2, [5], tree(node(6, -1))],
      ],
      [6],
    ],
  ] as const)('is what the page has: %s', (_, searches, ids) => {
    const { studies, search, page } = open();
    for (const [seq, path, ...trees] of searches) search(seq, path, ...trees);
    expect(studies.found?.tree.nodes.map(({ id }) => id)).toEqual(ids);
    expect(studies.found).toEqual(page().search);
  });

  it('is gone with the model that found it', async () => {
    const { engine, introduction, studies, search } = open();
    await introduction.make();
    search(1, [], tree(node(5, -1)));
    void studies.scan({ document: 'a', version: 1, prefix: { text: '', start: 0 }, text: 'b' });
    expect([studies.found?.seq, studies.scanned]).toEqual([1, []]);
    engine.become({ kind: 'ready', model: { ...MODEL, path: '/other.gguf' }, last: undefined });
    await introduction.make();
    expect([studies.found, studies.scanned]).toEqual([undefined, undefined]);
  });
});
