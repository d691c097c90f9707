import type { Pass } from '../cache/token-tree';
import { BIAS, IDS, LOGIT_ROWS, POSITIONS, past, recent } from '../graph/contract';
import type { Architecture } from '../model/architecture';
import type { Feed } from '../runtime/session';

/**
 * What a decoder graph is given for a pass.
 * @param logitRows which of its tokens get logits, as rising indices; absent for a lens, which has no such input
 */
export function feedsOf({ kvHeads, headDim }: Architecture, pass: Pass, logitRows?: readonly number[]): Record<string, Feed> {
  const count = pass.tokens.length;
  const feeds: Record<string, Feed> = {
    [IDS]: { type: 'int64', data: BigInt64Array.from(pass.tokens, BigInt), dims: [1, count] },
    [POSITIONS]: { type: 'int64', data: BigInt64Array.from(pass.positions, BigInt), dims: [1, count] },
    [BIAS]: { type: 'float32', data: pass.bias, dims: [count, 1, pass.length + count] },
  };
  if (logitRows) feeds[LOGIT_ROWS] = { type: 'int64', data: BigInt64Array.from(logitRows, BigInt), dims: [logitRows.length] };
  const settledDims = [pass.settled, kvHeads, headDim];
  const recentDims = [pass.length - pass.settled, kvHeads, headDim];
  pass.past.forEach(({ settled, recent: behind }, layer) => {
    feeds[past(layer, 'k')] = { type: 'float32', data: settled.keys, dims: settledDims };
    feeds[past(layer, 'v')] = { type: 'float32', data: settled.values, dims: settledDims };
    feeds[recent(layer, 'k')] = { type: 'float32', data: behind.keys, dims: recentDims };
    feeds[recent(layer, 'v')] = { type: 'float32', data: behind.values, dims: recentDims };
  });
  return feeds;
}
