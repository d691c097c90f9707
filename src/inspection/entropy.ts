/** How undecided a distribution is, in bits: 0 when one outcome is certain. What is impossible adds nothing. */
export function entropy(probabilities: Iterable<number>): number {
  let nats = 0;
  for (const probability of probabilities) if (probability > 0) nats -= probability * Math.log(probability);
  return Math.max(0, nats / Math.LN2);
}

/** Among how many equally likely outcomes one would be as undecided. */
export function effectiveChoices(bits: number): number {
  return 2 ** bits;
}

/** How surprising something was that had this natural log-probability, in bits. */
export function surprise(logprob: number): number {
  return Math.max(0, -logprob / Math.LN2);
}
