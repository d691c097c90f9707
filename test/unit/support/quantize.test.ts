import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromFloat16Bits, toFloat16Bits } from '../../support/float16';
import { dequantize, quantize } from '../../support/quantize';

/** What rounding to a half changes at most: half a step of 2^-10, or of the smallest half. */
const halfError = (value: number): number => Math.max(Math.abs(value) * 2 ** -11, 2 ** -25);

/** A block of small numbers only, or of any that fit. */
const block = fc
  .constantFrom(1e-6, 1e-3, 1, 1000)
  .chain((reach) => fc.array(fc.double({ min: -reach, max: reach, noNaN: true }), { minLength: 32, maxLength: 32 }))
  .map((values) => Float32Array.from(values));
const blocks = fc.array(block, { minLength: 1, maxLength: 3 }).map((list) => Float32Array.from(list.flatMap((values) => [...values])));

function expectWithin(values: Float32Array, restored: Float32Array, bound: (block: Float32Array) => number): void {
  expect(restored).toHaveLength(values.length);
  for (let start = 0; start < values.length; start += 32) {
    const original = values.subarray(start, start + 32);
    const limit = bound(original);
    original.forEach((value, j) => {
      expect(Math.abs((restored[start + j] ?? Number.NaN) - value)).toBeLessThanOrEqual(limit);
    });
  }
}

describe('halves', () => {
  test('every half keeps its bits', () => {
    const all = Array.from({ length: 0x10000 }, (_, bits) => bits);
    const changed = all.filter((bits) => {
      const value = fromFloat16Bits(bits);
      return !Number.isNaN(value) && toFloat16Bits(value) !== bits;
    });
    expect(changed).toEqual([]);
  });

  test.each([
    ['one', 1, 0x3c00],
    ['a tie goes to the even half below', 1 + 2 ** -11, 0x3c00],
    ['a tie goes to the even half above', 1 + 3 * 2 ** -11, 0x3c02],
    ['a carry into the exponent', 2 - 2 ** -12, 0x4000],
    ['the largest', 65_504, 0x7bff],
    ['too large', 65_520, 0x7c00],
    ['the smallest', 2 ** -24, 0x0001],
    ['half the smallest', 2 ** -25, 0x0000],
    ['not a number', Number.NaN, 0x7e00],
  ])('%s', (_, value, bits) => {
    expect(toFloat16Bits(value)).toBe(bits);
  });

  test('any other number becomes a nearest half', () => {
    fc.assert(
      fc.property(fc.float({ min: -65_504, max: 65_504, noNaN: true }), (value) => {
        expect(Math.abs(fromFloat16Bits(toFloat16Bits(value)) - value)).toBeLessThanOrEqual(halfError(value));
      }),
    );
  });
});

describe('quantize and dequantize', () => {
  test('F32 keeps every value', () => {
    fc.assert(
      fc.property(blocks, (values) => {
        expect(dequantize('F32', quantize('F32', values))).toEqual(values);
      }),
    );
  });

  test('Q8_0 errs by half a step', () => {
    fc.assert(
      fc.property(blocks, (values) =>
        expectWithin(values, dequantize('Q8_0', quantize('Q8_0', values)), (original) => {
          const step = Math.max(...original.map(Math.abs)) / 127;
          return (step + halfError(step)) / 2 + 127 * halfError(step);
        }),
      ),
    );
  });

  test('Q4_1 errs by half a step', () => {
    fc.assert(
      fc.property(blocks, (values) =>
        expectWithin(values, dequantize('Q4_1', quantize('Q4_1', values)), (original) => {
          const least = Math.min(...original);
          const step = (Math.max(...original) - least) / 15;
          return (step + halfError(step)) / 2 + 15 * halfError(step) + halfError(least) + 2 ** -23 * Math.abs(least);
        }),
      ),
    );
  });

  test('Q4_1 puts value j into the low half of byte 4 + j and value j + 16 into the high half', () => {
    const data = quantize(
      'Q4_1',
      Float32Array.from({ length: 32 }, (_, j) => (j < 16 ? j : 15)),
    );
    expect([...data]).toEqual([0x00, 0x3c, 0, 0, ...Array.from({ length: 16 }, (_, j) => 0xf0 | j)]);
  });

  test('Q8_0 puts the scale first, then signed codes', () => {
    const data = quantize(
      'Q8_0',
      Float32Array.from({ length: 32 }, (_, j) => (j === 1 ? -127 : j)),
    );
    expect([...data]).toEqual([0x00, 0x3c, 0, 0x81, ...Array.from({ length: 30 }, (_, j) => j + 2)]);
  });

  test('refuses what the format cannot hold', () => {
    expect(() => quantize('Q8_0', new Float32Array(33))).toThrow(RangeError);
    expect(() => quantize('Q4_1', new Float32Array(32).fill(1e6))).toThrow(RangeError);
  });
});
