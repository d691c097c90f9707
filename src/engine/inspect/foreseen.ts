import type { ScannedToken } from '../../protocol/inspection';
import { exponential } from '../../sampling/exponential';

const TOP = 5;

/** How well a row of logits foresaw the token that came: in two passes over the row, as a scan does this for every token. */
export function foreseen(logits: Float32Array, id: number): Pick<ScannedToken, 'logprob' | 'rank' | 'top'> {
  const own = logits[id]!;
  const best: number[] = []; // ids, the likeliest first
  let last = Number.NEGATIVE_INFINITY; // the logit of the last of a full list
  let rank = 1;
  for (let other = 0; other < logits.length; other++) {
    const logit = logits[other]!;
    if (logit > own || (logit === own && other < id)) rank++;
    if (logit <= last) continue;
    let place = best.length;
    while (place > 0 && logits[best[place - 1]!]! < logit) place--;
    best.splice(place, 0, other);
    if (best.length > TOP) best.pop();
    if (best.length === TOP) last = logits[best[TOP - 1]!]!;
  }
  const largest = logits[best[0]!]!;
  let sum = 0;
  for (let other = 0; other < logits.length; other++) sum += exponential(logits[other]! - largest);
  const norm = largest + Math.log(sum);
  return { logprob: own - norm, rank, top: best.map((other) => ({ id: other, logprob: logits[other]! - norm })) };
}
