import { Recent } from './recent';

/** How far apart a person's keys are, in milliseconds. */
export interface Intervals {
  /** The median. */
  readonly usual: number;
  /** Four of five are shorter. */
  readonly long: number;
}

/** Longer is not typing but thinking. */
const LONGEST_MS = 1_000;
const REMEMBERED = 40;
/** Fewer say nothing about a person. */
const LEAST = 8;

/** Learns a person's typing rhythm from the times of keys. */
export class Rhythm {
  readonly #intervals = new Recent(REMEMBERED);
  #last: number | undefined;

  /** A key at a time, in milliseconds of any clock. */
  key(time: number): void {
    const interval = this.#last === undefined ? undefined : time - this.#last;
    this.#last = time;
    if (interval !== undefined && interval > 0 && interval <= LONGEST_MS) this.#intervals.add(interval);
  }

  /** Undefined until there are enough keys. */
  get intervals(): Intervals | undefined {
    const usual = this.#intervals.quantile(0.5);
    const long = this.#intervals.quantile(0.8);
    return usual === undefined || long === undefined || this.#intervals.size < LEAST ? undefined : { usual, long };
  }
}
