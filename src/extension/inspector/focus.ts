import type { PanelState } from '../../protocol/panel';
import type { SamplingSettings } from '../../sampling/settings';
import { type Front, isSamePlace } from './place';
import type { Subject, Suggestion } from './subject';

/** What the inspector is to look at: what is in front, unless the user holds it to something else. */
export class Focus {
  front: Front;
  following = true;
  pinned = false;
  /** Whether the end of the text is taken back, as completions do. */
  heal = true;
  /** Which token to look at; the last when undefined. */
  position: number | undefined;
  #text: string | undefined;
  #suggestion: Suggestion | undefined;

  constructor(front: Front) {
    this.front = front;
  }

  /** Looks at a text of one's own instead of the document; undefined is back to the document. */
  set text(text: string | undefined) {
    this.#text = text;
    this.#suggestion = undefined;
    this.position = undefined;
  }

  /** Looks at a suggestion, and stays there. */
  set suggestion(suggestion: Suggestion) {
    this.#suggestion = suggestion;
    this.#text = undefined;
    this.position = undefined;
    this.pinned = true;
  }

  /** Lets go of what was held. */
  unpin(): void {
    this.pinned = false;
    this.#suggestion = undefined;
  }

  /** Something else is in front. Tells whether to look there now. */
  moved(front: Front): boolean {
    const before = this.front;
    this.front = front;
    if (!this.following || this.pinned || this.#text !== undefined) return false;
    if (front.kind === 'place' && before.kind === 'place' && isSamePlace(front.place, before.place)) return false;
    this.position = undefined;
    return true;
  }

  /**
   * What to look at, or the state that says why there is nothing.
   * @param settings for a text of one's own, while no document is in front that has some
   */
  subject(settings: SamplingSettings | undefined): Subject | PanelState {
    const { front } = this;
    if (this.#suggestion) return { kind: 'suggestion', ...this.#suggestion };
    const own = front.kind === 'place' ? front.place.settings : settings;
    if (this.#text !== undefined && own) return { kind: 'text', text: this.#text, settings: own };
    return front.kind === 'place' ? { kind: 'document', place: front.place } : front;
  }
}
