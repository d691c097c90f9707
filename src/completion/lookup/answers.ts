/**
 * Earlier answers, found again by the text around the cursor: where they were given, and at every place on the way along them.
 *
 * Compared is only the end of the text before the cursor, so an answer is found when the part of a document that is read has
 * moved. A trie leads to the few answers that can be meant, so a look-up costs the same with one answer and with hundreds; each of
 * them is then compared character by character.
 */
import { type Before, isLong, pathOf, pathsAt } from './paths';
import { isSameAfter, type Place, restOf } from './place';
import { Trie } from './trie';

/** Of the text before the cursor, how much has to be the same. */
const BEFORE_WINDOW = 1_024;
/** Answers that are kept. */
export const MOST_ANSWERS = 256;
/** Characters of the texts before the cursor that they hold on to: 64 of the longest, all of files of 16 KB. */
const MOST_CHARACTERS = 4 * 1024 * 1024;

export interface Found<T> {
  /** What is left of the answer's best text that goes on like the document; empty when the answer was that there is nothing. */
  readonly texts: readonly string[];
  /** What of it is in the document already. */
  readonly typed: string;
  readonly answer: T;
}

interface Kept<T> {
  readonly place: Place;
  readonly before: Before;
  readonly texts: readonly string[];
  readonly answer: T;
  /** Higher when it was used later. */
  used: number;
}

/** The answers to questions that differ only in where they were asked. */
interface Shelf<T> {
  readonly trie: Trie<Kept<T>>;
  /** The longest way back to where an answer was given. */
  lines: number;
  characters: number | undefined;
}

export class Answers<T> {
  readonly #kept = new Set<Kept<T>>(); // used longest ago first
  readonly #shelves = new Map<string, Shelf<T>>();
  #characters = 0;
  #uses = 0;

  /** Keeps suggestions for a place, best first; none says that nothing is suggested there. It takes the place of an earlier answer. */
  put(place: Place, texts: readonly string[], answer: T): void {
    const text = place.prefix.text.slice(-BEFORE_WINDOW);
    const before = { text, isWhole: place.prefix.start === 0 && text.length === place.prefix.text.length };
    for (const near of this.#near(place)) {
      if (near.before.text === text && isSameAfter(near.place.after, place.after, false)) this.#drop(near);
    }
    this.#add({ place, before, texts, answer, used: this.#uses++ });
    for (const oldest of this.#kept) {
      if (this.#kept.size <= MOST_ANSWERS && this.#characters <= MOST_CHARACTERS) break;
      this.#drop(oldest);
    }
  }

  /** What an earlier answer says here; undefined when none does. */
  find(place: Place): Found<T> | undefined {
    for (const kept of this.#near(place)) {
      const found = along(kept, place);
      if (!found) continue;
      kept.used = this.#uses++;
      this.#kept.delete(kept);
      this.#kept.add(kept);
      return { ...found, answer: kept.answer };
    }
    return undefined;
  }

  /** Forgets what would be found here. */
  evict(place: Place): void {
    for (const kept of this.#near(place)) if (along(kept, place)) this.#drop(kept);
  }

  forget(document: string): void {
    for (const kept of this.#kept) if (kept.place.document === document) this.#drop(kept);
  }

  /** All answers that say something here, and a few more; used last first. */
  #near(place: Place): readonly Kept<T>[] {
    const shelf = this.#shelves.get(shelfOf(place));
    if (!shelf) return [];
    const near = new Set<Kept<T>>();
    for (const path of pathsAt(place.prefix.text, shelf, BEFORE_WINDOW)) for (const kept of shelf.trie.beginningWith(path)) near.add(kept);
    return [...near].sort((one, other) => other.used - one.used);
  }

  #add(kept: Kept<T>): void {
    const name = shelfOf(kept.place);
    const shelf = this.#shelves.get(name) ?? { trie: new Trie(), lines: 0, characters: undefined };
    this.#shelves.set(name, shelf);
    for (const path of pathsOf(kept)) shelf.trie.add(path, kept);
    for (const text of kept.texts) {
      shelf.lines = Math.max(shelf.lines, text.split('\n').length - 1);
      if (isLong(kept.before)) shelf.characters = Math.max(shelf.characters ?? 0, text.length);
    }
    if (isLong(kept.before)) shelf.characters ??= 0;
    this.#kept.add(kept);
    this.#characters += kept.place.prefix.text.length;
  }

  #drop(kept: Kept<T>): void {
    const name = shelfOf(kept.place);
    const shelf = this.#shelves.get(name);
    for (const path of pathsOf(kept)) shelf?.trie.delete(path, kept);
    if (shelf?.trie.isEmpty) this.#shelves.delete(name);
    this.#kept.delete(kept);
    this.#characters -= kept.place.prefix.text.length;
  }
}

const shelfOf = ({ document, language, conditions }: Place) => JSON.stringify([document, language, conditions]);

const pathsOf = <T>({ before, texts }: Kept<T>) => (texts.length === 0 ? [''] : texts).map((text) => pathOf(before, text));

/** What an answer to the same question says at a place. */
function along<T>(kept: Kept<T>, place: Place): Omit<Found<T>, 'answer'> | undefined {
  const now = place.prefix.text;
  const here = (typed: string) => isAfter(kept.before, now, typed) && isSameAfter(kept.place.after, place.after, typed !== '');
  if (here('')) return { texts: kept.texts, typed: '' };
  const last = now.at(-1) ?? '';
  for (const text of kept.texts) {
    for (const length of lengthsUpTo(text, last)) {
      const typed = text.slice(0, length);
      if (here(typed)) return { texts: [restOf(text, typed) ?? ''], typed };
    }
  }
  return undefined;
}

/** The lengths of the beginnings of a text that end with a character, the longest first; not of all of it. */
function* lengthsUpTo(text: string, last: string): Generator<number> {
  if (last === '') return;
  for (let length = text.length - 1; length > 0; length--) if (text[length - 1] === last) yield length;
}

/** Whether a text is what stood before the cursor then, and `typed`; but for the indentation, where more stood on the line. */
function isAfter({ text: before, isWhole }: Before, now: string, typed: string): boolean {
  const matches = (head: string, tail: string) => (isWhole ? head === tail : head.endsWith(tail));
  if (!now.endsWith(typed)) return false;
  const head = now.slice(0, now.length - typed.length);
  if (matches(head, before)) return true;

  const line = before.lastIndexOf('\n') + 1;
  const words = before.slice(line).trimStart();
  if (words === '' || (line === 0 && !isWhole) || !head.endsWith(words)) return false;
  let end = head.length - words.length;
  while (end > 0 && (head[end - 1] === ' ' || head[end - 1] === '\t')) end--;
  return matches(head.slice(0, end), before.slice(0, line));
}
