import type { Clock } from '../engine/clock';
import type { InspectionEngine } from './engine';

/** A cursor that moves on is not followed at every step. */
const FOLLOW_AFTER_MS = 150;

/** For the editor to draw what the engine has just answered: looking would take the processor from it, and the panel's drawing its thread. */
const DRAWING_MS = 100;

/** Looks where the cursor is, once it rests, the engine has nothing else to do, and its last answer is drawn. */
export class Follower {
  readonly #engine: Pick<InspectionEngine, 'state'>;
  readonly #clock: Clock;
  readonly #look: () => void;
  readonly #listener: { dispose(): void };
  #cancel: () => void = () => {};
  #drawn: (() => void) | undefined; // cancels the wait for what is being drawn
  #isBusy: boolean;
  #isWaiting = false;

  constructor(engine: Pick<InspectionEngine, 'state' | 'onStateChange'>, clock: Clock, look: () => void) {
    this.#engine = engine;
    this.#clock = clock;
    this.#look = look;
    this.#isBusy = engine.state.kind === 'thinking';
    this.#listener = engine.onStateChange(({ kind }) => this.#hear(kind === 'thinking'));
  }

  /** The cursor has moved. */
  moved(): void {
    this.stop();
    this.#cancel = this.#clock.after(FOLLOW_AFTER_MS, () => {
      // The engine would complete first anyway, and even the question takes time that it could use.
      if (this.#engine.state.kind === 'thinking' || this.#drawn) this.#isWaiting = true;
      else this.#look();
    });
  }

  stop(): void {
    this.#cancel();
    this.#isWaiting = false;
  }

  dispose(): void {
    this.stop();
    this.#drawn?.();
    this.#listener.dispose();
  }

  #hear(isBusy: boolean): void {
    if (isBusy === this.#isBusy) return;
    this.#isBusy = isBusy;
    this.#drawn?.();
    this.#drawn = isBusy
      ? undefined
      : this.#clock.after(DRAWING_MS, () => {
          this.#drawn = undefined;
          if (!this.#isWaiting) return;
          this.#isWaiting = false;
          this.#look();
        });
  }
}
