import type { MemoryPart } from '../../protocol/inspection';
import type { GeneratedToken } from '../../protocol/messages';
import { exponential } from '../../sampling/exponential';
import { logSumExp } from '../../sampling/softmax';
import { Evidence, LONGEST_MATCH } from './evidence';
import { mixIn } from './mixture';
import { NgramIndex } from './ngram-index';
import { shareOf } from './share';

/** A row of logits with memory mixed in. */
export interface Mixed {
  readonly share: number;
  readonly match: number;
  /** What to subtract from its logits to get log-probabilities. */
  readonly norm: number;
  /** The model's own logits of the tokens that were lifted. */
  readonly own: ReadonlyMap<number, number>;
}

/** What one completion may draw on: the document itself and the sources that it names. */
export class Recall {
  /** What is searched, in order: the document before the cursor and after it, then its neighbours. */
  readonly indexes: readonly NgramIndex[];
  readonly #tail: readonly number[];
  readonly #mixes: boolean;
  readonly #evidence = new Evidence();

  /**
   * @param text the tokens before the first that is to be generated
   * @param mixes whether the memory may change what is chosen; if not, it only serves guesses
   */
  constructor(indexes: readonly NgramIndex[], text: readonly number[], mixes: boolean) {
    this.indexes = indexes;
    this.#tail = text.slice(-LONGEST_MATCH);
    this.#mixes = mixes;
  }

  /** An index of what is being generated, for guesses from it; it begins with the last tokens before. */
  written(): NgramIndex {
    const index = new NgramIndex();
    index.append(this.#tail);
    return index;
  }

  /**
   * Mixes what followed the last tokens elsewhere into a row of logits, in place.
   * @param norm `logSumExp` of the logits
   * @param generated so far
   */
  mix(logits: Float32Array, norm: () => number, generated: readonly Pick<GeneratedToken, 'id'>[]): Mixed | undefined {
    const evidence = this.#evidence;
    const following = generated.map(({ id }) => id);
    const modelNorm = this.#finds(following) ? norm() : Number.NEGATIVE_INFINITY;
    if (modelNorm === Number.NEGATIVE_INFINITY) return undefined;
    const share = shareOf(evidence, exponential(largestOf(logits) - modelNorm));
    const own = new Map<number, number>();
    for (let slot = 0; slot < evidence.size; slot++) own.set(evidence.ids[slot]!, logits[evidence.ids[slot]!]!);
    return { share, match: evidence.match, norm: mixIn(logits, modelNorm, evidence, share), own };
  }

  /**
   * What `mix` would mix in, for a look at it: the mixture is (1 - share)·model + share·memory.
   * @param following the tokens since the text
   */
  part(logits: Float32Array, following: readonly number[]): MemoryPart | undefined {
    const modelNorm = this.#finds(following) ? logSumExp(logits) : Number.NEGATIVE_INFINITY;
    if (modelNorm === Number.NEGATIVE_INFINITY) return undefined;
    const { ids, counts, size, total, match } = this.#evidence;
    const share = shareOf(this.#evidence, exponential(largestOf(logits) - modelNorm));
    // Where more different tokens followed than are told apart, those give their part back to the model.
    const known = counts.subarray(0, size).reduce((sum, count) => sum + count, 0);
    const lift = ((share / (1 - share)) * known) / total;
    const tokens = Array.from(ids.subarray(0, size), (id, slot) => ({ id, probability: counts[slot]! / known }));
    return { share: lift / (1 + lift), match, tokens: tokens.sort((a, b) => b.probability - a.probability) };
  }

  /** Whether there is evidence of what comes after these tokens. */
  #finds(following: readonly number[]): boolean {
    if (!this.#mixes) return false;
    this.#evidence.search(this.indexes, [...this.#tail, ...following]);
    return this.#evidence.match > 0;
  }
}

function largestOf(logits: Float32Array): number {
  let largest = Number.NEGATIVE_INFINITY;
  for (let id = 0; id < logits.length; id++) if (logits[id]! > largest) largest = logits[id]!;
  return largest;
}
