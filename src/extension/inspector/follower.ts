import type { Clock } from '../engine/clock';
import type { InspectionEngine } from './engine';

/** A cursor that moves on is not followed at every step. */
const FOLLOW_AFTER_MS = 150;

/** Looks where the cursor is, once it rests and the engine has nothing else to do. */
export class Follower {
  readonly #engine: Pick<InspectionEngine, 'state'>;
  readonly #clock: Clock;
  readonly #look: () => void;
  readonly #listener: { dispose(): void };
  #cancel: () => void = () => {};
  #isWaiting = false;

  constructor(engine: Pick<InspectionEngine, 'state' | 'onStateChange'>, clock: Clock, look: () => void) {
    this.#engine = engine;
    this.#clock = clock;
    this.#look = look;
    this.#listener = engine.onStateChange(({ kind }) => {
      if (this.#isWaiting && kind !== 'thinking') this.#go();
    });
  }

  /** The cursor has moved. */
  moved(): void {
    this.stop();
    this.#cancel = this.#clock.after(FOLLOW_AFTER_MS, () => {
      // The engine would complete first anyway, and even the question takes time that it could use.
      if (this.#engine.state.kind === 'thinking') this.#isWaiting = true;
      else this.#go();
    });
  }

  stop(): void {
    this.#cancel();
    this.#isWaiting = false;
  }

  dispose(): void {
    this.stop();
    this.#listener.dispose();
  }

  #go(): void {
    this.#isWaiting = false;
    this.#look();
  }
}
