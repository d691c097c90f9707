import type { TokenTree } from '../cache/token-tree';
import type { Decoder } from './decoder';

/** Asked between two forward passes. */
export interface Signal {
  readonly cancelled: boolean;
}

export interface Prefill {
  /** Logits after the last token of the prompt; undefined when cancelled. */
  readonly logits: Float32Array | undefined;
  readonly reused: number;
  readonly prefilled: number;
}

/**
 * Makes the tree hold exactly this prompt, computing only what follows the longest beginning that it holds already.
 * The last token is computed for its logits, unless the last prefill was of the same prompt, as when the text was read ahead.
 * A cancelled prefill leaves what it did for the next one.
 */
export async function prefill(decoder: Decoder, tree: TokenTree, prompt: readonly number[], signal: Signal): Promise<Prefill> {
  const { ending } = tree;
  if (ending && !signal.cancelled && isSame(ending.prompt, prompt) && tree.commonPrefix(prompt) === prompt.length) {
    tree.keepPrefix(prompt);
    return { logits: ending.logits.slice(), reused: prompt.length, prefilled: 0 };
  }
  const reused = tree.keepPrefix(prompt, prompt.length - 1);
  let done = reused;
  let logits: Float32Array | undefined;
  while (done < prompt.length && !signal.cancelled) {
    // Not beyond the arena's block: the few tokens behind it would be a pass of their own.
    const chunk = prompt.slice(done, done + Math.min(decoder.chunk.size, tree.room));
    done += chunk.length;
    const started = performance.now();
    logits = await decoder.grow(tree, tree.chain(tree.length - 1, chunk), done === prompt.length ? [chunk.length - 1] : []);
    decoder.chunk.measure(chunk.length, performance.now() - started);
  }
  if (done < prompt.length || signal.cancelled || !logits) return { logits: undefined, reused, prefilled: done - reused };
  tree.ending = { prompt, logits: logits.slice() }; // samplers work in place
  return { logits, reused, prefilled: done - reused };
}

const isSame = (a: readonly number[], b: readonly number[]) => a.length === b.length && a.every((id, index) => id === b[index]);
