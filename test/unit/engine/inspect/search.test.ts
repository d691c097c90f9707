import { describe, expect, test } from 'vitest';
import type { SearchRequest, SearchTree } from '../../../../src/protocol/inspection';
import { prefixOf } from '../../../../src/protocol/prefix';
import { checkSettings } from '../../../../src/sampling/settings';
import { logSumExp } from '../../../../src/sampling/softmax';
import { code } from '../texts';
import { NEVER, TinyEngine, WITHOUT_PAUSE } from './tiny-engine';

const tiny = new TinyEngine();
const SAMPLING = checkSettings({ strategy: 'sample', temperature: 1.5, seed: 7 });
// No line ends here within the depth, so that completions are not cut short.
const TEXT = 'def f(x):\n    return ';

const request = (changes: Partial<SearchRequest> = {}): SearchRequest => ({
  document: 'a',
  prefix: prefixOf(TEXT),
  heal: true,
  width: 3,
  depth: 6,
  lengthPenalty: 0.5,
  sampling: SAMPLING,
  ...changes,
});

async function trees(changes: Partial<SearchRequest> = {}): Promise<SearchTree[]> {
  const seen: SearchTree[] = [];
  expect(await tiny.engine.search(request(changes), NEVER, WITHOUT_PAUSE, (tree) => seen.push(tree))).toBe(true);
  return seen;
}

function idsTo({ nodes }: SearchTree, node: number): number[] {
  return node < 0 ? [] : [...idsTo({ nodes } as SearchTree, nodes[node]!.parent), nodes[node]!.id];
}

const pathsOf = (tree: SearchTree, kind: string) => tree.paths.filter((path) => path.kind === kind).map(({ node }) => idsTo(tree, node));

describe('what a search finds', () => {
  test('are the paths that completions take', async () => {
    const last = (await trees()).at(-1)!;
    // A completion of a block has no line to end with, so its rule is the same as none at this depth.
    const complete = (sampling: Parameters<typeof checkSettings>[0], count?: number) =>
      tiny.complete(TEXT, {
        document: 'b',
        maxTokens: 6,
        extent: 'block',
        lookup: false,
        sampling: checkSettings(sampling),
        ...(count && { count }),
      });
    const ids = (tokens: readonly { readonly id: number }[]) => tokens.map(({ id }) => id);
    const greedy = await complete({ strategy: 'greedy' });
    const sample = await complete(SAMPLING);
    expect(ids(greedy.tokens)).toEqual(pathsOf(last, 'greedy')[0]!.slice(0, greedy.tokens.length));
    expect(ids(sample.tokens)).toEqual(pathsOf(last, 'sample')[0]!.slice(0, sample.tokens.length));
    const { candidates } = await complete({ strategy: 'beam', beams: 3, lengthPenalty: 0.5 }, 3);
    if (candidates!.every(({ stop }) => stop === 'token-limit'))
      expect(pathsOf(last, 'beam')).toEqual(candidates!.map(({ tokens }) => ids(tokens)));
  });

  test('are those with the memory of the user’s own code as well, where it is on', async () => {
    const source = 'def g(y):\n    return wrap(first, second, third)\n';
    const text = `${source}def f(x):\n    return wrap(first, sec`;
    const depth = 6;
    const memory = { neighbours: [], suffix: '' };
    const find = async (more: Partial<SearchRequest>) =>
      (await trees({ document: 'm', prefix: prefixOf(text), lengthPenalty: 0, depth, ...more })).at(-1)!;
    const [plain, mixed] = [await find({}), await find(memory)];
    const complete = (sampling: Parameters<typeof checkSettings>[0], more = {}) =>
      tiny.complete(text, { document: 'n', maxTokens: depth, extent: 'block', sampling: checkSettings(sampling), ...memory, ...more });
    const ids = (tokens: readonly { readonly id: number }[]) => tokens.map(({ id }) => id);
    const greedy = await complete({ strategy: 'greedy' });
    const sample = await complete(SAMPLING);
    expect(greedy.tokens.some((token) => token.memory)).toBe(true);
    expect(pathsOf(mixed, 'greedy')).toEqual([ids(greedy.tokens)]);
    expect(pathsOf(mixed, 'sample')).toEqual([ids(sample.tokens)]);
    // Without it the tiny model, which knows nothing, goes another way.
    expect(pathsOf(plain, 'greedy')).not.toEqual(pathsOf(mixed, 'greedy'));
    const { candidates } = await complete({ strategy: 'beam', beams: 3 }, { count: 3 });
    expect(pathsOf(mixed, 'beam')).toEqual(candidates!.map(({ tokens }) => ids(tokens)));
    expect(mixed.paths.filter(({ kind }) => kind === 'beam').map(({ score }) => score)).toEqual(
      candidates!.map(({ score }) => expect.closeTo(score, 4)),
    );
    // And below a node it goes on as from the cursor.
    const [path] = pathsOf(mixed, 'greedy');
    expect(pathsOf(await find({ ...memory, path: path!.slice(0, 2), depth: depth - 2 }), 'greedy')).toEqual([path!.slice(2)]);
  });

  test('is a tree: parents before children, no token twice below a node, and joint probabilities', async () => {
    for (const tree of await trees()) {
      const seen = new Set<string>();
      for (const [index, { id, parent, logprob }] of tree.nodes.entries()) {
        expect(parent).toBeLessThan(index);
        expect(logprob).toBeLessThanOrEqual(0);
        expect(seen.has(`${parent} ${id}`)).toBe(false);
        seen.add(`${parent} ${id}`);
      }
      for (const { node, logprob, score } of tree.paths) {
        let sum = 0;
        let length = 0;
        for (let at = node; at >= 0; at = tree.nodes[at]!.parent, length++) sum += tree.nodes[at]!.logprob;
        // Rows that were computed beside other branches differ in their last bits from those of a text alone.
        expect(logprob).toBeCloseTo(sum, 4);
        expect(score).toBeCloseTo(logprob / Math.max(1, length) ** 0.5, 9);
      }
    }
  });

  test('says after every step how far it is, and which nodes are given up', async () => {
    const seen = await trees();
    expect(seen.map(({ passes }) => passes)).toEqual([...seen.keys()]);
    const last = seen.at(-1)!;
    expect(last.most).toBe(15);
    expect(last.passes).toBeLessThanOrEqual(last.most);
    expect(last.paths.map(({ kind }) => kind)).toEqual(['greedy', 'sample', 'beam', 'beam', 'beam']);
    expect(last.paths.every(({ stop }) => stop !== undefined)).toBe(true);
    const followed = new Set(last.paths.flatMap(({ node }) => idsTo(last, node)));
    expect(last.nodes.some(({ pruned }) => pruned)).toBe(true);
    for (const { id, pruned } of last.nodes) if (!pruned) expect(followed.has(id)).toBe(true);
  });

  test('goes on below a path', async () => {
    const whole = (await trees()).at(-1)!;
    const [first] = pathsOf(whole, 'greedy');
    const below = (await trees({ path: first!.slice(0, 3), depth: 3 })).at(-1)!;
    expect(pathsOf(below, 'greedy')).toEqual([first!.slice(3)]);
  });

  test('one beam of depth one is the likeliest token', async () => {
    const tree = (await trees({ width: 1, depth: 1, heal: false })).at(-1)!;
    const { logits } = await tiny.inspect(TEXT);
    const norm = logSumExp(logits);
    const likeliest = logits.indexOf(Math.max(...logits));
    expect([tree.passes, tree.most]).toEqual([0, 0]);
    for (const kind of ['greedy', 'beam']) expect(pathsOf(tree, kind)).toEqual([[likeliest]]);
    expect(tree.paths[0]!.logprob).toBeCloseTo(logits[likeliest]! - norm, 9);
  });

  test.each(['', '\ud800', 'x'])('works after %j', async (text) => {
    const tree = (await trees({ prefix: prefixOf(text), width: 8, depth: 2 })).at(-1)!;
    const texts = tree.paths.filter(({ kind }) => kind === 'beam').map((path) => path.text);
    expect(texts.length).toBeGreaterThan(0); // beams with the same text are one
    expect(new Set(texts).size).toBe(texts.length);
  });

  test('where the settings draw nothing, the sampled path is drawn as usual', async () => {
    const usual = checkSettings({ strategy: 'sample', seed: 3 });
    const greedy = checkSettings({ strategy: 'greedy', seed: 3 });
    expect(pathsOf((await trees({ sampling: greedy })).at(-1)!, 'sample')).toEqual(
      pathsOf((await trees({ sampling: usual })).at(-1)!, 'sample'),
    );
  });
});

describe('the cache', () => {
  test('is left as it was', async () => {
    const text = code(3);
    const document = 'kept';
    const ask = () => tiny.complete(text, { document, lookup: false });
    const first = await ask();
    await trees({ document, prefix: prefixOf(text) });
    const { reused, ids, cache } = await tiny.inspect(text, { document, heal: true });
    expect([reused, cache.tokens]).toEqual([ids.length - 1, ids.length + first.tokens.length - 1]);
    const again = await ask();
    expect(again.tokens).toEqual(first.tokens);
    expect(again.counts.prefilled).toBe(0);
  });

  test('may be used by others in between: the search begins anew and finds the same', async () => {
    const undisturbed = (await trees({ document: 'c' })).at(-1)!;
    let pauses = 0;
    const pause = async () => {
      if (++pauses === 9) await tiny.complete(`${TEXT}x + `, { document: 'c' });
    };
    const seen: SearchTree[] = [];
    expect(await tiny.engine.search(request({ document: 'c' }), NEVER, pause, (tree) => seen.push(tree))).toBe(true);
    expect(pauses).toBeGreaterThan(9);
    expect(seen.at(-1)).toEqual(undisturbed);
  });

  test('a cancelled search stops at the next pass and leaves it whole', async () => {
    let asked = 0;
    const signal = {
      get cancelled() {
        return ++asked > 6;
      },
    };
    const seen: SearchTree[] = [];
    expect(await tiny.engine.search(request({ document: 'd' }), signal, WITHOUT_PAUSE, (tree) => seen.push(tree))).toBe(false);
    expect(seen.at(-1)!.passes).toBeLessThan(10);
    const { reused, ids } = await tiny.inspect(TEXT, { document: 'd', heal: true });
    expect(reused).toBe(ids.length - 1);
  });
});
