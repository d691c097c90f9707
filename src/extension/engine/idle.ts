import type { Clock } from './clock';

/** Says when nothing was done for a while. At most one timer runs, and none while there is work. */
export class IdleTimer {
  readonly #clock: Clock;
  readonly #time: () => number;
  readonly #onIdle: () => void;
  #cancel: (() => void) | undefined;

  /** @param time how long a while is, in milliseconds; asked whenever it begins; 0 is never */
  constructor(clock: Clock, time: () => number, onIdle: () => void) {
    this.#clock = clock;
    this.#time = time;
    this.#onIdle = onIdle;
  }

  /** There is nothing to do from now on. */
  arm(): void {
    this.disarm();
    const time = this.#time();
    if (time > 0) this.#cancel = this.#clock.after(time, this.#onIdle);
  }

  /** There is something to do, or nobody left to do it. */
  disarm(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }
}
