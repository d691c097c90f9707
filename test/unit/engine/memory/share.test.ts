import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shareOf } from '../../../../src/engine/memory/share';

const match = fc.integer({ min: 3, max: 16 });
const part = fc.double({ min: 0, max: 1, noNaN: true });

test('grows with the match and the agreement, and shrinks as the model gets surer', () => {
  fc.assert(
    fc.property(match, match, part, part, part, part, (m1, m2, a1, a2, p1, p2) => {
      const least = shareOf({ match: Math.min(m1, m2), agreement: Math.min(a1, a2) }, Math.max(p1, p2));
      const most = shareOf({ match: Math.max(m1, m2), agreement: Math.max(a1, a2) }, Math.min(p1, p2));
      expect(least).toBeGreaterThan(0);
      expect(least).toBeLessThanOrEqual(most);
      expect(most).toBeLessThan(1);
    }),
  );
});

test('a model that is sure is left alone; one that is not gives way to a long match', () => {
  expect(shareOf({ match: 4, agreement: 1 }, 0.999)).toBeLessThan(0.01);
  expect(shareOf({ match: 16, agreement: 1 }, 0.2)).toBeGreaterThan(0.7);
  expect(shareOf({ match: 3, agreement: 0.3 }, 0.5)).toBeLessThan(0.15);
});

test('two tokens say nothing', () => {
  expect(shareOf({ match: 2, agreement: 1 }, 0.1)).toBe(0);
});
