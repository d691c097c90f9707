/** What followed the longest earlier occurrence of a text's last tokens, wherever it stands. */
import { GRAM, gramHash, type NgramIndex } from './ngram-index';

/** Longer matches say no more. */
export const LONGEST_MATCH = 16;
/** Different tokens that are told apart; what else followed counts in `total` alone. */
const MOST_TOKENS = 32;
/** Places that are looked at for one token, so that code which repeats itself a thousand times costs no more than this. */
const MOST_PLACES = 2_048;

/** Filled anew by each search, so that searching allocates nothing. */
export class Evidence {
  /** How many tokens agreed; 0 when fewer than three did. */
  match = 0;
  /** At how many places. */
  total = 0;
  /** Different tokens that followed there. */
  size = 0;
  readonly ids = new Int32Array(MOST_TOKENS);
  readonly counts = new Int32Array(MOST_TOKENS);
  /** The first place that was found, among those of the longest match: of the first sequence that has one, the latest. */
  first: { readonly index: NgramIndex; readonly place: number } | undefined;

  /** The part of the places where the most frequent token followed. */
  get agreement(): number {
    let most = 0;
    for (let slot = 0; slot < this.size; slot++) most = Math.max(most, this.counts[slot]!);
    return this.total === 0 ? 0 : most / this.total;
  }

  /**
   * Searches sequences, in order; of each the latest places first.
   * @param text the tokens so far; only the last few are looked at
   */
  search(indexes: readonly NgramIndex[], text: readonly number[]): void {
    this.match = 0;
    this.#begin();
    const { length } = text;
    if (length < GRAM) return;
    const hash = gramHash(text[length - 3]!, text[length - 2]!, text[length - 1]!);
    let left = MOST_PLACES;
    for (const index of indexes) {
      for (let place = index.latest(hash); place >= 0 && left-- > 0; place = index.before(place)) {
        const match = index.match(place, text, LONGEST_MATCH);
        if (match < GRAM || match < this.match) continue;
        if (match > this.match) {
          this.match = match;
          this.#begin();
        }
        this.first ??= { index, place };
        this.#count(index.token(place));
      }
    }
  }

  #begin(): void {
    this.total = 0;
    this.size = 0;
    this.first = undefined;
  }

  #count(id: number): void {
    this.total++;
    let slot = 0;
    while (slot < this.size && this.ids[slot] !== id) slot++;
    if (slot === MOST_TOKENS) return;
    if (slot === this.size) {
      this.ids[slot] = id;
      this.counts[slot] = 0;
      this.size++;
    }
    this.counts[slot]!++;
  }
}
