/** Longest time of one pass of a prefill, in milliseconds: after it, a cancel is noticed. */
const TARGET = 50;
const SMALLEST = 16;
const LARGEST = 128; // a block of the arena, which no pass goes beyond
const LEARNING = 0.2; // weight of a new measurement

/** How many tokens to compute in one pass, from what passes took. */
export class Chunk {
  #rate: number; // tokens a millisecond
  readonly #smallest: number;

  /**
   * @param rate a guess at the tokens computed in a millisecond; soon measured
   * @param smallest no fewer, however long they take: short passes are wasteful
   */
  constructor(rate = 0.8, smallest = SMALLEST) {
    this.#rate = rate;
    this.#smallest = smallest;
  }

  get size(): number {
    return Math.max(this.#smallest, Math.min(LARGEST, Math.floor(this.#rate * TARGET)));
  }

  /** How long a prefill of so many tokens is expected to take, in milliseconds. */
  time(tokens: number): number {
    return tokens / this.#rate;
  }

  /** Only passes of some length say how fast long ones are. */
  measure(tokens: number, time: number): void {
    if (tokens >= this.#smallest && time > 0) this.#rate += LEARNING * (tokens / time - this.#rate);
  }
}
