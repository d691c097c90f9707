/** How each token of a path came to be chosen: what was likely in its place, in the distribution that it was chosen from. */
import type { PathStep } from '../../protocol/inspection';
import { logSumExp } from '../../sampling/softmax';
import type { TokenTree } from '../cache/token-tree';
import { Chunk } from '../decode/chunk';
import type { Model } from '../decode/model';
import type { Signal } from '../decode/prefill';
import type { Recall } from '../memory/recall';
import { foreseen } from './foreseen';
import type { Pause } from './pause';
import { putTail, reach, takeTail } from './reach';

/** Rows of logits in memory at one time. */
const MOST_ROWS = 32;
const FEWEST_ROWS = 4;

export interface Walk {
  readonly model: Model;
  /** Finds the cache, which is left as it was. */
  readonly open: () => TokenTree;
  /** The text and the path behind it. */
  readonly ids: readonly number[];
  /** How many of them are the text's. */
  readonly prompt: number;
  /** What may be drawn on; asked for again after each pause. */
  readonly recall: () => Recall;
}

/** @returns undefined when cancelled */
export async function stepsOf({ model, open, ids, prompt, recall }: Walk, signal: Signal, pause: Pause): Promise<PathStep[] | undefined> {
  const { decoder, info } = model;
  const steps: PathStep[] = [];
  const pace = new Chunk(0.4, FEWEST_ROWS);
  while (prompt + steps.length < ids.length) {
    const known = prompt + steps.length;
    const reached = await reach(model, open, ids.slice(0, known), signal, pause);
    if (!reached) return undefined;
    const { tree, putBack } = reached;
    const rows = [reached.logits];
    const tail = takeTail(tree, known + 1);
    // What follows the last token was chosen by nobody.
    const chunk = ids.slice(known, Math.min(ids.length - 1, known + Math.min(MOST_ROWS, pace.size, tree.room)));
    if (chunk.length > 0) {
      const started = performance.now();
      const logits = await decoder.grow(tree, tree.chain(known, chunk), [...chunk.keys()]);
      pace.measure(chunk.length, performance.now() - started);
      for (const index of chunk.keys()) rows.push(logits.subarray(index * info.vocabulary, (index + 1) * info.vocabulary));
    }
    putTail(tree, known + 1, tail);
    putBack();
    for (const row of rows) {
      await pause();
      if (signal.cancelled) return undefined;
      steps.push(stepOf(row, ids, prompt, prompt + steps.length, recall()));
    }
  }
  return steps;
}

/** @param logits of the model after the tokens before `at`; the memory is mixed into this very row */
function stepOf(logits: Float32Array, ids: readonly number[], prompt: number, at: number, recall: Recall): PathStep {
  const id = ids[at]!;
  const own = foreseen(logits, id);
  const following = ids.slice(prompt, at).map((token) => ({ id: token }));
  const mixed = recall.mix(logits, () => logSumExp(logits), following);
  const { logprob: chosen, rank, top } = mixed ? foreseen(logits, id) : own;
  return { id, logprob: own.logprob, chosen, rank, top, ...(mixed && { memory: { share: mixed.share, match: mixed.match } }) };
}
