// biome-ignore lint/style/noRestrictedImports: the one package of this layer; it needs neither Node nor a page.
import { mersenne } from 'pure-rand/generator/mersenne';

/** Where chance comes from. */
export interface Random {
  /** The next number in [0, 1), with all 53 bits of a float64. */
  next(): number;
}

/**
 * The numbers of a seed, the same on every platform: integer arithmetic only.
 *
 * The Mersenne Twister (Matsumoto and Nishimura, 1998), two of its words to a number as in its `genrand_res53`, which is
 * also what NumPy's `RandomState(seed).random_sample()` gives. Other generators of the library are shorter, but their
 * first word is next to the seed itself, so that the seeds 0, 1, 2 … would all draw the same first token.
 *
 * @param seed a whole number below 2³²
 */
export function seededRandom(seed: number): Random {
  if (!Number.isInteger(seed) || seed < 0 || seed > 0xffff_ffff) throw new RangeError(`a seed is a whole number below 2³², not ${seed}`);
  const generator = mersenne(seed);
  return {
    next() {
      const high = generator.next() >>> 5; // 27 bits
      const low = generator.next() >>> 6; // 26 bits
      return (high * 2 ** 26 + low) * 2 ** -53;
    },
  };
}
