/**
 * Token healing: a cursor rarely stands on a token's border, and a model that is shown the wrong border goes astray.
 * So the last token is taken back, and with it the rest of a word that it continues, which the whole word would have cut
 * otherwise, or a trailing run of white space, line break included, which almost always belongs to the token that follows.
 * Then only tokens are let through that spell again what was taken back.
 */
import type { Vocabulary } from '../model/tokenizer/vocabulary';

const MOST_TOKENS = 16;
/** Of a word, which seldom has more; scripts without spaces would have a sentence of them. */
const MOST_TOKENS_OF_WORD = 4;

export interface BackedUp {
  /** The tokens that stay. */
  readonly prompt: readonly number[];
  /** The bytes of those that were taken back, to be spelled again. */
  readonly healed: Uint8Array;
}

/** Takes back the end of `ids`; control tokens are never taken back. */
export function backUp(ids: readonly number[], vocabulary: Vocabulary): BackedUp {
  const spaces = trailingSpaces(ids, vocabulary);
  let keep = ids.length;
  let bytes = 0;
  const goesOn = (taken: number) =>
    taken === 0 || bytes < spaces || (taken < MOST_TOKENS_OF_WORD && isWithinWord(ids[keep - 1]!, ids[keep]!, vocabulary));
  while (keep > 0 && ids.length - keep < MOST_TOKENS && !vocabulary.isControl(ids[keep - 1]!) && goesOn(ids.length - keep)) {
    keep--;
    bytes += vocabulary.bytes(ids[keep]!).length;
  }
  const healed = new Uint8Array(bytes);
  let at = 0;
  for (let index = keep; index < ids.length; index++) {
    const token = vocabulary.bytes(ids[index]!);
    healed.set(token, at);
    at += token.length;
  }
  return { prompt: ids.slice(0, keep), healed };
}

/** Bytes of white space at the end of the text; more than can be taken back need not be counted. */
function trailingSpaces(ids: readonly number[], vocabulary: Vocabulary): number {
  let spaces = 0;
  for (let index = ids.length - 1; index >= Math.max(0, ids.length - MOST_TOKENS); index--) {
    const bytes = vocabulary.bytes(ids[index]!);
    for (let at = bytes.length - 1; at >= 0; at--) {
      if (!isSpace(bytes[at]!)) return spaces;
      spaces++;
    }
  }
  return spaces;
}

/** Whether two tokens meet inside a word. */
function isWithinWord(before: number, after: number, vocabulary: Vocabulary): boolean {
  const last = vocabulary.bytes(before).at(-1);
  const first = vocabulary.bytes(after)[0];
  return last !== undefined && first !== undefined && isLetter(last) && isLetter(first);
}

/** Letters of ASCII; bytes of other characters count as such, as most of them are of letters. */
const isLetter = (byte: number) => (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a) || byte >= 0x80;

const isSpace = (byte: number) => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);

/** Lets through the tokens that agree with what is still to be spelled. */
export class Constraint {
  readonly #vocabulary: Vocabulary;
  readonly #rest: Uint8Array;

  constructor(vocabulary: Vocabulary, healed: Uint8Array) {
    this.#vocabulary = vocabulary;
    this.#rest = healed;
  }

  /** Whether everything is spelled, so that any token may follow. */
  get done(): boolean {
    return this.#rest.length === 0;
  }

  /** The tokens that are a beginning of what is left, or begin with all of it. */
  *allowed(): Generator<number> {
    for (const id of this.#vocabulary.startingWith(this.#rest[0]!)) {
      if (agrees(this.#vocabulary.bytes(id), this.#rest)) yield id;
    }
  }

  /** What is left after an allowed token. */
  after(id: number): Constraint {
    if (this.done) return this;
    return new Constraint(this.#vocabulary, this.#rest.subarray(Math.min(this.#vocabulary.bytes(id).length, this.#rest.length)));
  }
}

function agrees(token: Uint8Array, rest: Uint8Array): boolean {
  const shared = Math.min(token.length, rest.length);
  for (let index = 0; index < shared; index++) if (token[index] !== rest[index]) return false;
  return true;
}
