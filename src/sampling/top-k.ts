import type { SamplingStep } from './step';

/**
 * Keeps the `k` likeliest tokens, among equals those with lower ids.
 * Fan et al., "Hierarchical Neural Story Generation", 2018.
 *
 * @param k 0 keeps all, and so does anything from the size of the vocabulary on
 */
export function topK(k: number): SamplingStep {
  if (!Number.isInteger(k) || k < 0) throw new RangeError(`top-k is a whole number, not ${k}`);
  return {
    name: 'top-k',
    apply(candidates) {
      if (k > 0) candidates.keep(k);
    },
    cause: (received, id) => ({ by: 'top-k', rank: received.rank(id), k }),
  };
}
