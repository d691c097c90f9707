/**
 * How long to wait before an engine that crashed is started again. Knows no clock: times are told.
 *
 * A single crash costs nothing; one that repeats is tried ever less often, and in the end not at all,
 * because a model that kills the engine would otherwise keep a processor busy for ever.
 */
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;
/** An engine that ran this long was healthy: its crash is the first of a new row. */
const HEALTHY_AFTER_MS = 60_000;

export class Backoff {
  readonly #limit: number;
  #crashes = 0;
  #startedAt: number | undefined;
  #crashedAt = 0;

  /** @param limit how many crashes in a row are enough */
  constructor(limit = 5) {
    this.#limit = limit;
  }

  /** Crashes in a row so far. */
  get crashes(): number {
    return this.#crashes;
  }

  get exhausted(): boolean {
    return this.#crashes >= this.#limit;
  }

  started(now: number): void {
    this.#startedAt = now;
  }

  crashed(now: number): void {
    if (this.#startedAt !== undefined && now - this.#startedAt >= HEALTHY_AFTER_MS) this.#crashes = 0;
    this.#startedAt = undefined;
    this.#crashes += 1;
    this.#crashedAt = now;
  }

  /** Milliseconds from now until the engine may be started. */
  wait(now: number): number {
    if (this.#crashes <= 1) return 0;
    const pause = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (this.#crashes - 2));
    return Math.max(0, this.#crashedAt + pause - now);
  }

  reset(): void {
    this.#crashes = 0;
    this.#startedAt = undefined;
  }
}
