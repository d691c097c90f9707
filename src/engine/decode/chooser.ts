import { logSumExp } from '../../sampling/softmax';
import { argmax } from './logits';

/** A token and the model's log-probability for it, before any setting or constraint. */
export interface Choice {
  readonly id: number;
  readonly logprob: number;
}

/** How the next token is chosen from a row of logits; `allowed` is what token healing lets through. */
export interface Chooser {
  /** Undefined when no token is possible. */
  choose(logits: Float32Array, recent: readonly number[], allowed?: Iterable<number>): Choice | undefined;
}

/** Takes the likeliest token. */
export const greedy: Chooser = {
  choose(logits, _, allowed) {
    const id = argmax(logits, allowed);
    return id === undefined ? undefined : { id, logprob: logits[id]! - logSumExp(logits) };
  },
};
