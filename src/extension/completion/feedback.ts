import type { Answers } from '../../completion/lookup/answers';
import { type Place, typedBetween } from '../../completion/lookup/place';
import type { Timing } from '../../completion/pause/timing';
import type { Run } from '../../completion/trace/trace';
import type { Clock } from '../engine/clock';
import { type Shown, verdict } from './shown';

/** What became of the suggestions that were given, as far as that is to be seen from what a person does next. */
export class Feedback {
  readonly #timing: Pick<Timing, 'accepted' | 'rejected'>;
  readonly #answers: Pick<Answers<Run>, 'evict'>;
  readonly #clock: Pick<Clock, 'now'>;
  #shown: Shown | undefined;
  /** What of the shown suggestion is not typed yet; undefined when something else was. */
  #expected: string | undefined;
  /** Where a suggestion of several lines was not taken. */
  #rejectedBlock: Place | undefined;
  #lastPlace: Place | undefined;

  constructor(timing: Pick<Timing, 'accepted' | 'rejected'>, answers: Pick<Answers<Run>, 'evict'>, clock: Pick<Clock, 'now'>) {
    this.#timing = timing;
    this.#answers = answers;
    this.#clock = clock;
  }

  /** A suggestion is given to VS Code, perhaps the rest of the one before. */
  gave(place: Place, text: string, run: Run): void {
    const since = this.#shown && this.shows(run) ? this.#shown.since : this.#clock.now();
    this.#shown = { place, text, run, since };
    this.#expected = text;
  }

  /** Whether what is shown is from this question to the engine. */
  shows({ request }: Pick<Run, 'request'>): boolean {
    return this.#shown?.run.request === request;
  }

  /** A text was changed. @returns whether that was along the suggestion */
  edited(document: string, inserted: string): boolean {
    // A suggestion that is accepted may take the place of text, so it does not matter whether some was removed.
    const isAlong = inserted !== '' && this.#shown?.place.document === document && this.#expected?.startsWith(inserted) === true;
    this.#expected = isAlong ? this.#expected?.slice(inserted.length) : undefined;
    return isAlong;
  }

  /** The suggestion was taken as a whole. */
  accepted(): void {
    if (this.#shown) this.#timing.accepted(this.#clock.now());
    this.#shown = undefined;
  }

  /** Learns from where the cursor is now what became of the last suggestion. */
  judge(place: Place): void {
    const now = this.#clock.now();
    const result = this.#shown && verdict(this.#shown, place, now);
    if (result === 'accepted') this.#timing.accepted(now);
    if (result === 'rejected') this.#timing.rejected(now);
    if (result === 'rejected' && this.#shown?.text.includes('\n')) this.#rejectedBlock = this.#shown.place;
    if (result !== 'pending') this.#shown = undefined;
    // Text that was deleted again was not wanted, wherever it came from.
    if (this.#lastPlace && typedBetween(place, this.#lastPlace)) this.#answers.evict(place);
    this.#lastPlace = place;
  }

  /** Whether a block was not taken here; white space typed since, as by Enter, leads nowhere else. */
  isRejectedAt(place: Place): boolean {
    return this.#rejectedBlock !== undefined && typedBetween(this.#rejectedBlock, place)?.trim() === '';
  }

  /** Forgets a document. */
  forget(document: string): void {
    if (this.#shown?.place.document === document) this.#shown = undefined;
  }
}
