import { isSameAfter, isSameQuestion, type Place, restOf } from '../../../../src/completion/lookup/place';

interface Kept {
  readonly place: Place;
  readonly before: string;
  readonly texts: readonly string[];
  readonly answer: number;
}

const BEFORE_WINDOW = 1_024;

/** What `Answers` has to find, by looking at every answer in every length. */
export class ScannedAnswers {
  #kept: readonly Kept[] = []; // used last first

  put(place: Place, texts: readonly string[], answer: number): void {
    const before = place.prefix.text.slice(-BEFORE_WINDOW);
    const isSame = (kept: Kept) =>
      kept.before === before && isSameQuestion(kept.place, place) && isSameAfter(kept.place.after, place.after, false);
    this.#kept = [{ place, before, texts, answer }, ...this.#kept.filter((kept) => !isSame(kept))];
  }

  find(place: Place) {
    for (const kept of this.#kept) {
      const found = along(kept, place);
      if (!found) continue;
      this.#kept = [kept, ...this.#kept.filter((other) => other !== kept)];
      return { ...found, answer: kept.answer };
    }
    return undefined;
  }

  evict(place: Place): void {
    this.#kept = this.#kept.filter((kept) => !along(kept, place));
  }

  forget(document: string): void {
    this.#kept = this.#kept.filter(({ place }) => place.document !== document);
  }
}

function along(kept: Kept, place: Place) {
  if (!isSameQuestion(kept.place, place)) return undefined;
  const here = (typed: string) => isAfter(kept, place.prefix.text, typed) && isSameAfter(kept.place.after, place.after, typed !== '');
  if (here('')) return { texts: kept.texts, typed: '' };
  for (const text of kept.texts) {
    for (let length = text.length - 1; length > 0; length--) {
      const typed = text.slice(0, length);
      if (here(typed)) return { texts: [restOf(text, typed)], typed };
    }
  }
  return undefined;
}

function isAfter({ before, place }: Kept, now: string, typed: string): boolean {
  const isWhole = place.prefix.start === 0 && before.length === place.prefix.text.length;
  const matches = (head: string, tail: string) => (isWhole ? head === tail : head.endsWith(tail));
  if (!now.endsWith(typed)) return false;
  const head = now.slice(0, now.length - typed.length);
  if (matches(head, before)) return true;
  const line = before.lastIndexOf('\n') + 1;
  const words = before.slice(line).trimStart();
  if (words === '' || (line === 0 && !isWhole) || !head.endsWith(words)) return false;
  const indented = head.slice(0, head.length - words.length);
  return matches(indented.replace(/(?<![ \t])[ \t]+$/, ''), before.slice(0, line));
}
