import type { Candidates } from './candidates';
import type { Distribution } from './distribution';
import type { StepName } from './settings';

export type { StepName };

/** What can keep a token from being drawn: the model's −∞, a constraint from outside, or a step. */
export type CutBy = 'model' | 'constraint' | StepName;

/** Why a token was cut, in numbers: probabilities and ranks are those that the step saw. */
export type Cut =
  | { readonly by: 'model' } // its logit is −∞
  | { readonly by: 'constraint' } // it was not among the tokens allowed
  | { readonly by: 'temperature' } // 0, and it is not the likeliest
  | { readonly by: 'top-k'; readonly rank: number; readonly k: number }
  | { readonly by: 'top-p'; readonly likelier: number; readonly p: number } // the likelier ones' probability reached p
  | { readonly by: 'min-p'; readonly probability: number; readonly largest: number; readonly p: number }; // below p · largest

/** One step between the model's distribution and the draw. */
export interface SamplingStep {
  readonly name: StepName;
  /** @param recent the tokens of the recent text */
  apply(candidates: Candidates, recent: Iterable<number>): void;
  /** Why it cut `id`, from what it received. */
  cause(received: Distribution, id: number): Cut;
}
