/** After a rejection the next pause is so much longer, after an acceptance so much shorter. */
const REJECTED = 1.1;
const ACCEPTED = 0.8;
/**
 * Both ways. Typing past a suggestion is a weak sign: a small model is wrong at every other key, and a factor of 3 made the
 * pause the longest part of the way to ghost text (260 of 600 ms) for a person who had done nothing but go on. With this one the
 * longest pause is over before VS Code asks.
 */
const MOST = 4 / 3;
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
