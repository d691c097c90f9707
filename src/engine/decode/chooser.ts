import { argmax } from './logits';

/** How the next token is chosen from a row of logits; `allowed` is what token healing lets through. */
export interface Chooser {
  /** The id of the next token; undefined when none is possible. */
  choose(logits: Float32Array, recent: readonly number[], allowed?: Iterable<number>): number | undefined;
}

/** Takes the likeliest token. */
export const greedy: Chooser = { choose: (logits, _, allowed) => argmax(logits, allowed) };
