/**
 * Earlier answers, found again by the text around the cursor: where they were given, and at every place on the way along them.
 *
 * Compared is only the end of the text before the cursor, so an answer is found when the part of a document that is read has
 * moved. There are few enough to look at each, which is faster than keeping a tree of them.
 */
import { isSameAfter, isSameQuestion, type Place, restOf } from './place';

/** Of the text before the cursor, how much has to be the same. */
const BEFORE_WINDOW = 1_024;
const MOST = 64;

export interface Found<T> {
  /** What is left of the answer's best text that goes on like the document; empty when the answer was that there is nothing. */
  readonly texts: readonly string[];
  /** What of it is in the document already. */
  readonly typed: string;
  readonly answer: T;
}

interface Kept<T> {
  readonly place: Place;
  readonly before: string;
  readonly texts: readonly string[];
  readonly answer: T;
}

export class Answers<T> {
  #kept: readonly Kept<T>[] = []; // used last first

  /** Keeps suggestions for a place, best first; none says that nothing is suggested there. It takes the place of an earlier answer. */
  put(place: Place, texts: readonly string[], answer: T): void {
    const before = place.prefix.text.slice(-BEFORE_WINDOW);
    const others = this.#kept.filter((kept) => kept.before !== before || !isSamePlace(kept.place, place));
    this.#kept = [{ place, before, texts, answer }, ...others].slice(0, MOST);
  }

  /** What an earlier answer says here; undefined when none does. */
  find(place: Place): Found<T> | undefined {
    for (const kept of this.#kept) {
      const found = along(kept, place);
      if (!found) continue;
      this.#kept = [kept, ...this.#kept.filter((other) => other !== kept)];
      return { ...found, answer: kept.answer };
    }
    return undefined;
  }

  /** Forgets what would be found here. */
  evict(place: Place): void {
    this.#kept = this.#kept.filter((kept) => !along(kept, place));
  }

  forget(document: string): void {
    this.#kept = this.#kept.filter(({ place }) => place.document !== document);
  }
}

const isSamePlace = (a: Place, b: Place) => isSameQuestion(a, b) && isSameAfter(a.after, b.after, false);

function along<T>(kept: Kept<T>, place: Place): Omit<Found<T>, 'answer'> | undefined {
  if (!isSameQuestion(kept.place, place)) return undefined;
  const here = (typed: string) => isAfter(kept, place.prefix.text, typed) && isSameAfter(kept.place.after, place.after, typed !== '');
  if (kept.texts.length === 0) return here('') ? { texts: [], typed: '' } : undefined;
  if (here('')) return { texts: kept.texts, typed: '' };
  for (const text of kept.texts) {
    for (let length = text.length - 1; length > 0; length--) {
      const typed = text.slice(0, length);
      if (here(typed)) return { texts: [restOf(text, typed) ?? ''], typed };
    }
  }
  return undefined;
}

/** Whether a text is what stood before the cursor then, and `typed`; but for the indentation, where more stood on the line. */
function isAfter<T>({ before, place }: Kept<T>, now: string, typed: string): boolean {
  const isWhole = place.prefix.start === 0 && before.length === place.prefix.text.length;
  const matches = (head: string, tail: string) => (isWhole ? head === tail : head.endsWith(tail));
  if (!now.endsWith(typed)) return false;
  const head = now.slice(0, now.length - typed.length);
  if (matches(head, before)) return true;

  const line = before.lastIndexOf('\n') + 1;
  const words = before.slice(line).trimStart();
  if (words === '' || (line === 0 && !isWhole) || !head.endsWith(words)) return false;
  const indented = head.slice(0, head.length - words.length);
  return matches(indented.replace(/[ \t]+$/, ''), before.slice(0, line));
}
