/** The engine as the product runs it, and with parts of it switched off. */
import { BEGINNINGS } from '../../src/completion/beginnings';
import { TokenTree } from '../../src/engine/cache/token-tree';
import { Neighbourhood } from '../../src/engine/context/neighbourhood';
import { greedy } from '../../src/engine/decode/chooser';
import { complete } from '../../src/engine/decode/complete';
import { Generation } from '../../src/engine/decode/generation';
import { decodeLinear } from '../../src/engine/decode/linear';
import { Pace } from '../../src/engine/decode/lookup/pace';
import type { Model } from '../../src/engine/decode/model';
import { prefill } from '../../src/engine/decode/prefill';
import { type Prompt, promptAround } from '../../src/engine/decode/prompt';
import { lineEnd } from '../../src/engine/decode/stop/line';
import { windowOf } from '../../src/engine/decode/window';
import { Memory } from '../../src/engine/memory/memory';
import { openModel } from '../../src/engine/open-model';
import type { Candidate, CompletionRequest } from '../../src/protocol/messages';
import { prefixOf, SUFFIX_LIMIT } from '../../src/protocol/prefix';
import { checkSettings } from '../../src/sampling/settings';
import type { Place } from './cursors';
import { follow, type Step } from './follow';
import type { SourceText } from './sources';

/** What the engine does differently; each is a run of its own at every cursor. */
export type Variant = 'product' | 'healing' | 'context' | 'memory' | 'suffix' | 'short' | 'beginnings' | 'candidates' | 'beam';

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
  /** Only on request: what was expected along the line that stands in the file. */
  readonly steps?: readonly Step[];
}

export class BenchEngine {
  readonly #model: Model;
  readonly #pace = new Pace();
  #tree: TokenTree;
  /** Of its own, so that neither window takes the other's place. */
  #shortTree: TokenTree;
  #memory: Memory;
  readonly #neighbourhood: Neighbourhood;
  #document = '';
  #neighbours: readonly string[] = [];

  private constructor(model: Model) {
    this.#model = model;
    this.#tree = new TokenTree(model.decoder.shape);
    this.#shortTree = new TokenTree(model.decoder.shape);
    this.#memory = new Memory(model.tokenizer);
    this.#neighbourhood = new Neighbourhood(model.tokenizer, (source) => this.#memory.text(source));
  }

  static async open(path: string, threads: number): Promise<BenchEngine> {
    return new BenchEngine(await openModel({ path, threads }));
  }

  /** Starts on another file: nothing of the one before is known any more. */
  openFile({ name }: SourceText, neighbours: readonly SourceText[]): void {
    this.#document = name;
    this.#tree = new TokenTree(this.#model.decoder.shape);
    this.#shortTree = new TokenTree(this.#model.decoder.shape);
    this.#memory = new Memory(this.#model.tokenizer);
    for (const neighbour of neighbours) this.#memory.remember(neighbour.name, neighbour.text);
    while (this.#memory.learn());
    this.#neighbours = neighbours.map((neighbour) => neighbour.name);
  }

  async answer(place: Place, variant: Variant): Promise<Answer> {
    switch (variant) {
      case 'product':
        return this.#complete(this.#request(place));
      case 'context':
        return this.#complete({ ...this.#request(place), neighbours: [] });
      case 'memory': {
        const { neighbours: _, ...request } = this.#request(place);
        return this.#complete(request);
      }
      case 'suffix': {
        const { suffix: _, ...request } = this.#request(place);
        return this.#complete(request);
      }
      case 'short':
        return this.#complete({ ...this.#request(place), window: this.#model.info.window / 4 }, this.#shortTree);
      case 'beginnings': {
        const { beginnings: _, ...request } = this.#request(place);
        return this.#complete(request);
      }
      case 'candidates':
        return this.#complete({ ...this.#request(place), count: CANDIDATES });
      case 'beam':
        return this.#complete({ ...this.#request(place), sampling: checkSettings({ strategy: 'beam', beams: CANDIDATES }) });
      case 'healing':
        return this.#withoutHealing(this.#request(place));
    }
  }

  /** What the model and the memory expect at every token of the rest of the line. */
  follow(place: Place): Promise<readonly Step[]> {
    const request = this.#request(place);
    const prompt = promptAround(this.#model, request, this.#neighbourhood.of(request));
    return follow(this.#model, this.#tree, prompt, this.#recall(request)(prompt), place.before, place.truth.trimEnd());
  }

  close(): Promise<void> {
    return this.#model.close();
  }

  #request({ before, after }: Place): CompletionRequest {
    return {
      document: this.#document,
      prefix: prefixOf(before),
      suffix: after.slice(0, SUFFIX_LIMIT),
      neighbours: this.#neighbours,
      extent: 'line',
      maxTokens: MOST_TOKENS,
      beginnings: BEGINNINGS,
    };
  }

  #recall(request: CompletionRequest) {
    return ({ text, healed }: Prompt) => this.#memory.recall(request, text, healed.length);
  }

  async #complete(request: CompletionRequest, tree = this.#tree): Promise<Answer> {
    const aid = { pace: this.#pace, recall: this.#recall(request), context: this.#neighbourhood.of(request) };
    const { text, tokens, stop, candidates, timings, counts } = await complete(this.#model, tree, request, NEVER, () => {}, aid);
    const one = { text, tokens, stop, logprob: tokens.reduce((sum, { logprob }) => sum + logprob, 0) };
    return { candidates: candidates ?? [one], decode: timings.decode, prefilled: counts.prefilled };
  }

  /** Reads the text as it is cut, and goes on from there. */
  async #withoutHealing(request: CompletionRequest): Promise<Answer> {
    const { tokenizer, decoder, info, start } = this.#model;
    const ids = windowOf(tokenizer, request.prefix, info.window - 1);
    const prompt = start.always || ids.length === 0 ? [start.token, ...ids] : ids;
    const healed = new Uint8Array(0);
    const recall = this.#memory.recall(request, ids, 0);
    const { logits, prefilled } = await prefill(decoder, this.#tree, prompt, NEVER);
    const started = performance.now();
    const run = {
      ...{ decoder, tree: this.#tree, prompt, memory: recall, logits: logits!, most: MOST_TOKENS, signal: NEVER },
      start: new Generation(tokenizer.vocabulary, healed, lineEnd),
      deadline: Number.POSITIVE_INFINITY,
    };
    const { text, tokens, stop, logprob } = await decodeLinear(run, greedy, { pace: this.#pace, recall }, () => {});
    return { candidates: [{ text, tokens, stop: stop ?? 'token-limit', logprob }], decode: performance.now() - started, prefilled };
  }
}
