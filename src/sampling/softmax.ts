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
  return softmaxWithMass(logits).probabilities;
}

/** What exponentials of logits add up to, in two parts, as one number could not hold both: `exp(largest) · exp(logSum)`. */
export interface Mass {
  readonly largest: number;
  readonly logSum: number;
}

/** Both at once, as the exponentials are what takes the time: `softmax`, and what `logSumExp` adds up. */
export function softmaxWithMass(logits: ArrayLike<number>): { readonly probabilities: Float64Array; readonly mass: Mass } {
  const probabilities = new Float64Array(logits.length);
  const largest = largestOf(logits);
  if (largest === Number.NEGATIVE_INFINITY) return { probabilities, mass: { largest, logSum: 0 } };
  let sum = 0;
  for (let id = 0; id < logits.length; id++) {
    const weight = exponential(logits[id]! - largest);
    probabilities[id] = weight;
    sum += weight;
  }
  for (let id = 0; id < logits.length; id++) probabilities[id] = probabilities[id]! / sum;
  return { probabilities, mass: { largest, logSum: Math.log(sum) } };
}

function largestOf(logits: ArrayLike<number>): number {
  let largest = Number.NEGATIVE_INFINITY;
  for (let id = 0; id < logits.length; id++) if (logits[id]! > largest) largest = logits[id]!;
  return largest;
}
