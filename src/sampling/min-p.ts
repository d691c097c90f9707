import type { SamplingStep } from './step';

/**
 * Keeps the tokens that are at least `p` times as likely as the likeliest: few where the model is sure, many where not.
 * Nguyen et al., "Turning Up the Heat: Min-p Sampling for Creative and Coherent LLM Outputs", 2024.
 *
 * @param p 0 keeps all; 1 keeps the likeliest and its equals
 */
export function minP(p: number): SamplingStep {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`min-p is between 0 and 1, not ${p}`);
  return {
    name: 'min-p',
    apply(candidates) {
      if (p > 0) candidates.keepLikely(p);
    },
    cause: (received, id) => ({ by: 'min-p', probability: received.probability(id), largest: received.largest, p }),
  };
}
