const PAUSE = 1000; // milliseconds between two sentences: a reader is not to be talked over

/** What a polite live region says: the latest sentence, at most one a second. */
export class Announcer {
  text = '';
  readonly #onChange: () => void;
  #waiting: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  say(sentence: string): void {
    if (this.#timer !== undefined) {
      this.#waiting = sentence;
      return;
    }
    this.text = sentence;
    this.#timer = setTimeout(() => this.#next(), PAUSE);
  }

  #next(): void {
    this.#timer = undefined;
    const sentence = this.#waiting;
    this.#waiting = undefined;
    if (sentence === undefined) return;
    this.say(sentence);
    this.#onChange();
  }
}
