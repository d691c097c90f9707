/** What one row of logits says. */

/** The id with the highest logit, the lower id among equals; only among `allowed` when given. Undefined if there is none. */
export function argmax(logits: Float32Array, allowed?: Iterable<number>): number | undefined {
  let best: number | undefined;
  let highest = Number.NEGATIVE_INFINITY;
  if (allowed) {
    for (const id of allowed) {
      const logit = logits[id]!;
      if (logit > highest || best === undefined) [best, highest] = [id, logit];
    }
    return best;
  }
  for (let id = 0; id < logits.length; id++) {
    if (logits[id]! > highest) [best, highest] = [id, logits[id]!];
  }
  return best;
}

/** The `count` ids with the highest logits, best first, the lower id first among equals; only among `allowed` when given. */
export function topIds(logits: Float32Array, count: number, allowed?: Iterable<number>): number[] {
  const before = (a: number, b: number) => logits[b]! - logits[a]! || a - b;
  const among = allowed ? Array.from(allowed) : undefined;
  if (among || count >= logits.length / 8) return (among ?? Array.from(logits.keys())).sort(before).slice(0, count);
  const best: number[] = [];
  for (let id = 0; id < logits.length; id++) {
    if (best.length === count && logits[id]! <= logits[best[count - 1]!]!) continue;
    let at = best.length;
    while (at > 0 && before(id, best[at - 1]!) < 0) at--;
    best.splice(at, 0, id);
    if (best.length > count) best.pop();
  }
  return best;
}
