import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FallingOrder } from '../../../src/sampling/falling-order';

// Equals, clusters beside outliers, neighbours that differ in the last bit, and the smallest numbers there are.
const value = fc.oneof(
  fc.double({ min: -30, max: 30, noNaN: true }),
  fc.constantFrom(0, -0, 1, 2, 1 + Number.EPSILON, 1e38, -1e38, Number.MIN_VALUE, 3 * Number.MIN_VALUE),
);
const list = fc.oneof(
  fc.array(value, { minLength: 1, maxLength: 60 }),
  fc.array(value, { minLength: 200, maxLength: 1000 }),
  fc.array(fc.double({ min: 0, max: 1e-310, noNaN: true }), { minLength: 30, maxLength: 200 }),
);

const begun = (values: readonly number[], count = values.length) => {
  const order = new FallingOrder(Float64Array.from(values));
  order.ids.set([...values.keys()]);
  order.begin(count);
  return order;
};

const sorted = (values: ArrayLike<number>, count = values.length) =>
  Array.from({ length: count }, (_, id) => id).sort((a, b) => values[b]! - values[a]! || a - b);

const ascending = (ids: Iterable<number>) => [...ids].sort((a, b) => a - b);

/** The lengths of the runs, and that they are what the class promises. */
function checkRuns(order: FallingOrder, values: readonly number[]): void {
  const expected = sorted(values);
  for (let start = 0; start < values.length; start = order.endOf(start)) {
    const run = [...order.ids.subarray(start, order.endOf(start))];
    expect(run.length).toBeGreaterThan(0);
    expect(run).toEqual(ascending(expected.slice(start, order.endOf(start))));
  }
}

describe('FallingOrder', () => {
  test('sorts as far as is asked, and leaves runs in order behind', () => {
    fc.assert(
      fc.property(list, fc.nat(1000), (values, nat) => {
        const border = nat % (values.length + 1);
        const order = begun(values);
        order.sort(border);
        expect([...order.ids.subarray(0, border)]).toEqual(sorted(values).slice(0, border));
        checkRuns(order, values);
      }),
    );
  });

  test('splits at any borders, in any order', () => {
    fc.assert(
      fc.property(list, fc.array(fc.nat(1000), { maxLength: 5 }), (values, borders) => {
        const order = begun(values);
        for (const nat of borders) {
          const border = nat % (values.length + 1);
          order.split(border);
          expect(ascending(order.ids.subarray(0, border))).toEqual(ascending(sorted(values).slice(0, border)));
          checkRuns(order, values);
        }
      }),
    );
  });

  test('brings the highest to the front, the lowest id among equals', () => {
    fc.assert(
      fc.property(list, fc.boolean(), (values, splitBefore) => {
        const order = begun(values);
        if (splitBefore) order.split(values.length >> 1);
        order.bringHighest();
        expect(order.ids[0]).toBe(sorted(values)[0]);
        checkRuns(order, values);
      }),
    );
  });

  test('never moves what lies behind the end', () => {
    const order = begun([5, 1, 9, 7, 8], 3);
    order.sort(3);
    expect([...order.ids]).toEqual([2, 0, 1, 3, 4]);
  });

  test('begins again with changed values of the ids that are left', () => {
    fc.assert(
      fc.property(list, fc.nat(1000), fc.infiniteStream(value), (values, nat, changed) => {
        const store = Float64Array.from(values);
        const order = new FallingOrder(store);
        order.ids.set([...values.keys()]);
        order.begin(values.length);
        const count = 1 + (nat % values.length);
        order.split(count);
        for (let id = 0; id < values.length; id++) store[id] = changed.next().value ?? 0;
        order.beginAgain(count);
        order.sort(count);
        const left = new Set(sorted(values).slice(0, count));
        expect([...order.ids.subarray(0, count)]).toEqual(sorted(store).filter((id) => left.has(id)));
      }),
    );
  });

  test('a list of nothing', () => {
    const order = begun([1], 0);
    order.beginAgain(0);
    order.split(0);
    order.sort(0);
    expect([...order.ids]).toEqual([0]);
  });
});
