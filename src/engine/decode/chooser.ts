import { argmax } from './logits';

/** How the next token is chosen from a row of logits; `allowed` is what token healing lets through. */
export interface Chooser {
  /** Whose numbers it draws with, one for each token that it chooses; absent without chance. */
  readonly seed?: number;
  /** The id of the next token; undefined when none is possible. */
  choose(logits: Float32Array, recent: readonly number[], allowed?: Iterable<number>): number | undefined;
}

/** Takes the likeliest token. */
export const greedy: Chooser = { choose: (logits, _, allowed) => argmax(logits, allowed) };
