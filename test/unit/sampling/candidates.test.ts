import { describe, expect, test } from 'vitest';
import { Candidates } from '../../../src/sampling/candidates';
import { NEVER } from './arbitrary';

const loaded = (logits: readonly number[], allowed?: readonly number[]) => {
  const candidates = new Candidates(logits.length);
  candidates.load(Float32Array.from(logits), allowed);
  return candidates;
};

describe('Candidates', () => {
  test('are the possible tokens, likeliest first, the lower id first among equals', () => {
    const candidates = loaded([1, NEVER, 3, 1, 3]);
    expect(candidates.count).toBe(4);
    expect([...candidates.ranking()]).toEqual([2, 4, 0, 3]);
    expect([...candidates.ranking(3)]).toEqual([2, 4, 0]);
    expect([...candidates.ranking(9)]).toEqual([2, 4, 0, 3]);
  });

  test('a constraint leaves the allowed ones, and the log-probability as it was', () => {
    const candidates = loaded([Math.log(4), NEVER, Math.log(3), 0], [3, 2, 2, 1]);
    expect([...candidates.ranking()]).toEqual([2, 3]);
    expect(candidates.probability(2)).toBeCloseTo(3 / 4, 7);
    expect(candidates.logprob(2)).toBeCloseTo(Math.log(3 / 8), 7);
  });

  test('allowed tokens far below the others keep their distances', () => {
    const candidates = loaded([10_000, 1, 2], [1, 2]);
    expect(candidates.probability(2)).toBeCloseTo(1 / (1 + Math.exp(-1)), 14);
  });

  test.each([
    ['every logit is −∞', [NEVER, NEVER], undefined],
    ['nothing is allowed', [1, 2], []],
    ['only the impossible is allowed', [1, NEVER], [1]],
  ])('none if %s', (_, logits, allowed) => {
    const candidates = loaded(logits, allowed);
    expect(candidates.count).toBe(0);
    expect([...candidates.ranking()]).toEqual([]);
  });

  test('where rounding leaves all weights short of a number, the last token with a weight is drawn', () => {
    for (const size of [5, 600]) {
      const candidates = loaded(Array.from({ length: size }, (_, id) => (id % 2 ? -1000 - id : 3)));
      expect(candidates.tokenAt(1)).toBe((size - 1) & ~1);
    }
  });

  test('probabilities need not add up to 1', () => {
    const candidates = new Candidates(3);
    candidates.loadProbabilities(Float64Array.of(1, 0, 3));
    expect(candidates.logprob(2)).toBeCloseTo(Math.log(3 / 4), 14);
    expect(candidates.probability(0)).toBeCloseTo(1 / 4, 14);
    expect(candidates.count).toBe(2);
  });

  test('probabilities of 0 are no candidates', () => {
    const candidates = new Candidates(2);
    candidates.loadProbabilities(new Float64Array(2));
    expect(candidates.count).toBe(0);
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY])('refuse %d as a logit', (logit) => {
    expect(() => loaded([0, logit])).toThrow(new RangeError(`the logit of token 1 is ${logit}`));
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, -0.1])('refuse %d as a probability', (probability) => {
    const candidates = new Candidates(2);
    expect(() => candidates.loadProbabilities(Float64Array.of(0.5, probability))).toThrow(
      new RangeError(`the probability of token 1 is ${probability}`),
    );
  });

  test('refuse a row of another length', () => {
    const candidates = new Candidates(3);
    const message = 'a row of 2 tokens for a vocabulary of 3';
    expect(() => candidates.load(new Float32Array(2))).toThrow(new RangeError(message));
    expect(() => candidates.loadProbabilities(new Float64Array(2))).toThrow(new RangeError(message));
  });

  test.each([-1, 2, 0.5, Number.NaN])('refuse %d as an allowed token', (id) => {
    expect(() => loaded([0, 0], [id])).toThrow(new RangeError(`there is no token ${id} in a vocabulary of 2`));
  });

  test.each([0, -1, 1.5])('refuse a vocabulary of %d', (size) => {
    expect(() => new Candidates(size)).toThrow(new RangeError(`a vocabulary has at least one token, not ${size}`));
  });
});
