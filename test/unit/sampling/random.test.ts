import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../../src/sampling/random';

const take = (seed: number, count: number) => {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => random.next());
};

describe('seededRandom', () => {
  // CPython's `random.random()` with the state of `init_genrand(seed)`; so does NumPy's `RandomState(seed).random_sample()`.
  test.each([
    [0, [0.5488135039273248, 0.7151893663724195, 0.6027633760716439]],
    [1, [0.417022004702574, 0.7203244934421581, 0.00011437481734488664]],
    [0xffff_ffff, [0.0976320289940138, 0.9123828453026218, 0.78903530185164]],
    [42, [0.3745401188473625, 0.9507143064099162, 0.7319939418114051]],
  ])('gives with seed %i what Python gives', (seed, numbers) => {
    expect(take(seed, 3)).toEqual(numbers);
  });

  test('the same seed gives the same numbers, another seed others', () => {
    expect(take(5, 1000)).toEqual(take(5, 1000));
    expect(take(0xffff_ffff, 10)).toEqual(take(0xffff_ffff, 10));
    expect(new Set([0, 1, 2, 3, 0xffff_ffff].map((seed) => take(seed, 1)[0])).size).toBe(5);
  });

  test('neighbouring seeds begin anywhere in [0, 1)', () => {
    const firsts = Array.from({ length: 1000 }, (_, seed) => take(seed, 1)[0]!);
    for (let tenth = 0; tenth < 10; tenth++) {
      const inside = firsts.filter((number) => number >= tenth / 10 && number < (tenth + 1) / 10).length;
      expect(inside).toBeGreaterThan(50); // 100 expected
    }
  });

  test('gives multiples of 2⁻⁵³ from 0 to below 1', () => {
    const numbers = take(7, 10_000);
    expect(numbers.every((number) => number >= 0 && number < 1 && Number.isInteger(number * 2 ** 53))).toBe(true);
    expect(numbers.some((number) => (number * 2 ** 53) % 2 === 1)).toBe(true);
  });

  test.each([-1, 0.5, 2 ** 32, Number.NaN])('refuses %d', (seed) => {
    expect(() => seededRandom(seed)).toThrow(new RangeError(`a seed is a whole number below 2³², not ${seed}`));
  });
});
