import type { SamplingStep } from './step';

/**
 * Nucleus sampling: keeps the smallest set of likeliest tokens whose probabilities add up to at least `p`.
 * Holtzman et al., "The Curious Case of Neural Text Degeneration", 2020.
 *
 * Probabilities are those among the tokens that earlier steps kept. The token that reaches `p` is kept, so 0 keeps one
 * token; 1 keeps all, also where rounding lets the sum reach 1 early.
 */
export function topP(p: number): SamplingStep {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`top-p is between 0 and 1, not ${p}`);
  return {
    name: 'top-p',
    apply(candidates) {
      if (p < 1) candidates.keepShare(p);
    },
    cause: (received, id) => ({ by: 'top-p', likelier: received.likelier(id), p }),
  };
}
