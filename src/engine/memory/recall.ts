import type { GeneratedToken } from '../../protocol/messages';
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
  readonly #line: string;
  readonly #mixes: boolean;
  readonly #evidence = new Evidence();

  /**
   * @param text the tokens before the first that is to be generated
   * @param line the text of the cursor's line before it
   * @param mixes whether the memory may change what is chosen; if not, it only serves guesses
   */
  constructor(indexes: readonly NgramIndex[], text: readonly number[], line: string, mixes: boolean) {
    this.indexes = indexes;
    this.#tail = text.slice(-LONGEST_MATCH);
    this.#line = line;
    this.#mixes = mixes;
  }

  /** An index of what is being generated, for guesses from it; it begins with the last tokens before. */
  written(): NgramIndex {
    const index = new NgramIndex();
    index.append(this.#tail);
    return index;
  }

  /**
   * Mixes what followed the last tokens elsewhere into a row of logits, in place; not at the start of a line, where it would
   * repeat the line that stood next there.
   * @param norm `logSumExp` of the logits
   * @param generated so far, `text` from the cursor on
   */
  mix(
    logits: Float32Array,
    norm: () => number,
    generated: { readonly tokens: readonly GeneratedToken[]; readonly text: string },
  ): Mixed | undefined {
    if (!this.#mixes || isLineStart(this.#line, generated.text)) return undefined;
    const evidence = this.#evidence;
    evidence.search(this.indexes, [...this.#tail, ...generated.tokens.map(({ id }) => id)]);
    if (evidence.match === 0) return undefined;
    const modelNorm = norm();
    if (modelNorm === Number.NEGATIVE_INFINITY) return undefined;
    const share = shareOf(evidence);
    if (share === 0) return undefined;
    const own = new Map<number, number>();
    for (let slot = 0; slot < evidence.size; slot++) own.set(evidence.ids[slot]!, logits[evidence.ids[slot]!]!);
    return { share, match: evidence.match, norm: mixIn(logits, modelNorm, evidence, share), own };
  }
}

function isLineStart(line: string, written: string): boolean {
  const lineBreak = written.lastIndexOf('\n');
  return lineBreak === -1 ? isBlank(line) && isBlank(written) : isBlank(written.slice(lineBreak + 1));
}

const isBlank = (text: string) => !/\S/.test(text);
