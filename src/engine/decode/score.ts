import { EngineFault } from '../../protocol/errors';
import { logSumExp } from '../../sampling/softmax';
import { TokenTree } from '../cache/token-tree';
import { topIds } from './logits';
import type { Model } from './model';

/** What the model expects after the token at one position. */
export interface Position {
  /** The likeliest next tokens, best first: id and natural log-probability over the whole vocabulary. */
  readonly top: readonly (readonly [id: number, logprob: number])[];
  /** Log-probability of the token that follows; absent at the last position. */
  readonly next?: number;
}

const CHUNK = 32; // positions whose logits are in memory at one time

/**
 * Reads ids exactly as they are and says at every position what the model expects next.
 * @throws EngineFault prompt-too-long when there are more ids than the model's context
 */
export async function* score({ decoder, info }: Model, ids: readonly number[], count: number): AsyncGenerator<Position> {
  if (ids.length > info.context) throw new EngineFault('prompt-too-long', String(ids.length), String(info.context));
  const tree = new TokenTree(decoder.shape);
  for (let done = 0; done < ids.length; done += CHUNK) {
    const chunk = ids.slice(done, done + CHUNK);
    const logits = await decoder.grow(tree, tree.chain(tree.length - 1, chunk), [...chunk.keys()]);
    for (const index of chunk.keys()) {
      const row = logits.subarray(index * info.vocabulary, (index + 1) * info.vocabulary);
      const norm = logSumExp(row);
      const top = topIds(row, count).map((id) => [id, row[id]! - norm] as const);
      const next = ids[done + index + 1];
      yield next === undefined ? { top } : { top, next: row[next]! - norm };
    }
  }
}
