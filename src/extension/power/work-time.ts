import type { Clock } from '../engine/clock';
import type { EngineState } from '../engine/state';

/** How long the engine has worked, counted over its threads. */
export class WorkTime {
  readonly #clock: Clock;
  #done = 0;
  #running: { readonly since: number; readonly threads: number } | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Milliseconds of one processor so far. */
  get total(): number {
    return this.#done + (this.#running ? (this.#clock.now() - this.#running.since) * this.#running.threads : 0);
  }

  /** To be told of every change of the engine's state. */
  follow(state: EngineState): void {
    this.#done = this.total;
    this.#running = state.kind === 'thinking' ? { since: this.#clock.now(), threads: state.model.threads } : undefined;
  }
}
