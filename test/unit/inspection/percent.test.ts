import fc from 'fast-check';
import { expect, test } from 'vitest';
import { percent } from '../../../src/inspection/percent';

test.each([
  [0, '0%'],
  [1e-300, '<0.01%'],
  [0.0000999, '<0.01%'],
  [0.0001, '0.01%'],
  [0.005, '0.50%'],
  [0.00999, '1.00%'],
  [0.0999, '10.0%'],
  [0.61, '61.0%'],
  [0.9994, '99.9%'],
  [0.9996, '99.96%'],
  [0.99995, '>99.99%'],
  [1, '100%'],
])('%d is %s', (probability, wanted) => {
  expect(percent(probability)).toBe(wanted);
});

test('what is not 0 or 1 never reads as 0 % or 100 %', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, minExcluded: true, maxExcluded: true, noNaN: true }), (probability) => {
      expect(percent(probability)).not.toMatch(/^(0|100)(\.0+)?%$/);
    }),
  );
});

test('a smaller number never reads as a larger one', () => {
  const read = (text: string) => Number(text.replace(/[<>%]/g, ''));
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (a, b) => {
      expect(read(percent(Math.min(a, b)))).toBeLessThanOrEqual(read(percent(Math.max(a, b))));
    }),
  );
});
