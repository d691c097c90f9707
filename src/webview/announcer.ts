const PAUSE = 1000; // milliseconds between two sentences: a reader is not to be talked over
const AGAIN = '\u00a0'; // not heard, but without a change of the text nothing is

/** What a polite live region says: the latest sentence, at most one a second. */
export class Announcer {
  text = '';
  readonly #onChange: () => void;
  readonly #isHeard: () => boolean;
  #waiting: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param isHeard whether the page is still in use when a sentence has waited for its turn */
  constructor(onChange: () => void, isHeard: () => boolean) {
    this.#onChange = onChange;
    this.#isHeard = isHeard;
  }

  say(sentence: string): void {
    if (sentence === '') return;
    if (this.#timer !== undefined) {
      this.#waiting = sentence;
      return;
    }
    this.text = sentence === this.text ? `${sentence}${AGAIN}` : sentence;
    this.#timer = setTimeout(() => this.#next(), PAUSE);
  }

  #next(): void {
    this.#timer = undefined;
    const sentence = this.#waiting;
    this.#waiting = undefined;
    if (sentence === undefined || !this.#isHeard()) return;
    this.say(sentence);
    this.#onChange();
  }
}
