import { expect, test } from 'vitest';
import { differenceIntervals, intervals } from '../../../../bench/quality/bootstrap';
import { scoreOf } from '../../../../bench/quality/rates';

const right = scoreOf({ text: 'yes', truth: 'yes' });
const wrong = scoreOf({ text: 'no', truth: 'yes' });

test('an interval holds the rate, and is narrower with more files', () => {
  const few = intervals(Array.from({ length: 10 }, (_, index) => [index % 2 ? right : wrong])).wholeLine;
  const many = intervals(Array.from({ length: 1_000 }, (_, index) => [index % 2 ? right : wrong])).wholeLine;
  for (const { low, high } of [few, many]) {
    expect(low).toBeLessThan(0.5);
    expect(high).toBeGreaterThan(0.5);
  }
  // Of n halves: ± 1.96 · √(0.25 / n).
  expect(many.high - many.low).toBeCloseTo(2 * 1.96 * Math.sqrt(0.25 / 1_000), 2);
  expect(few.high - few.low).toBeGreaterThan(many.high - many.low);
});

test('cursors of one file are drawn together', () => {
  const together = [Array(50).fill(right), Array(50).fill(wrong)];
  expect(intervals(together).wholeLine).toEqual({ low: 0, high: 1 });
});

test('a difference at the same cursors does not move with the draw', () => {
  const first = [[right], [wrong], [right]];
  expect(differenceIntervals(first, first).wholeLine).toEqual({ low: 0, high: 0 });
});
