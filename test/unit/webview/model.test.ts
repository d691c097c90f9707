import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { attentionOf, mostAttended } from '../../../src/inspection/attention';
import { tally, tokenAt } from '../../../src/inspection/coin';
import { contextLines } from '../../../src/inspection/context-lines';
import { bitsLine, mostSurprising, summarize } from '../../../src/inspection/foresight';
import { graft } from '../../../src/inspection/graft';
import { settlesAt } from '../../../src/inspection/layers';
import { plainLabel } from '../../../src/inspection/token-label';
import type { SearchTree } from '../../../src/protocol/inspection';
import { example } from '../../../src/webview/model/example';
import { barLength } from '../../../src/webview/model/grid';
import { icicle, pathTo } from '../../../src/webview/model/icicle';
import { rampStep } from '../../../src/webview/model/ramp';
import { vocabularyOf } from '../inspection/vocabulary-of';

describe('the lines of the context', () => {
  const vocabulary = vocabularyOf(['<s>', 'a', '\n', 'x\n\n', [0xe8, 0xaf], [0xad], [0xff]], [0]);
  const lines = (ids: readonly number[]) => contextLines(ids, vocabulary).map((line) => line.map(({ position }) => position));

  test('end with line breaks, and hold every token once', () => {
    expect(lines([0, 1, 2, 1, 3, 1])).toEqual([[0, 1, 2], [3, 4], [5]]);
    fc.assert(
      fc.property(fc.array(fc.nat(6), { maxLength: 200 }), (ids) => {
        expect(lines(ids).flat()).toEqual(ids.map((_, position) => position));
        expect(lines(ids).every(({ length }) => length > 0 && length <= 24)).toBe(true);
      }),
    );
  });

  test('say which character several tokens make, at the last of them', () => {
    const joined = (ids: readonly number[]) =>
      contextLines(ids, vocabulary).flatMap((line) => line.map((one) => one.joined && plainLabel(one.joined)));
    expect(joined([1, 4, 5, 1])).toEqual([undefined, undefined, '语', undefined]);
    expect(joined([5, 6])).toEqual([undefined, undefined]); // no beginning of a character
    expect(joined([4, 1])).toEqual([undefined, '[E8 AF]a']);
    expect(joined([4, 0, 5])).toEqual([undefined, undefined, undefined]);
  });
});

describe('attention', () => {
  const attention = { layers: 2, heads: 2, tokens: 3, weights: Float32Array.of(1, 0, 0, 0, 1, 0, 0.5, 0.5, 0, 0, 0.25, 0.75) };

  test('of a layer, a head, both or the mean of all; it sums to 1', () => {
    expect([...attentionOf(attention)]).toEqual([0.375, 0.4375, 0.1875]);
    expect([...attentionOf(attention, 0)]).toEqual([0.5, 0.5, 0]);
    expect([...attentionOf(attention, undefined, 1)]).toEqual([0, 0.625, 0.375]);
    expect([...attentionOf(attention, 1, 1)]).toEqual([0, 0.25, 0.75]);
    expect([...attentionOf(attention, 7, 7)]).toEqual([...attentionOf(attention)]); // of a smaller model
  });

  test('the most attended first', () => {
    expect(mostAttended(Float64Array.of(0.2, 0.5, 0.2, 0.1), 3).map(({ position }) => position)).toEqual([1, 0, 2]);
  });
});

describe('the icicle', () => {
  const node = (id: number, parent: number, probability: number) => ({ id, parent, logprob: Math.log(probability), pruned: false });
  const tree: SearchTree = {
    nodes: [node(7, -1, 0.5), node(8, 0, 0.5), node(9, -1, 0.25), node(6, 0, 0.25)],
    paths: [
      { kind: 'greedy', node: 1, logprob: 0, score: 0, text: '' },
      { kind: 'beam', node: 0, logprob: 0, score: 0, text: '' },
      { kind: 'sample', node: -1, logprob: 0, score: 0, text: '' },
    ],
    passes: 1,
    most: 2,
  };

  test('each node is as high as its path is likely, inside the one before', () => {
    const places = new Map(icicle(tree).map((place) => [place.node, place]));
    for (const [index, joint] of [0.5, 0.25, 0.25, 0.125].entries()) {
      const { top, bottom } = places.get(index)!;
      expect(bottom - top).toBeCloseTo(joint, 12);
    }
    expect(places.get(1)!.top).toBeCloseTo(0, 12);
    expect(places.get(3)!.bottom).toBeLessThanOrEqual(places.get(0)!.bottom);
    expect(places.get(1)!.depth).toBe(1);
    expect(places.get(0)!.kinds).toEqual(['greedy', 'beam']);
    expect(places.get(3)!.kinds).toEqual([]);
  });

  test('has no more nodes than asked for, and none without the one before', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(), fc.double({ min: 0.01, max: 1, noNaN: true })), { maxLength: 60 }),
        fc.integer({ min: 1, max: 20 }),
        (raw, most) => {
          const nodes = raw.map(([parent, probability], index) => node(index, (parent % (index + 1)) - 1, probability));
          const places = icicle({ ...tree, nodes, paths: [] }, most);
          expect(places.length).toBeLessThanOrEqual(most);
          const drawn = new Set(places.map((place) => place.node));
          for (const place of places) expect(nodes[place.node]!.parent === -1 || drawn.has(nodes[place.node]!.parent)).toBe(true);
        },
      ),
    );
  });

  test('a search that goes on below a node is added there, and what both have is one', () => {
    const below: SearchTree = {
      nodes: [node(5, -1, 0.5), node(6, -1, 0.25), { ...node(4, 1, 0.5), pruned: true }],
      paths: [{ kind: 'greedy', node: 0, logprob: Math.log(0.5), score: -1, text: 'x' }],
      passes: 3,
      most: 4,
    };
    const whole = graft(tree, [7], below);
    expect(whole.nodes.map(({ id, parent }) => [id, parent])).toEqual([
      [7, -1],
      [8, 0],
      [9, -1],
      [6, 0],
      [5, 0],
      [4, 3],
    ]);
    expect(pathTo(whole, 5)).toEqual([7, 6, 4]);
    expect(whole.paths.at(-1)).toEqual({ kind: 'greedy', node: 4, logprob: Math.log(0.25), score: -1, text: '…x' });
    expect([whole.passes, whole.paths.length]).toEqual([3, 4]);
    expect(graft(tree, [7, 1], below)).toBe(below); // of another tree
    expect(graft(tree, [], below).nodes.map(({ parent }) => parent)).toEqual([-1, 0, -1, 0, -1, -1, 5]);
  });

  test('the ids of a path', () => {
    expect(pathTo(tree, 3)).toEqual([7, 6]);
  });
});

describe('surprise', () => {
  const token = (start: number, end: number, probability: number) => ({
    id: 0,
    start,
    end,
    logprob: Math.log(probability),
    rank: 1,
    top: [],
  });
  const tokens = [token(4, 6, 1 / 2), token(6, 7, 1 / 8), token(7, 12, 1 / 4)];

  test('in bits a token, a character, and as perplexity', () => {
    expect(summarize(tokens)).toEqual({
      tokens: 3,
      allBits: expect.closeTo(6, 12),
      bitsPerToken: expect.closeTo(2, 12),
      bitsPerCharacter: expect.closeTo(6 / 8, 12),
      perplexity: expect.closeTo(4, 12),
    });
    expect(summarize([])).toBeUndefined();
  });

  test('the worst foreseen first', () => {
    expect(mostSurprising(tokens, 2).map(({ start }) => start)).toEqual([6, 7]);
  });

  test('a line of a long text loses no peak', () => {
    const long = Array.from({ length: 5000 }, (_, index) => token(index, index + 1, index === 3210 ? 1 / 1024 : 0.5));
    const line = bitsLine(long, 400);
    expect(line.length).toBeLessThanOrEqual(400);
    expect(Math.max(...line.map(({ bits }) => bits))).toBeCloseTo(10, 9);
    expect(line.every(({ x }) => x >= 0 && x <= 1)).toBe(true);
    expect(bitsLine(tokens.slice(0, 1), 400)).toEqual([{ x: 0, bits: expect.closeTo(1, 12) }]);
  });
});

test('the layer at which the answer settles', () => {
  const layers = (...ids: number[]) => ids.map((id, layer) => ({ layer, top: [{ id, logprob: -1 }] }));
  expect(settlesAt(layers(1, 2, 3, 3, 3))).toBe(3);
  expect(settlesAt(layers(3, 2, 3))).toBe(3);
  expect(settlesAt(layers(3, 3))).toBe(1);
});

test('bars: in proportion, or a piece less for each halving', () => {
  expect([0, 0.25, 1].map((share) => barLength(share, 'linear'))).toEqual([0, 0.25, 1]);
  expect([0, 2 ** -30, 2 ** -10, 1].map((share) => barLength(share, 'log'))).toEqual([0, 0, 0.5, 1]);
});

test('the ramp has seven steps', () => {
  expect([0, 0.001, 0.003, 0.01, 0.02, 0.05, 0.2, 1].map(rampStep)).toEqual([0, 0, 1, 2, 3, 4, 5, 6]);
});

test('what was drawn is counted, the others together', () => {
  const flips = [3, 5, 3, 9].map((id) => ({ id, number: 0.5 }));
  expect(tally(flips, [3, 4])).toEqual({ counts: [2, 0], others: 2 });
});

test('a number falls on the token in whose share it lies; the next one begins where it ends', () => {
  const drawn = [
    { id: 7, probability: 0.5 },
    { id: 3, probability: 0.25 },
  ];
  expect([0, 0.4999, 0.5, 0.7499, 0.75, 0.99].map((number) => tokenAt(number, drawn))).toEqual([7, 7, 3, 3, undefined, undefined]);
});

test('the recorded example is a distribution', () => {
  const { outcome, vocabulary } = example('others');
  expect(outcome.next.size).toBe(vocabulary.size);
  expect(outcome.kept).toBe(257);
  expect(outcome.next.cumulative(257)).toBeCloseTo(1, 6);
  expect(vocabulary.label(256)).toEqual([{ kind: 'special', text: 'others' }]);
  expect(plainLabel(vocabulary.label(0))).toMatch(/^·[a-z]+$/);
});
