/** From logits to probabilities, in float64, and without overflow at any finite logit. */
import { exponential } from './exponential';

/** `ln Σ exp(logit)`: what to subtract from a logit to get its natural log-probability. */
export function logSumExp(logits: ArrayLike<number>): number {
  const largest = largestOf(logits);
  if (largest === Number.NEGATIVE_INFINITY) return largest;
  let sum = 0;
  for (let id = 0; id < logits.length; id++) sum += exponential(logits[id]! - largest);
  return largest + Math.log(sum);
}

/** The probability of every token; all zero if none is possible. */
export function softmax(logits: ArrayLike<number>): Float64Array {
  const probabilities = new Float64Array(logits.length);
  const largest = largestOf(logits);
  if (largest === Number.NEGATIVE_INFINITY) return probabilities;
  let sum = 0;
  for (let id = 0; id < logits.length; id++) {
    const weight = exponential(logits[id]! - largest);
    probabilities[id] = weight;
    sum += weight;
  }
  for (let id = 0; id < logits.length; id++) probabilities[id] = probabilities[id]! / sum;
  return probabilities;
}

function largestOf(logits: ArrayLike<number>): number {
  let largest = Number.NEGATIVE_INFINITY;
  for (let id = 0; id < logits.length; id++) if (logits[id]! > largest) largest = logits[id]!;
  return largest;
}
