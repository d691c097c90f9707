/**
 * The model's distribution with what stood in the user's own code mixed in: p = (1 - share)·model + share·memory.
 *
 * Only a few tokens ever followed, so nothing but their logits is changed: with p' = model + share / (1 - share)·memory, which
 * is p but for a common factor, every way to choose from a row of logits chooses from the mixture.
 */
import { exponential } from '../../sampling/exponential';
import type { Evidence } from './evidence';

/**
 * Lifts, in place, the logits of the tokens that followed.
 * @param norm `logSumExp` of the logits
 * @returns what to subtract from a lifted logit to get its log-probability in the mixture
 */
export function mixIn(logits: Float32Array, norm: number, { ids, counts, size, total }: Evidence, share: number): number {
  const odds = share / (1 - share);
  let mass = 1;
  for (let slot = 0; slot < size; slot++) {
    const id = ids[slot]!;
    const lift = (odds * counts[slot]!) / total;
    logits[id] = norm + Math.log(exponential(logits[id]! - norm) + lift);
    mass += lift;
  }
  return norm + Math.log(mass);
}
