const SMALL = 24; // a run of at most so many ids is sorted by insertion, a longer one distributed over buckets
const MOST_BUCKETS = 4096;

/**
 * Ids by falling value, the lower id first among equals, sorted only as far as somebody looks: a whole sort of a vocabulary
 * takes longer than everything else together, and most steps ask for a border or for a few ids at the front.
 *
 * The list is cut into runs. All of a run comes before all of the next, and inside a run ids ascend. It starts as one
 * run; looking inside a run sorts it, or cuts it into shorter ones, in time that grows with its length alone.
 */
export class FallingOrder {
  readonly ids: Uint32Array; // (size) a permutation; what lies behind `count` was cut and is never moved again
  readonly #values: Float64Array; // (size) by id
  readonly #ends: Uint32Array; // (size) where the run that starts here ends
  readonly #spare: Uint32Array; // (size)
  readonly #bucketOf: Uint16Array; // (size) of the ids in a run
  readonly #bucketEnds = new Uint32Array(MOST_BUCKETS + 1);

  /** @param values by id; neither NaN nor infinite for the ids in the list */
  constructor(values: Float64Array) {
    this.#values = values;
    this.ids = new Uint32Array(values.length);
    this.#ends = new Uint32Array(values.length);
    this.#spare = new Uint32Array(values.length);
    this.#bucketOf = new Uint16Array(values.length);
  }

  /** Begins anew with the first `count` ids, which have to ascend. */
  begin(count: number): void {
    this.#ends[0] = count;
  }

  /** Values of the first `count` ids have changed. */
  beginAgain(count: number): void {
    if (this.#ends[0] !== count) this.ids.subarray(0, count).sort();
    this.#ends[0] = count;
  }

  /** Where the run that starts at `start` ends. */
  endOf(start: number): number {
    return this.#ends[start]!;
  }

  /** Makes the first `border` ids the highest `border`, in whatever order. */
  split(border: number): void {
    for (let start = 0; start < border; ) {
      const end = this.#ends[start]!;
      if (end <= border) start = end;
      else this.refine(start);
    }
  }

  /** Puts the first `border` ids in order. */
  sort(border: number): void {
    for (let start = 0; start < border; ) {
      if (this.#ends[start] === start + 1) start++;
      else this.refine(start);
    }
  }

  /** Puts the first id in its place, faster than `split` does. */
  bringHighest(): void {
    const { ids } = this;
    const end = this.#ends[0]!;
    let at = 0;
    for (let index = 1; index < end; index++) if (this.#values[ids[index]!]! > this.#values[ids[at]!]!) at = index;
    const id = ids[at]!;
    ids.copyWithin(1, 0, at); // not swapped: the ids behind have to ascend
    ids[0] = id;
    this.#ends[0] = 1;
    if (end > 1) this.#ends[1] = end;
  }

  /** Cuts the run that starts at `start` into shorter ones; one of equals, or a short one, into single ids. */
  refine(start: number): void {
    const end = this.#ends[start]!;
    if (end - start <= SMALL) this.#insert(start, end);
    else this.#distribute(start, end);
  }

  #insert(start: number, end: number): void {
    const { ids } = this;
    for (let index = start + 1; index < end; index++) {
      const id = ids[index]!;
      const value = this.#values[id]!;
      let at = index;
      while (at > start && this.#values[ids[at - 1]!]! < value) ids[at] = ids[--at]!;
      ids[at] = id;
    }
    this.#settle(start, end);
  }

  /** By distance from the highest, in equal steps down to a low one: those two at least part. */
  #distribute(start: number, end: number): void {
    const ids = this.ids;
    const values = this.#values;
    const bucketOf = this.#bucketOf;
    const spare = this.#spare;
    const ends = this.#bucketEnds;
    let highest = Number.NEGATIVE_INFINITY;
    let lowest = Number.POSITIVE_INFINITY;
    for (let index = start; index < end; index++) {
      const value = values[ids[index]!]!;
      if (value > highest) highest = value;
      if (value < lowest) lowest = value;
    }
    if (lowest === highest) {
      this.#settle(start, end);
      return;
    }
    // The lowest of a sample, as a few values that lie far out would leave all others to one bucket.
    const range = highest - this.#lowestOfSample(start, end) || highest - lowest;
    const last = Math.min(MOST_BUCKETS, (end - start) >> 2) - 1;
    ends.fill(0, 0, last + 2);
    for (let index = start; index < end; index++) {
      // Each operation rounds, but never turns an order around; a factor 1/range could overflow.
      const distance = (highest - values[ids[index]!]!) / range;
      const bucket = distance < 1 ? (distance * last) | 0 : last;
      bucketOf[index] = bucket;
      ends[bucket + 1]!++;
    }
    for (let bucket = 1; bucket <= last; bucket++) ends[bucket]! += ends[bucket - 1]!;
    for (let index = start; index < end; index++) spare[ends[bucketOf[index]!]!++] = ids[index]!;
    for (let index = start; index < end; index++) ids[index] = spare[index - start]!;
    let from = start;
    for (let bucket = 0; bucket <= last; bucket++) {
      const to = start + ends[bucket]!;
      if (to > from) this.#ends[from] = to;
      from = to;
    }
  }

  #lowestOfSample(start: number, end: number): number {
    const step = 1 + ((end - start) >> 6);
    let lowest = Number.POSITIVE_INFINITY;
    for (let index = start + (step >> 1); index < end; index += step) {
      const value = this.#values[this.ids[index]!]!;
      if (value < lowest) lowest = value;
    }
    return lowest;
  }

  #settle(start: number, end: number): void {
    for (let index = start; index < end; index++) this.#ends[index] = index + 1;
  }
}
