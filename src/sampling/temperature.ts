import type { SamplingStep } from './step';

/**
 * Divides the logits: above 1 the probabilities come closer to each other, below 1 they part.
 * At 0, where the quotient would end, only the likeliest token is left, of equals the one with the lowest id.
 */
export function temperature(degree: number): SamplingStep {
  if (!(degree >= 0 && degree < Number.POSITIVE_INFINITY)) throw new RangeError(`the temperature is 0 or more, not ${degree}`);
  return {
    name: 'temperature',
    apply(candidates) {
      if (degree === 0) candidates.keep(1);
      else candidates.heat(degree);
    },
    cause: () => ({ by: 'temperature' }),
  };
}
