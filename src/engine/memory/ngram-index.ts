/**
 * A sequence of tokens, and where in it any three of them stand together: a hash of the three leads to the latest place, and
 * each place to the one before with the same hash. Tokens are added and taken away at the end alone, so that typing costs what
 * it changes; both leave exactly what building the sequence anew would.
 *
 * 12 to 24 bytes a token: the token, the place before, and the table, each 4 bytes, in arrays that double when they are full.
 */

/** Tokens that are looked up together. */
export const GRAM = 3;
const SMALLEST = 256; // tokens that there is room for at first
const NOWHERE = -1;

export class NgramIndex {
  #tokens = new Int32Array(SMALLEST);
  /** By place: the place before whose gram has the same hash. */
  #before = new Int32Array(SMALLEST);
  /** By hash: the latest place. */
  #latest = new Int32Array(SMALLEST).fill(NOWHERE);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  get bytes(): number {
    return this.#tokens.byteLength + this.#before.byteLength + this.#latest.byteLength;
  }

  token(place: number): number {
    return this.#tokens[place]!;
  }

  /** The tokens from one place up to another. */
  slice(from: number, to: number): number[] {
    return Array.from(this.#tokens.subarray(from, Math.min(to, this.#length)));
  }

  append(tokens: ArrayLike<number>, from = 0): void {
    this.#reserve(this.#length + tokens.length - from);
    for (let at = from; at < tokens.length; at++) {
      this.#tokens[this.#length] = tokens[at]!;
      this.#link(this.#length++);
    }
  }

  /** Forgets the tokens from `length` on. */
  rewindTo(length: number): void {
    for (let place = this.#length - 1; place >= Math.max(length, GRAM); place--)
      this.#latest[this.#hashBefore(place)] = this.#before[place]!;
    this.#length = Math.min(this.#length, length);
  }

  /** How many tokens from `place` on are those from `tokens[0]` on. */
  agreement(place: number, tokens: ArrayLike<number>): number {
    const most = Math.min(tokens.length, this.#length - place);
    let same = 0;
    while (same < most && this.#tokens[place + same] === tokens[same]) same++;
    return same;
  }

  /** How many tokens before `place` are the last ones of `text`, counted up to `most`. */
  match(place: number, text: readonly number[], most: number): number {
    const limit = Math.min(most, place, text.length);
    const last = text.length - 1;
    let match = 0;
    while (match < limit && this.#tokens[place - 1 - match] === text[last - match]) match++;
    return match;
  }

  /** The latest place that a gram of this hash stands before, or a negative number; the gram itself has to be compared. */
  latest(hash: number): number {
    return this.#latest[hash & (this.#latest.length - 1)]!;
  }

  /** The place before with the same hash, or a negative number. */
  before(place: number): number {
    return this.#before[place]!;
  }

  #hashBefore(place: number): number {
    return gramHash(this.#tokens[place - 3]!, this.#tokens[place - 2]!, this.#tokens[place - 1]!) & (this.#latest.length - 1);
  }

  #link(place: number): void {
    if (place < GRAM) return;
    const hash = this.#hashBefore(place);
    this.#before[place] = this.#latest[hash]!;
    this.#latest[hash] = place;
  }

  #reserve(length: number): void {
    if (length <= this.#tokens.length) return;
    let room = this.#tokens.length;
    while (room < length) room *= 2;
    const tokens = new Int32Array(room);
    tokens.set(this.#tokens.subarray(0, this.#length));
    this.#tokens = tokens;
    this.#before = new Int32Array(room);
    this.#latest = new Int32Array(room).fill(NOWHERE);
    for (let place = GRAM; place < this.#length; place++) this.#link(place);
  }
}

/** Mixes three ids into 32 bits, of which tables use the lower ones (multiply and shift, as in MurmurHash3). */
export function gramHash(first: number, second: number, third: number): number {
  let hash = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b) ^ Math.imul(third, 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return hash ^ (hash >>> 13);
}
