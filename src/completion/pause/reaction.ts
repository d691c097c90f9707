/** After a rejection the next pause is so much longer, after an acceptance so much shorter. */
const REJECTED = 1.3;
const ACCEPTED = 0.75;
/** Both ways: a few keys typed past suggestions must not switch them off. */
const MOST = 3;
/** After so many milliseconds half of it is forgotten. */
const HALF_LIFE_MS = 3 * 60_000;

/** Whether a person takes suggestions at the moment, as a factor for the pause before the next one: 1 is no opinion. */
export class Reaction {
  #exponent = 0; // natural logarithm of the factor at #time
  #time = 0;

  accepted(time: number): void {
    this.#change(ACCEPTED, time);
  }

  rejected(time: number): void {
    this.#change(REJECTED, time);
  }

  /** The factor at a time, in milliseconds of the clock that the other times are of. */
  factor(time: number): number {
    return Math.exp(this.#at(time));
  }

  #change(factor: number, time: number): void {
    const limit = Math.log(MOST);
    this.#exponent = Math.max(-limit, Math.min(limit, this.#at(time) + Math.log(factor)));
    this.#time = time;
  }

  #at(time: number): number {
    return this.#exponent * 0.5 ** (Math.max(0, time - this.#time) / HALF_LIFE_MS);
  }
}
