import type { TokenTree } from '../cache/token-tree';
import type { Recall } from '../memory/recall';
import type { Decoder } from './decoder';
import type { Generation } from './generation';
import type { Signal } from './prefill';

/** What all strategies of one completion work with. */
export interface Run {
  readonly decoder: Decoder;
  /** Holds the prompt; a strategy leaves in it what a later prompt can go on from, or nothing more. */
  readonly tree: TokenTree;
  /** The tokens of the prompt. */
  readonly prompt: readonly number[];
  /** What the memory of the user's own code may give; absent where it is off. */
  readonly memory?: Recall | undefined;
  /** Logits after the prompt and what was generated. */
  readonly logits: Float32Array;
  /** What is generated already: nothing, or a beginning that the tree holds behind the prompt. */
  readonly start: Generation;
  /** The most tokens that may be generated. */
  readonly most: number;
  readonly signal: Signal;
  /** A single continuation ends where it gets less sure than this; absent for no such end. */
  readonly leastProbability?: number | undefined;
  /** When to stop for lack of time, by `performance.now()`. */
  readonly deadline: number;
}

/** Why decoding has to stop between two passes, if it has to. */
export function interruption({ signal, deadline }: Run): 'cancelled' | 'time-limit' | undefined {
  if (signal.cancelled) return 'cancelled';
  return performance.now() >= deadline ? 'time-limit' : undefined;
}
