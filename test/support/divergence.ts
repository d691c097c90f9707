import { logSumExp } from '../../src/sampling/softmax';

/**
 * Kullback-Leibler divergence in nats of logits from a reference of which only the likeliest tokens are known; the others
 * count as one outcome, which can only make the divergence smaller than that of the whole distributions.
 */
export function divergenceFromTop(top: readonly (readonly [id: number, logprob: number])[], logits: Float32Array): number {
  const norm = logSumExp(logits);
  let sum = 0;
  let restReference = 1;
  let rest = 1;
  for (const [id, logprob] of top) {
    const p = Math.exp(logprob);
    const q = Math.exp(logits[id]! - norm);
    sum += p * Math.log(p / q);
    restReference -= p;
    rest -= q;
  }
  return restReference > 1e-9 ? sum + restReference * Math.log(restReference / Math.max(rest, 1e-12)) : sum;
}

/** Kullback-Leibler divergence in nats of the second row of logits from the first. */
export function divergence(reference: Float32Array, logits: Float32Array): number {
  const normReference = logSumExp(reference);
  const norm = logSumExp(logits);
  let sum = 0;
  for (let id = 0; id < reference.length; id++) {
    const logprob = reference[id]! - normReference;
    sum += Math.exp(logprob) * (logprob - (logits[id]! - norm));
  }
  return sum;
}

/** The largest difference of two rows' log-probabilities, in nats. */
export function largestDifference(a: Float32Array, b: Float32Array): number {
  const normA = logSumExp(a);
  const normB = logSumExp(b);
  return a.reduce((largest, logit, id) => Math.max(largest, Math.abs(logit - normA - (b[id]! - normB))), 0);
}
