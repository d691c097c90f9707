import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { argmax, topIds } from '../../../../src/engine/decode/logits';
import { logSumExp } from '../../../../src/sampling/softmax';

const NEVER = Number.NEGATIVE_INFINITY;

// Few different values, so that ties are common; and what a masked or overflowing model may give.
const logit = fc.oneof(fc.constantFrom(NEVER, -1, 0, 0.5, 30), fc.float({ noNaN: true, noDefaultInfinity: true }));
const logits = (minLength: number, maxLength: number) => fc.array(logit, { minLength, maxLength }).map((list) => Float32Array.from(list));

/** All ids, best first, the lower id first among equals: the definition that everything is held against. */
const ranking = (row: Float32Array) =>
  [...row.keys()].sort((a, b) => {
    if (row[a]! === row[b]!) return a - b;
    return row[a]! > row[b]! ? -1 : 1;
  });

describe('logSumExp', () => {
  test.each([
    ['two equal', [0, 0], Math.LN2],
    ['one', [5], 5],
    ['one beside impossible ones', [NEVER, 7, NEVER], 7],
    ['a thousand equal and large', new Array(1000).fill(80_000), 80_000 + Math.log(1000)],
    ['very small', [-1e30, -1e30], -1e30],
    ['far apart', [1e30, -1e30], 1e30],
    ['only impossible ones', [NEVER, NEVER], NEVER],
    ['none', [], NEVER],
  ])('%s', (_, row, expected) => {
    const found = logSumExp(Float32Array.from(row));
    if (Number.isFinite(expected)) expect(Math.abs(found - Math.fround(expected))).toBeLessThanOrEqual(Math.abs(expected) * 1e-7);
    else expect(found).toBe(expected);
  });

  test('agrees with the naive sum in float64, wherever that does not overflow', () => {
    const row = fc.array(fc.float({ min: -300, max: 300, noNaN: true }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(row, (list) => {
        const naive = Math.log(Float32Array.from(list).reduce((sum, value) => sum + Math.exp(value), 0));
        expect(Math.abs(logSumExp(Float32Array.from(list)) - naive)).toBeLessThan(1e-10);
      }),
    );
  });

  test('moves with the logits', () => {
    // Whole numbers: shifting them is exact in float32.
    const row = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1 });
    fc.assert(
      fc.property(row, fc.integer({ min: -1_000_000, max: 1_000_000 }), (list, shift) => {
        const moved = logSumExp(Float32Array.from(list, (value) => value + shift));
        expect(Math.abs(moved - shift - logSumExp(Float32Array.from(list)))).toBeLessThan(1e-8);
      }),
    );
  });
});

describe('argmax', () => {
  test.each([
    ['the highest', [1, 3, 2], 1],
    ['of equals the lower id', [1, 3, 3, 3], 1],
    ['of negative ones', [-5, -2, -9], 1],
    ['beside impossible ones', [NEVER, -1e38, NEVER], 1],
    ['none of none', [], undefined],
  ])('%s', (_, row, id) => {
    expect(argmax(Float32Array.from(row))).toBe(id);
  });

  test('is the first of the ranking of those allowed', () => {
    fc.assert(
      fc.property(logits(1, 60), fc.uniqueArray(fc.nat(59)), (row, ids) => {
        const allowed = ids.filter((id) => id < row.length).sort((a, b) => a - b);
        expect(argmax(row, allowed)).toBe(ranking(row).find((id) => allowed.includes(id)));
      }),
    );
  });

  test('without a list, everything possible is allowed', () => {
    fc.assert(
      fc.property(logits(1, 60), (row) => {
        const [best] = ranking(row);
        expect(argmax(row)).toBe(row[best!] === NEVER ? undefined : best);
      }),
    );
  });

  test('among impossible ones that alone are allowed, one is taken all the same: text has to be spelled', () => {
    expect(argmax(Float32Array.of(0, NEVER, NEVER), [1, 2])).toBe(1);
  });
});

describe('topIds', () => {
  // Both of its ways: few of many are collected, a larger share is sorted.
  test.each([
    ['few of many', 200, 300, 20],
    ['most', 1, 40, 40],
  ])('%s: the beginning of the ranking', (_, minLength, maxLength, maxCount) => {
    fc.assert(
      fc.property(logits(minLength, maxLength), fc.integer({ min: 0, max: maxCount }), (row, count) => {
        expect(topIds(row, count)).toEqual(ranking(row).slice(0, count));
      }),
    );
  });

  test.each([5, 6, 1000])('%i of five is all of them', (count) => {
    expect(topIds(Float32Array.of(1, 5, 5, 0, 9), count)).toEqual([4, 1, 2, 0, 3]);
  });

  test('equals only: the lowest ids', () => {
    expect(topIds(new Float32Array(1000), 4)).toEqual([0, 1, 2, 3]);
    expect(topIds(new Float32Array(1000).fill(NEVER), 3)).toEqual([0, 1, 2]);
  });
});
