/** The engine as the product runs it, and with parts of it switched off. */
import { TokenTree } from '../../src/engine/cache/token-tree';
import { greedy } from '../../src/engine/decode/chooser';
import { complete } from '../../src/engine/decode/complete';
import { Generation } from '../../src/engine/decode/generation';
import { decodeLinear } from '../../src/engine/decode/linear';
import type { Model } from '../../src/engine/decode/model';
import { prefill } from '../../src/engine/decode/prefill';
import { lineEnd } from '../../src/engine/decode/stop/line';
import { windowOf } from '../../src/engine/decode/window';
import { openModel } from '../../src/engine/open-model';
import type { Candidate } from '../../src/protocol/messages';
import { prefixOf } from '../../src/protocol/prefix';
import type { Place } from './cursors';
import type { SourceText } from './sources';

/** What the engine does differently; each is a run of its own at every cursor. */
export const VARIANTS = ['product', 'healing', 'candidates', 'beam'] as const;
export type Variant = (typeof VARIANTS)[number];

/** As the extension asks, but for its limit of time: rates should not depend on the machine. */
const MOST_TOKENS = 64;
const CANDIDATES = 4;
const NEVER = { cancelled: false };

/** What the engine gave at one cursor. */
export interface Answer {
  readonly candidates: readonly Pick<Candidate, 'text' | 'tokens' | 'logprob' | 'stop'>[];
  /** Milliseconds of decoding, the reading of the text before not included. */
  readonly decode: number;
  readonly prefilled: number;
}

export class BenchEngine {
  readonly #model: Model;
  #tree: TokenTree;

  private constructor(model: Model) {
    this.#model = model;
    this.#tree = new TokenTree(model.decoder.shape);
  }

  static async open(path: string, threads: number): Promise<BenchEngine> {
    return new BenchEngine(await openModel({ path, threads }));
  }

  get info() {
    return this.#model.info;
  }

  /** Starts on another file: nothing of the one before is known any more. */
  openFile(_neighbours: readonly SourceText[]): void {
    this.#tree = new TokenTree(this.#model.decoder.shape);
  }

  async answer({ before }: Place, variant: Variant): Promise<Answer> {
    switch (variant) {
      case 'product':
        return this.#complete(before, {});
      case 'candidates':
        return this.#complete(before, { count: CANDIDATES });
      case 'beam':
        return this.#complete(before, { sampling: { strategy: 'beam', beams: CANDIDATES } });
      case 'healing':
        return this.#withoutHealing(before);
    }
  }

  close(): Promise<void> {
    return this.#model.close();
  }

  async #complete(before: string, more: object): Promise<Answer> {
    const question = { prefix: prefixOf(before), extent: 'line', maxTokens: MOST_TOKENS, ...more } as const;
    const { text, tokens, stop, candidates, timings, counts } = await complete(this.#model, this.#tree, question, NEVER, () => {});
    const one = { text, tokens, stop, logprob: tokens.reduce((sum, { logprob }) => sum + logprob, 0) };
    const all = candidates?.map((candidate) => ({ ...candidate })) ?? [one];
    return { candidates: all, decode: timings.decode, prefilled: counts.prefilled };
  }

  /** Reads the text as it is cut, and goes on from there. */
  async #withoutHealing(before: string): Promise<Answer> {
    const { tokenizer, decoder, info } = this.#model;
    const ids = windowOf(tokenizer, prefixOf(before), info.window - 1);
    const prompt = ids.length > 0 ? ids : [this.#model.start.token];
    const { logits, prefilled } = await prefill(decoder, this.#tree, prompt, NEVER);
    const started = performance.now();
    const start = new Generation(tokenizer.vocabulary, new Uint8Array(0), lineEnd);
    const deadline = Number.POSITIVE_INFINITY;
    const run = { decoder, tree: this.#tree, prompt, logits: logits!, start, most: MOST_TOKENS, signal: NEVER, deadline };
    const { text, tokens, stop, logprob } = await decodeLinear(run, greedy, undefined, () => {});
    return { candidates: [{ text, tokens, stop: stop ?? 'token-limit', logprob }], decode: performance.now() - started, prefilled };
  }
}
