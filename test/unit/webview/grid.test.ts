import { describe, expect, test } from 'vitest';
import { NextTokens } from '../../../src/inspection/next-tokens';
import { Outcome } from '../../../src/inspection/outcome';
import type { Rules } from '../../../src/inspection/rules';
import { sumOf, tailOf } from '../../../src/inspection/tail';
import { STANDARD_ORDER } from '../../../src/sampling/chain';
import { seededRandom } from '../../../src/sampling/random';
import { checkSettings, type SamplingSettings } from '../../../src/sampling/settings';
import { ROWS, rowsOf } from '../../../src/webview/model/grid';
import { rowText } from '../../../src/webview/model/row-text';
import { vocabularyOf } from '../inspection/vocabulary-of';

type Memory = ConstructorParameters<typeof NextTokens>[0]['memory'];

/** What settings that cut nothing, but for those given, make of logits. */
function outcomeOf(logits: Float32Array, given: Partial<SamplingSettings> = {}, rules: Partial<Rules> = {}, memory?: Memory): Outcome {
  const next = new NextTokens({ logits, ...(memory ? { memory } : {}) });
  const settings = checkSettings({ strategy: 'sample', temperature: 1, topK: 0, topP: 1, minP: 0, ...given });
  return new Outcome(next, { settings, order: STANDARD_ORDER, recent: [], ...rules });
}

const weights = (...values: readonly number[]) => Float32Array.from(values, Math.log);

/** Of 200 numbers that a seed gives. */
function randomLogits(seed: number): Float32Array {
  const random = seededRandom(seed);
  return Float32Array.from({ length: 200 }, () => random.next() * 4);
}

describe('where adding up gives more than everything', () => {
  const excessive = Array.from({ length: 40 }, (_, seed) => outcomeOf(randomLogits(seed))).filter(
    ({ next }) => next.cumulative(next.size - 1) > 1 || next.cumulative(next.size) > 1,
  );

  test('the sum is all there is, and nothing is left', () => {
    expect(excessive.length).toBeGreaterThan(0);
    for (const outcome of excessive) {
      const { next } = outcome;
      expect(sumOf(next, next.size)).toBe(1);
      const { model, mixed, final } = tailOf(outcome, next.size);
      expect([model, mixed, final]).toEqual([0, 0, 0]);
    }
  });

  test('with memory nothing is less than nothing either', () => {
    for (let seed = 0; seed < 40; seed++) {
      const outcome = outcomeOf(randomLogits(seed), {}, {}, { share: 0.3, match: 4, tokens: [{ id: 1, probability: 1 }] });
      for (const part of Object.values(tailOf(outcome, 200))) expect(part).toBeGreaterThanOrEqual(0);
    }
  });
});

describe('what all others have together', () => {
  test('is what the rows have not, in every column', () => {
    const memory: Memory = {
      share: 0.5,
      match: 4,
      tokens: [
        { id: 3, probability: 0.8 },
        { id: 0, probability: 0.2 },
      ],
    };
    const outcome = outcomeOf(weights(1, 1, 2, 4, 8), {}, {}, memory); // mixed: 0.13125, 0.03125, 0.0625, 0.525, 0.25
    const tail = tailOf(outcome, 2);
    expect(tail.model).toBeCloseTo(4 / 16);
    expect(tail.memory).toBeCloseTo(0.1);
    expect(tail.mixed).toBeCloseTo(0.225);
    expect(tail.final).toBeCloseTo(0.225);
  });

  test.each([
    ['healing', {}, { allowed: [0] }],
    ['a penalty', { repetitionPenalty: 2, topK: 1 }, { recent: [1, 2, 3, 4] }],
  ])('is what is drawn, where %s keeps an unlikely token', (_, given, rules) => {
    const outcome = outcomeOf(Float32Array.from([1.5, 2, 2.1, 2.2, 2.3]), given, rules);
    expect(outcome.kept).toBe(1);
    expect(outcome.isKept(0)).toBe(true);
    expect(tailOf(outcome, 3).final).toBe(1);
    expect(tailOf(outcome, 5).final).toBe(0);
  });

  test('is nothing where all that is kept has a row', () => {
    for (let seed = 0; seed < 20; seed++) expect(tailOf(outcomeOf(randomLogits(seed), { topK: 7 }), 10).final).toBe(0);
  });
});

test('rows of two lines are for a narrow grid, which is not less high for it: else a scroll bar could come and go for ever', () => {
  expect([320, 755, 756, 1100, Number.POSITIVE_INFINITY].map(rowsOf)).toEqual(['narrow', 'narrow', 'wide', 'wide', 'wide']);
  const high = (rows: keyof typeof ROWS, count: number) => (Math.min(count, ROWS[rows].inView) + 1) * ROWS[rows].height;
  for (let count = 1; count < 40; count++) expect(high('narrow', count)).toBeGreaterThan(high('wide', count));
});

describe('a row as text', () => {
  const vocabulary = vocabularyOf(['<s>', 'a', '\t"\n', '"', '=1', [0xe8, 0xaf], ' 语', '<|s|>'], [0]);
  const outcome = outcomeOf(weights(1, 2, 4, 8, 16, 32, 64, 129), { topK: 6 });
  const cells = (rank: number) => rowText(rank, outcome, vocabulary, 'the verdict');

  test('has its cells in the order of the grid, numbers in full', () => {
    const { next } = outcome;
    expect(cells(2)).toBe(`2\t 语\t6\t${next.logits[6]}\t${next.model[6]}\t${outcome.final(6)}\t${next.cumulative(2)}\tthe verdict`);
    expect(cells(8).split('\t').slice(-3)).toEqual(['0', String(next.cumulative(8)), 'the verdict']); // one that was cut
  });

  test.each([
    [1, '<|s|>'],
    [3, '[E8 AF]'], // half a character
    [4, '=1'],
    [5, '""""'],
    [7, 'a'],
    [8, '<s>'],
  ])('has the token of rank %i as it is written, or its label: %s', (rank, text) => {
    expect(cells(rank).split('\t')[1]).toBe(text);
  });

  test('keeps what would end a cell in one', () => {
    expect(cells(6).startsWith('6\t"\t""\n"\t2\t')).toBe(true);
  });
});
