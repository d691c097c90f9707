import type { PanelState } from '../../protocol/panel';
import type { SamplingSettings } from '../../sampling/settings';
import type { SavedFile } from './desk';
import { type Front, isSamePlace, type Where } from './place';
import type { Subject } from './subject';
import type { Suggestion } from './suggestion';

/** What the inspector is held to instead of what is in front. */
type Held = Exclude<Subject, { readonly kind: 'document' | 'text' }> | { readonly kind: 'text'; readonly text: string };

/** What the inspector is to look at: what is in front, unless the user holds it to something else. */
export class Focus {
  #front: Front;
  #heard: Where; // what was in front when the cursor moved last
  following = true;
  pinned = false;
  /** Whether the end of the text is taken back, as completions do. */
  heal = true;
  /** Which token to look at; undefined for the usual one. */
  position: number | undefined;
  #held: Held | undefined;

  constructor(front: Front) {
    this.#front = front;
    this.#heard = front;
  }

  /** What was in front when it was looked at last. */
  get front(): Front {
    return this.#front;
  }

  set front(front: Front) {
    this.#front = front;
    this.#heard = front;
  }

  /** Other settings, for the place that is looked at: it stays, also where the cursor has gone on. */
  set settings(settings: SamplingSettings) {
    if (this.#front.kind === 'place') this.#front = { kind: 'place', place: { ...this.#front.place, settings } };
  }

  /** Whether it goes where the cursor goes. */
  get follows(): boolean {
    return this.following && !this.pinned && !this.#held;
  }

  /** Looks at a text of one's own instead of the document; undefined is back to the document. */
  set text(text: string | undefined) {
    this.#held = text === undefined ? undefined : { kind: 'text', text };
    this.pinned = false;
    this.position = undefined;
  }

  /** Looks at a suggestion, and stays there. */
  set suggestion(suggestion: Suggestion) {
    this.#hold({ kind: 'suggestion', suggestion });
  }

  /** Looks at a saved inspection, and stays there. */
  set replay(file: SavedFile) {
    this.#hold({ kind: 'replay', ...file });
  }

  /** The subject that it is held to, apart from a text; the same object as long as it is. */
  get held(): Subject | undefined {
    return this.#held?.kind === 'text' ? undefined : this.#held;
  }

  #hold(held: Held): void {
    this.#held = held;
    this.position = undefined;
    this.pinned = true;
  }

  /** Lets go of what was held. */
  unpin(): void {
    this.pinned = false;
    if (this.#held?.kind !== 'text') this.#held = undefined;
  }

  /** The cursor is somewhere. Tells whether to look there now. */
  moved(where: Where): boolean {
    const before = this.#heard;
    this.#heard = where;
    if (!this.follows) return false;
    if (where.kind === 'place' && before.kind === 'place' && isSamePlace(where.place, before.place)) return false;
    this.position = undefined;
    return true;
  }

  /**
   * What to look at, or the state that says why there is nothing.
   * @param settings for a text of one's own, while no document is in front that has some
   */
  subject(settings: SamplingSettings): Subject | PanelState {
    const held = this.#held;
    const front = this.#front;
    if (held?.kind === 'text') return { ...held, settings: front.kind === 'place' ? front.place.settings : settings };
    if (held) return held;
    return front.kind === 'place' ? { kind: 'document', place: front.place } : front;
  }
}
