import type { Vocabulary } from './vocabulary';

/** Where a token stands in its text, in UTF-16 units; a part of a character is widened to the whole. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * The spans of the tokens of a text, in order. Bytes that no token has were left out of the tokens and are passed over here.
 * @param ids what the tokenizer made of `text`; they may be its beginning only
 */
export function spansOf(text: string, ids: Iterable<number>, vocabulary: Vocabulary): Span[] {
  const utf8 = new TextEncoder().encode(text); // U+FFFD for a lone surrogate, as the tokenizer reads it
  const spans: Span[] = [];
  let at = 0; // the next byte
  // The character that holds the last byte taken: its place in the text, and the byte where the next one begins.
  let [start, end, nextByte] = [0, 0, 0];
  for (const id of ids) {
    let first: number | undefined;
    for (const byte of vocabulary.bytes(id)) {
      while (at < utf8.length && utf8[at] !== byte) at++;
      while (nextByte <= at && end < text.length) {
        start = end;
        end += (text.codePointAt(start) ?? 0) > 0xffff ? 2 : 1;
        nextByte += byteLength(utf8[nextByte]!);
      }
      first ??= start;
      at++;
    }
    spans.push({ start: first ?? end, end });
  }
  return spans;
}

/** Of the UTF-8 character that begins with this byte. */
function byteLength(first: number): number {
  if (first < 0x80) return 1;
  if (first < 0xe0) return 2;
  return first < 0xf0 ? 3 : 4;
}
