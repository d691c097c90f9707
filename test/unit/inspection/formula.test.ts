import { expect, test } from 'vitest';
import { formula } from '../../../src/inspection/formula';
import { NextTokens } from '../../../src/inspection/next-tokens';
import { Outcome } from '../../../src/inspection/outcome';
import { STANDARD_ORDER } from '../../../src/sampling/chain';
import { checkSettings } from '../../../src/sampling/settings';

const written = (id: number, given: object, memory?: ConstructorParameters<typeof NextTokens>[0]['memory']) => {
  const logits = Float32Array.from([1, 1, 2, 4, 8].map((weight) => Math.log(weight)));
  const next = new NextTokens({ logits, ...(memory ? { memory } : {}) });
  const settings = checkSettings({ strategy: 'sample', temperature: 1, topK: 0, topP: 1, minP: 0, ...given });
  const outcome = new Outcome(next, { settings, order: STANDARD_ORDER, recent: [4] });
  return formula(outcome, id).map(({ step, expression, result }) => `${step}: ${expression} → ${result}`);
};

test('without any setting it is the softmax', () => {
  expect(written(4, {})).toEqual(['softmax: e^(2.08 − 2.77) → 50.0%', 'normalise: 50.0% ÷ 100% → 50.0%']);
});

test('each step that did something has its line, with the numbers that it saw', () => {
  expect(written(4, { repetitionPenalty: 2, temperature: 0.5, topK: 3, topP: 0.9, minP: 0.1 })).toEqual([
    'softmax: e^(2.08 − 2.77) → 50.0%',
    'repetition-penalty: 2.08 ÷ 2.00 = 1.04 → 26.1%',
    'temperature: 1.04 ÷ 0.50 = 2.08 → 26.7%',
    'top-k: 2 ≤ 3 → 28.6%',
    'top-p: 57.1% < 90.0% → 28.6%',
    'min-p: 28.6% ≥ 10.0% × 57.1% = 5.7% → 28.6%',
    'normalise: 26.7% ÷ 93.3% → 28.6%',
  ]);
});

test('it ends with the step that cuts', () => {
  expect(written(0, { topK: 2 })).toEqual(['softmax: e^(0.00 − 2.77) → 6.2%', 'top-k: 4 > 2 → 0%']);
  expect(written(2, { minP: 0.3 }).at(-1)).toBe('min-p: 12.5% < 30.0% × 50.0% = 15.0% → 0%');
  expect(written(2, { topP: 0.6 }).at(-1)).toBe('top-p: 75.0% ≥ 60.0% → 0%');
  expect(written(2, { temperature: 0 }).at(-1)).toBe('temperature: T = 0 → 0%');
});

test('memory has its line', () => {
  const memory = { share: 0.2, match: 4, tokens: [{ id: 2, probability: 1 }] };
  expect(written(2, {}, memory)[1]).toBe('memory: 80.0% × 12.5% + 20.0% × 100% → 30.0%');
  expect(written(4, {}, memory)[1]).toBe('memory: 80.0% × 50.0% + 20.0% × 0% → 40.0%');
  expect(written(4, { repetitionPenalty: 2 }, memory)[2]).toMatch(/^repetition-penalty: 2\.08 ÷ 2\.00 = 1\.04 → /); // the logit that it has without
});
