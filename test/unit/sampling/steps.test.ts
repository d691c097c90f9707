// What one step keeps, on rows where it can be said by heart.
import { describe, expect, test } from 'vitest';
import { Candidates } from '../../../src/sampling/candidates';
import { minP } from '../../../src/sampling/min-p';
import { repetitionPenalty } from '../../../src/sampling/repetition-penalty';
import type { SamplingStep } from '../../../src/sampling/step';
import { temperature } from '../../../src/sampling/temperature';
import { topK } from '../../../src/sampling/top-k';
import { topP } from '../../../src/sampling/top-p';
import { NEVER } from './arbitrary';

function applied(probabilities: readonly number[], ...steps: readonly SamplingStep[]): Candidates {
  const candidates = new Candidates(probabilities.length);
  candidates.loadProbabilities(Float64Array.from(probabilities));
  for (const step of steps) step.apply(candidates, []);
  return candidates;
}

const kept = (probabilities: readonly number[], ...steps: readonly SamplingStep[]) => [...applied(probabilities, ...steps).ranking()];

const FOUR = [0.125, 0.5, 0.125, 0.25];
const EQUAL = [0.25, 0.25, 0.25, 0.25];

describe('top-k', () => {
  test.each([
    [1, [1]],
    [2, [1, 3]],
    [3, [1, 3, 0]],
    [4, [1, 3, 0, 2]],
    [1_000_000, [1, 3, 0, 2]],
    [0, [1, 3, 0, 2]],
  ])('%i', (k, ids) => expect(kept(FOUR, topK(k))).toEqual(ids));

  test('of equals the lower ids', () => expect(kept(EQUAL, topK(2))).toEqual([0, 1]));

  test.each([-1, 1.5, Number.NaN])('refuses %d', (k) => expect(() => topK(k)).toThrow(new RangeError(`top-k is a whole number, not ${k}`)));
});

describe('top-p', () => {
  test.each([
    [0, [1]],
    [Number.MIN_VALUE, [1]],
    [0.5, [1]],
    [0.5000001, [1, 3]],
    [0.75, [1, 3]],
    [0.875, [1, 3, 0]],
    [0.9, [1, 3, 0, 2]],
    [1, [1, 3, 0, 2]],
  ])('%d', (p, ids) => expect(kept(FOUR, topP(p))).toEqual(ids));

  test.each([
    [0.25, [0]],
    [0.5, [0, 1]],
    [0.51, [0, 1, 2]],
  ])('%d of equals the lower ids', (p, ids) => expect(kept(EQUAL, topP(p))).toEqual(ids));

  test('1 keeps all, also what rounding adds nothing for', () => {
    expect(kept([1, 1e-30, 1e-40, 0], topP(1))).toEqual([0, 1, 2]);
    expect(kept([1, 1e-30, 1e-40, 0], topP(1 - Number.EPSILON))).toEqual([0]);
  });

  test('judges what earlier steps kept', () => expect(kept(FOUR, topK(2), topP(0.6))).toEqual([1]));

  test.each([-0.1, 1.1, Number.NaN])('refuses %d', (p) =>
    expect(() => topP(p)).toThrow(new RangeError(`top-p is between 0 and 1, not ${p}`)),
  );
});

describe('min-p', () => {
  test.each([
    [0, [1, 3, 0, 2]],
    [0.25, [1, 3, 0, 2]],
    [0.26, [1, 3]],
    [0.5, [1, 3]],
    [0.51, [1]],
    [1, [1]],
  ])('%d', (p, ids) => expect(kept(FOUR, minP(p))).toEqual(ids));

  test('1 keeps the equals of the likeliest', () => expect(kept([0.4, 0.2, 0.4], minP(1))).toEqual([0, 2]));

  test.each([-0.1, 1.1, Number.NaN])('refuses %d', (p) =>
    expect(() => minP(p)).toThrow(new RangeError(`min-p is between 0 and 1, not ${p}`)),
  );
});

describe('temperature', () => {
  test('0 keeps the likeliest, of equals the lowest id', () => {
    expect(kept(FOUR, temperature(0))).toEqual([1]);
    expect(kept(EQUAL, temperature(0))).toEqual([0]);
    expect(applied(EQUAL, temperature(0)).probability(0)).toBe(1);
  });

  test('halves or doubles the distance of log-probabilities', () => {
    expect(applied([0.8, 0.2], temperature(2)).probability(0)).toBeCloseTo(2 / 3, 14);
    expect(applied([0.8, 0.2], temperature(0.5)).probability(0)).toBeCloseTo(16 / 17, 14);
  });

  test('the smallest there is leaves only the likeliest a chance, and divides it among equals', () => {
    const candidates = applied([0.2, 0.4, 0.4], temperature(Number.MIN_VALUE));
    expect([0, 1, 2].map((id) => candidates.probability(id))).toEqual([0, 0.5, 0.5]);
  });

  test('the largest there is makes all equal, and forgets no order', () => {
    const candidates = applied(FOUR, temperature(Number.MAX_VALUE));
    expect([0, 1, 2, 3].map((id) => candidates.probability(id))).toEqual(EQUAL);
    expect([...candidates.ranking()]).toEqual([1, 3, 0, 2]);
  });

  test.each([-1, Number.POSITIVE_INFINITY, Number.NaN])('refuses %d', (degree) =>
    expect(() => temperature(degree)).toThrow(new RangeError(`the temperature is 0 or more, not ${degree}`)),
  );
});

describe('repetition penalty', () => {
  const logits = [2, -1, 0, NEVER, 1.5];
  const ranking = (recent: readonly number[], penalty: number) => {
    const candidates = new Candidates(5);
    candidates.load(Float32Array.from(logits));
    repetitionPenalty(penalty).apply(candidates, recent);
    return { ids: [...candidates.ranking()], logits: [...candidates.snapshot().logits] };
  };

  test('divides what is positive and multiplies what is not, each token once', () => {
    expect(ranking([0, 1, 2, 0, 3, 0], 2)).toEqual({ ids: [4, 0, 2, 1], logits: [1, -2, 0, NEVER, 1.5] });
  });

  test('1 changes nothing', () => expect(ranking([0, 1, 2, 3, 4], 1).logits).toEqual(logits));

  test('refuses a token that does not exist', () => {
    expect(() => ranking([5], 2)).toThrow(new RangeError('there is no token 5 in a vocabulary of 5'));
  });

  test.each([0.9, 1e7, Number.NaN])('refuses %d', (penalty) =>
    expect(() => repetitionPenalty(penalty)).toThrow(new RangeError(`the repetition penalty is between 1 and 1000000, not ${penalty}`)),
  );
});
