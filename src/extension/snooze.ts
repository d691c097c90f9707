import type { Disposable, Event } from 'vscode';
import { EventEmitter } from 'vscode';
import { Clock } from './engine/clock';

const MINUTE_MS = 60_000;

/** A pause of all unasked completions that ends by itself. */
export class Snooze implements Disposable {
  readonly #clock: Clock;
  readonly #date: () => number;
  readonly #changed = new EventEmitter<void>();
  #until: number | undefined;
  #cancel: () => void = () => {};

  /** @param date milliseconds since 1970 */
  constructor(clock = new Clock(), date: () => number = Date.now) {
    this.#clock = clock;
    this.#date = date;
  }

  /** When it ends, in milliseconds since 1970, infinite when that is the end of the window; undefined when there is none. */
  get until(): number | undefined {
    // A machine that was asleep wakes up with timers that are late.
    return this.#until !== undefined && this.#until > this.#date() ? this.#until : undefined;
  }

  /** Said when it begins, changes, and ends. */
  get onDidChange(): Event<void> {
    return this.#changed.event;
  }

  /** Begins, in place of one that is going on. @param minutes infinite for until the window is closed */
  start(minutes: number): void {
    this.#cancel();
    this.#until = this.#date() + minutes * MINUTE_MS;
    if (Number.isFinite(minutes)) this.#cancel = this.#clock.after(minutes * MINUTE_MS, () => this.end());
    this.#changed.fire();
  }

  end(): void {
    this.#cancel();
    if (this.#until === undefined) return;
    this.#until = undefined;
    this.#changed.fire();
  }

  dispose(): void {
    this.#cancel();
    this.#changed.dispose();
  }
}
