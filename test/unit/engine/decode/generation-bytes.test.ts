import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Generation } from '../../../../src/engine/decode/generation';
import { Vocabulary } from '../../../../src/engine/model/tokenizer/vocabulary';

/** Whole characters, many of them of several bytes. */
const character = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  fc.constantFrom('é', '世', '😀', '\ufeff', '\0', '\u{10ffff}'),
);
const text = fc.array(character, { maxLength: 30 }).map((characters) => Buffer.from(characters.join('')).toString());

/** A token for each byte: every text is cut in as many ways as it can be. */
const vocabulary = new Vocabulary(Array.from({ length: 256 }, (_, byte) => ({ bytes: Uint8Array.of(byte), type: 1 })));
const start = () => new Generation(vocabulary, new Uint8Array(0), () => undefined);

/** The text after each byte. */
function texts(generation: Generation, bytes: Iterable<number>): string[] {
  return Array.from(bytes, (byte) => {
    generation.push(byte, -1);
    return generation.text;
  });
}

test('byte by byte, whole characters come and stay, and the end is the text', () => {
  fc.assert(
    fc.property(text, (whole) => {
      const found = texts(start(), Buffer.from(whole));
      for (const part of found) {
        expect(whole.startsWith(part)).toBe(true);
        expect(Buffer.from(part).toString()).toBe(part); // no half of a surrogate pair
      }
      expect(found.at(-1) ?? '').toBe(whole);
    }),
    { numRuns: 300 },
  );
});

test('a character comes with its last byte', () => {
  expect(texts(start(), [0xf0, 0x9f, 0x98, 0x80])).toEqual(['', '', '', '😀']);
});

test('a byte order mark is a character like others', () => {
  expect(texts(start(), Buffer.from('\ufeffa')).at(-1)).toBe('\ufeffa');
});

test('what is no UTF-8 becomes U+FFFD, and the text goes on', () => {
  expect(texts(start(), [0x61, 0xff, 0x62]).at(-1)).toBe('a\ufffdb');
  expect(texts(start(), [0xe4, 0x63])).toEqual(['', '\ufffdc']);
});

test('forks share their past and nothing else', () => {
  const one = start();
  one.push(0xe4, -1);
  const two = one.fork();
  one.push(0x61, -2);
  expect(texts(two, [0xb8, 0x96]).at(-1)).toBe('世');
  expect(one.text).toBe('\ufffda');
  expect([one.logprob, two.logprob]).toEqual([-3, -3]);
  expect(one.tokens.map(({ id }) => id)).toEqual([0xe4, 0x61]);
});
