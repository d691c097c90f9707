import fc from 'fast-check';
import { expect, test } from 'vitest';
import { StreamDecoder } from '../../../../../src/engine/model/tokenizer/stream-decoder';

/** Whole characters, many of them of several bytes. */
const character = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  fc.constantFrom('é', '世', '😀', '\ufeff', '\0', '\u{10ffff}'),
);
const text = fc.array(character, { maxLength: 30 }).map((characters) => Buffer.from(characters.join('')).toString());
const cuts = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 });

/** The bytes in pieces, cut at these parts of the whole. */
function pieces(bytes: Buffer, at: readonly number[]): Buffer[] {
  const borders = [0, ...at.map((part) => Math.round(part * bytes.length)).sort((a, b) => a - b), bytes.length];
  return borders.slice(1).map((end, index) => bytes.subarray(borders[index], end));
}

test('however bytes are cut, the text is the same, and each piece gives whole characters', () => {
  fc.assert(
    fc.property(text, cuts, (whole, at) => {
      const decoder = new StreamDecoder();
      const found = pieces(Buffer.from(whole), at).map((piece) => decoder.push(piece));
      expect(found.join('')).toBe(whole);
      for (const part of found) expect(Buffer.from(part).toString()).toBe(part); // no half of a surrogate pair
    }),
    { numRuns: 500 },
  );
});

test('valid text never shows as U+FFFD, not even for a moment', () => {
  fc.assert(
    fc.property(
      text.filter((whole) => !whole.includes('\ufffd')),
      (whole) => {
        const decoder = new StreamDecoder();
        for (const byte of Buffer.from(whole)) expect(decoder.push(Uint8Array.of(byte))).not.toContain('\ufffd');
      },
    ),
  );
});

test('a character comes with its last byte', () => {
  const decoder = new StreamDecoder();
  expect([0xf0, 0x9f, 0x98, 0x80].map((byte) => decoder.push(Uint8Array.of(byte)))).toEqual(['', '', '', '😀']);
});

test('a byte order mark is a character like others', () => {
  expect(new StreamDecoder().push(Buffer.from('\ufeffa'))).toBe('\ufeffa');
});

test('what is no UTF-8 becomes U+FFFD, and the text goes on', () => {
  const decoder = new StreamDecoder();
  expect(decoder.push(Uint8Array.of(0x61, 0xff, 0x62))).toBe('a\ufffdb');
  expect(decoder.push(Uint8Array.of(0xe4))).toBe('');
  expect(decoder.push(Buffer.from('c'))).toBe('\ufffdc');
});

test('two decoders know nothing of each other', () => {
  const [one, two] = [new StreamDecoder(), new StreamDecoder()];
  one.push(Uint8Array.of(0xe4));
  expect(two.push(Buffer.from('a'))).toBe('a');
  expect(one.push(Uint8Array.of(0xb8, 0x96))).toBe('世');
});
