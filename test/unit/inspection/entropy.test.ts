import { expect, test } from 'vitest';
import { effectiveChoices, entropy, surprise } from '../../../src/inspection/entropy';

test('entropy in bits, and how many equal choices that is', () => {
  expect(entropy([0.5, 0.25, 0.25, 0])).toBeCloseTo(1.5, 12);
  expect(entropy([1])).toBe(0);
  expect(effectiveChoices(entropy(Array(10).fill(0.1)))).toBeCloseTo(10, 9);
});

test('surprise in bits', () => {
  expect(surprise(Math.log(1 / 8))).toBeCloseTo(3, 12);
  expect(surprise(1e-17)).toBe(0); // a probability of 1, rounded
});
