/**
 * Texts to be remembered, by name, within bounds: the one that was named longest ago goes first. Both sides of the line keep
 * the same bounds, the client so that a new engine can be told again, the engine because it trusts no client.
 */

/** Characters of one text, in UTF-16 units: its beginning. */
export const SOURCE_LIMIT = 65_536;
const MOST_SOURCES = 64;
const MOST_CHARACTERS = 4 * 1024 * 1024;

export class Sources {
  readonly #texts = new Map<string, string>(); // in the order in which they were named
  #characters = 0;

  get size(): number {
    return this.#texts.size;
  }

  /** Names and texts, the one named longest ago first. */
  entries(): Iterable<readonly [source: string, text: string]> {
    return this.#texts.entries();
  }

  /** The text of a source as far as it is kept. */
  text(source: string): string | undefined {
    return this.#texts.get(source);
  }

  /**
   * Remembers a text.
   * @returns the sources that had to go for it
   */
  remember(source: string, text: string): readonly string[] {
    this.forget(source);
    const kept = text.slice(0, SOURCE_LIMIT);
    this.#texts.set(source, kept);
    this.#characters += kept.length;
    const gone: string[] = [];
    for (const oldest of this.#texts.keys()) {
      if (this.#texts.size <= MOST_SOURCES && this.#characters <= MOST_CHARACTERS) break;
      this.forget(oldest);
      gone.push(oldest);
    }
    return gone;
  }

  /** @returns whether there was something to forget */
  forget(source: string): boolean {
    const text = this.#texts.get(source);
    if (text === undefined) return false;
    this.#characters -= text.length;
    return this.#texts.delete(source);
  }
}
