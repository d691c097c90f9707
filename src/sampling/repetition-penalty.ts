import type { SamplingStep } from './step';

const RECENT = 64;

/** The tokens of a text, the generated ones included, that count as recent. */
export function recentOf(tokens: readonly number[]): readonly number[] {
  return tokens.slice(-RECENT);
}

/**
 * Makes tokens of the recent text less likely, each once however often it occurs.
 * Keskar et al., "CTRL: A Conditional Transformer Language Model for Controllable Generation", 2019, section 4.1.
 *
 * The paper divides the logit, which makes a negative one more likely; so here, as everywhere by now, a negative one is
 * multiplied. The result depends on where the zero of the logits lies: it is the model's own, never a normalised one.
 *
 * @param penalty from 1, which changes nothing, to a million, so that no logit becomes infinite
 */
export function repetitionPenalty(penalty: number): SamplingStep {
  if (!(penalty >= 1 && penalty <= 1e6)) throw new RangeError(`the repetition penalty is between 1 and 1000000, not ${penalty}`);
  return {
    name: 'repetition-penalty',
    apply(candidates, recent) {
      if (penalty !== 1) candidates.penalize(recent, penalty);
    },
    cause() {
      throw new Error('the repetition penalty cuts no token');
    },
  };
}
