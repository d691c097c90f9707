/** Longest time of one pass of a prefill, in milliseconds: after it, a cancel is noticed. */
const TARGET = 50;
const SMALLEST = 16;
const LARGEST = 128; // a block of the arena, which no pass goes beyond
const LEARNING = 0.2; // weight of a new measurement

/** How many tokens to compute in one pass of a prefill, from what passes took. */
export class Chunk {
  #rate = 0.8; // tokens a millisecond; soon measured

  get size(): number {
    return Math.max(SMALLEST, Math.min(LARGEST, Math.floor(this.#rate * TARGET)));
  }

  /** Only passes of some length say how fast long ones are. */
  measure(tokens: number, time: number): void {
    if (tokens >= SMALLEST && time > 0) this.#rate += LEARNING * (tokens / time - this.#rate);
  }
}
