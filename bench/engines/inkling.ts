/** Inkling as the engine process runs it, for `measure.mjs`; see `README.md` for what an engine has to do. */
import { TokenTree } from '../../src/engine/cache/token-tree';
import { beamSearch } from '../../src/engine/decode/beam';
import { greedy } from '../../src/engine/decode/chooser';
import { complete } from '../../src/engine/decode/complete';
import { Generation } from '../../src/engine/decode/generation';
import { decodeLinear } from '../../src/engine/decode/linear';
import { argmax } from '../../src/engine/decode/logits';
import { Pace } from '../../src/engine/decode/lookup/pace';
import { prefill } from '../../src/engine/decode/prefill';
import type { Run } from '../../src/engine/decode/run';
import { NgramIndex } from '../../src/engine/memory/ngram-index';
import { Recall } from '../../src/engine/memory/recall';
import { openModel } from '../../src/engine/open-model';

export { divergenceFromTop } from '../../test/support/divergence';
export { argmax };

const NEVER = { cancelled: false };

export async function open(path: string, threads: number) {
  const model = await openModel({ path, threads });
  const { decoder, info } = model;
  const tree = new TokenTree(decoder.shape);
  let index = new NgramIndex();
  const pace = new Pace(); // as in an engine: it learns from one completion to the next
  let logits: Float32Array = new Float32Array();

  /** Guesses from the text itself; its index is kept while the text grows, as an engine does. */
  const recallOf = (prompt: readonly number[]): Recall => {
    index.rewindTo(prompt.length);
    index.append(prompt.slice(index.length));
    return new Recall([index], prompt, false);
  };

  /** Decoding that goes on from the text that was read, until so many tokens or so many line breaks are written. */
  const run = (most: number, lines: number): Run => {
    const rule = (text: string) => (text.split('\n').length > lines ? ({ end: text.length, reason: 'block-end' } as const) : undefined);
    const start = new Generation(model.tokenizer.vocabulary, new Uint8Array(), rule);
    return { decoder, tree, prompt: tree.tokens(), logits, start, most, signal: NEVER, deadline: Number.POSITIVE_INFINITY };
  };

  return {
    version: info.runtime,
    async readText(ids: readonly number[]) {
      tree.rewindTo(1);
      index = new NgramIndex();
      logits = (await prefill(decoder, tree, ids, NEVER)).logits!;
    },
    /** Goes on reading from the text that is there, in passes as long as a prefill's, with logits for the last token only. */
    async readOn(ids: readonly number[]) {
      logits = (await prefill(decoder, tree, [...tree.tokens(), ...ids], NEVER)).logits!;
    },
    async add(ids: readonly number[]) {
      logits = await decoder.grow(tree, tree.chain(tree.length - 1, ids), [...ids.keys()]);
    },
    rewindTo(length: number) {
      tree.rewindTo(length + 1); // the root is a row too
    },
    async likeliest() {
      return argmax(logits.subarray(logits.length - info.vocabulary));
    },
    /** Logits at every position of a text. */
    async logitsOf(ids: readonly number[]) {
      tree.rewindTo(1);
      const all = await decoder.grow(tree, tree.chain(0, ids), [...ids.keys()]);
      return Array.from(ids, (_, row) => all.subarray(row * info.vocabulary, (row + 1) * info.vocabulary));
    },
    /** The next token after a text that differs little from the one before: how many tokens were read for it. */
    async keyTyped(text: string) {
      const request = { prefix: { text, start: 0 }, extent: 'line', maxTokens: 1 } as const;
      return (await complete(model, tree, request, NEVER, () => {})).counts.prefilled;
    },
    /** What the extension does for one suggestion, with or without guesses; gives the number of tokens. */
    async write(most: number, lines: number, lookup: boolean) {
      const going = run(most, lines);
      const { tokens } = await decodeLinear(going, greedy, lookup ? { pace, recall: recallOf(going.prompt) } : undefined, () => {});
      return tokens.length;
    },
    async searchBeams(beams: number, most: number) {
      await beamSearch(run(most, Number.POSITIVE_INFINITY), { beams, lengthPenalty: 0, count: 1 });
    },
    close: () => model.close(),
  };
}
