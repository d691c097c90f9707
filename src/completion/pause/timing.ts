import type { PowerDecision } from '../power/policy';
import { pauseFor } from './pause';
import { Reaction } from './reaction';
import { Recent } from './recent';
import { Rhythm } from './rhythm';

/** A key longer ago is not what is asked about. */
const KEY_AGE_MS = 1_000;
const ANSWERS = 15;

/** What is learned of a person and of the engine, for the pause before decoding. Knows no clock: times are told. */
export class Timing {
  readonly #rhythm = new Rhythm();
  readonly #reaction = new Reaction();
  readonly #answers = new Recent(ANSWERS);
  #lastKey: { readonly time: number; readonly isLineBreak: boolean } | undefined;

  key(time: number, isLineBreak: boolean): void {
    this.#rhythm.key(time);
    this.#lastKey = { time, isLineBreak };
  }

  /** The engine took so long for an answer, in milliseconds. */
  answered(ms: number): void {
    this.#answers.add(ms);
  }

  accepted(time: number): void {
    this.#reaction.accepted(time);
  }

  rejected(time: number): void {
    this.#reaction.rejected(time);
  }

  /**
   * The wait before decoding, in milliseconds.
   * @param line the cursor's line up to the cursor
   */
  pause(time: number, line: string, isInvoked: boolean, { pauseFactor }: PowerDecision): number {
    const key = this.#lastKey && time - this.#lastKey.time <= KEY_AGE_MS ? this.#lastKey : undefined;
    const isNewLine = key?.isLineBreak === true && line.trim() === '';
    return pauseFor({
      immediate: isInvoked ? 'invoked' : isNewLine ? 'new-line' : undefined,
      sinceKey: key ? time - key.time : 0,
      intervals: this.#rhythm.intervals,
      answerTime: this.#answers.quantile(0.5),
      reaction: this.#reaction.factor(time),
      power: pauseFactor,
    });
  }
}
