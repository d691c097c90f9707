import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exponential, writeWeights } from '../../../src/sampling/exponential';

describe('exponential', () => {
  test.each([
    [0, 1],
    [-0, 1],
    [-Number.MIN_VALUE, 1],
    [-1, 1 / Math.E],
    [-Math.LN2, 0.5],
    [-10 * Math.LN2, 1 / 1024],
    [-746, 0],
    [-1e300, 0],
    [Number.NEGATIVE_INFINITY, 0],
  ])('of %d', (exponent, expected) => {
    expect(Math.abs(exponential(exponent) - expected)).toBeLessThanOrEqual(expected * 2e-16);
  });

  test('differs from Math.exp by less than 5e-16 of the result', () => {
    fc.assert(
      fc.property(fc.oneof(fc.double({ min: -690, max: 0, noNaN: true }), fc.double({ min: -2, max: 0, noNaN: true })), (exponent) => {
        expect(Math.abs(exponential(exponent) / Math.exp(exponent) - 1)).toBeLessThan(5e-16);
      }),
      { numRuns: 2000 },
    );
  });

  test('reaches the smallest numbers there are', () => {
    for (let exponent = -690; exponent > -747; exponent -= 0.037) {
      expect(Math.abs(exponential(exponent) - Math.exp(exponent))).toBeLessThanOrEqual(Math.exp(exponent) * 1e-15 + Number.MIN_VALUE);
    }
  });

  test('rises with float32 logits, the finest that models give', () => {
    for (let logit = 1; logit < 30; logit += 0.0613) {
      const high = Math.fround(logit);
      const low = high - 2 ** -20; // a few steps of float32
      expect(exponential(-low)).toBeGreaterThan(exponential(-high));
    }
  });
});

test('writeWeights writes for the given ids only, and adds up', () => {
  const weights = new Float64Array(4).fill(9);
  const sum = writeWeights(weights, Float64Array.of(1, 3, -1, 2), Uint32Array.of(3, 1, 0), 2, 3, 2);
  expect([...weights]).toEqual([9, 1, 9, exponential(-0.5)]);
  expect(sum).toBe(exponential(-0.5) + 1);
});
