import { describe, expect, test } from 'vitest';
import { ByteAlphabet } from '../../../../../src/engine/model/tokenizer/byte-alphabet';

const alphabet = new ByteAlphabet();
const ALL = Array.from({ length: 256 }, (_, byte) => byte);

test('every byte has a letter of its own, and the letter means the byte', () => {
  const letters = ALL.map((byte) => alphabet.letter(byte));
  expect(new Set(letters).size).toBe(256);
  expect([...(alphabet.bytes(letters.join('')) ?? [])]).toEqual(ALL);
});

// As in every vocabulary of GPT-2's kind: Ġ is a space, Ċ a line feed, ĉ a tab, č a carriage return.
test.each([
  [0x21, '!'],
  [0x7e, '~'],
  [0xa1, '¡'],
  [0xff, 'ÿ'],
  [0x00, 'Ā'],
  [0x09, 'ĉ'],
  [0x0a, 'Ċ'],
  [0x0d, 'č'],
  [0x20, 'Ġ'],
  [0x7f, 'ġ'],
  [0xa0, 'ł'],
  [0xad, 'Ń'],
])('byte %i is %s', (byte, letter) => {
  expect(alphabet.letter(byte)).toBe(letter);
  expect(alphabet.bytes(letter)).toEqual(Uint8Array.of(byte));
});

test('letters can be seen: none is white space or a control character', () => {
  for (const byte of ALL) expect(alphabet.letter(byte)).toMatch(/^[^\p{C}\p{Z}]$/u);
});

describe('what is not of the alphabet has no bytes', () => {
  test.each([' ', 'a b', '\n', '\u007f', '\u00a0', '\u00ad', '\u0144', '世', '😀', 'a\u2581'])('%j', (token) => {
    expect(alphabet.bytes(token)).toBeUndefined();
  });
});

test('no letters are no bytes', () => {
  expect(alphabet.bytes('')).toEqual(new Uint8Array(0));
});
