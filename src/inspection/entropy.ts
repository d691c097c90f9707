import type { Mass } from '../sampling/softmax';

/** How undecided a distribution is, in bits: 0 when one outcome is certain. What is impossible adds nothing. */
export function entropy(probabilities: ArrayLike<number>): number {
  let nats = 0;
  for (let index = 0; index < probabilities.length; index++) {
    const probability = probabilities[index]!;
    if (probability > 0) nats -= probability * Math.log(probability);
  }
  return Math.max(0, nats / Math.LN2);
}

/** The same of a softmax, without a logarithm for each: what that would be is known from the logits and their mass. */
export function softmaxEntropy(probabilities: ArrayLike<number>, logits: ArrayLike<number>, { largest, logSum }: Mass): number {
  let mean = 0;
  for (let id = 0; id < probabilities.length; id++) if (probabilities[id]! > 0) mean += probabilities[id]! * (logits[id]! - largest);
  return Math.max(0, (logSum - mean) / Math.LN2);
}

/** Among how many equally likely outcomes one would be as undecided. */
export function effectiveChoices(bits: number): number {
  return 2 ** bits;
}

/** How surprising something was that had this natural log-probability, in bits. */
export function surprise(logprob: number): number {
  return Math.max(0, -logprob / Math.LN2);
}
