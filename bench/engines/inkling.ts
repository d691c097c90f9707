/** Inkling as the engine process runs it, for `measure.mjs`; see `README.md` for what an engine has to do. */
import { TokenTree } from '../../src/engine/cache/token-tree';
import { complete } from '../../src/engine/decode/complete';
import { argmax } from '../../src/engine/decode/logits';
import { prefill } from '../../src/engine/decode/prefill';
import { openModel } from '../../src/engine/open-model';

export { divergenceFromTop } from '../../test/support/divergence';
export { argmax };

const NEVER = { cancelled: false };

export async function open(path: string, threads: number) {
  const model = await openModel({ path, threads });
  const { decoder, info } = model;
  const tree = new TokenTree(decoder.shape);
  let logits: Float32Array = new Float32Array();
  return {
    version: info.runtime,
    async readText(ids: readonly number[]) {
      tree.rewindTo(1);
      logits = (await prefill(decoder, tree, ids, NEVER)).logits!;
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
    close: () => model.close(),
  };
}
