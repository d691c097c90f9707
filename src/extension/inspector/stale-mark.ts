import type { PanelState } from '../../protocol/panel';
import type { Clock } from '../engine/clock';
import { isSamePlace, type Where } from './place';
import type { Subject } from './subject';

/** While somebody types, and while the ghost text of the last key is awaited, edits are not counted aloud: each message is drawn, on the cores that complete. */
const COUNT_AFTER_MS = 1_000;

/** Says that the page shows numbers of another place, at once; and how many edits ago, when it is quiet. */
export class StaleMark {
  readonly #clock: Clock;
  readonly #show: (state: PanelState) => void;
  #counting: (() => void) | undefined;
  #latest: PanelState | undefined;

  constructor(clock: Clock, show: (state: PanelState) => void) {
    this.#clock = clock;
    this.#show = show;
  }

  /** @param subject what the page shows @param where the cursor is now */
  moved(subject: Subject | undefined, where: Where): void {
    const state = subject && staleState(subject, where);
    if (!state) return; // an editor that is gone to again has not moved
    this.#latest = state;
    const isTold = this.#counting !== undefined;
    this.#counting?.();
    this.#counting = this.#clock.after(COUNT_AFTER_MS, () => {
      this.#counting = undefined;
      this.#tell();
    });
    if (!isTold) this.#tell();
  }

  /** The page is about to show something else. */
  stop(): void {
    this.#counting?.();
    this.#counting = undefined;
    this.#latest = undefined;
  }

  #tell(): void {
    if (this.#latest) this.#show(this.#latest);
  }
}

/** What is to be said of numbers of another place than where the cursor is now; undefined where they are of this one. */
export function staleState(subject: Subject, where: Where): PanelState | undefined {
  if (subject.kind !== 'document') return undefined;
  if (where.kind === 'place' && isSamePlace(where.place, subject.place)) return undefined;
  const { line, version, document } = subject.place;
  const now = where.kind === 'place' && where.place.document === document ? where.place.version : version;
  return { kind: 'stale', line, edits: Math.max(0, now - version) };
}
