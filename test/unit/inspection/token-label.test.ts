import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openBytes, plainLabel, tokenLabel } from '../../../src/inspection/token-label';
import { wellFormed } from '../engine/texts';

const label = (bytes: string | number[]) =>
  plainLabel(tokenLabel(typeof bytes === 'string' ? new TextEncoder().encode(bytes) : Uint8Array.from(bytes), false));

describe('the label of a token', () => {
  test.each([
    ['return', 'return'],
    [' the', '·the'],
    ['        ', '·×8'],
    ['\n\n\t', '↵×2→'],
    ['\r\n', '␍↵'],
    ['a  b', 'a·×2b'],
    ['<div>', '<div>'],
    ['<|endoftext|>', '<|endoftext|>'],
    ['\u202e', 'U+202E'],
    ['a\u200bb', 'aU+200Bb'],
    ['\ufeff', 'U+FEFF'],
    ['\u00a0', 'U+00A0'],
    ['\u3000', 'U+3000'],
    ['\u0000', 'U+0000'],
    ['\u0301', '◌\u0301'],
    ['e\u0301', 'e\u0301'],
    ['语', '语'],
    ['🙂', '🙂'],
    ['â', 'â'],
    ['\u{e0001}', 'U+E0001'],
    ['', ''],
  ])('%j is %s', (text, wanted) => {
    expect(label(text)).toBe(wanted);
  });

  test.each([
    [[0xe2, 0x96], '[E2 96]'],
    [[0x88], '[88]'],
    [[0x61, 0xe2, 0x96], 'a[E2 96]'],
    [[0xc0, 0xaf], '[C0 AF]'], // too long a form of '/'
    [[0xed, 0xa0, 0x80], '[ED A0 80]'], // a lone surrogate
    [[0xe2, 0x96, 0x88, 0xf0, 0x9f], '█[F0 9F]'],
    [[0xff, 0x20, 0x20, 0xfe], '[FF]·×2[FE]'],
  ])('bytes that are no text are told as bytes: %j', (bytes, wanted) => {
    expect(label(bytes)).toBe(wanted);
  });

  test('a control token is its name, of a kind of its own', () => {
    const bytes = new TextEncoder().encode('<|im_end|>');
    expect(tokenLabel(bytes, true)).toEqual([{ kind: 'special', text: '<|im_end|>' }]);
    expect(tokenLabel(bytes, false)).toEqual([{ kind: 'text', text: '<|im_end|>' }]);
  });

  test('nothing in it is invisible, and nothing is lost but how white space is written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const parts = tokenLabel(new TextEncoder().encode(text), false);
        const shown = plainLabel(parts);
        expect(shown).not.toMatch(/[\p{C}\p{Z}]/u);
        const written = parts.map(({ kind, text: piece }) => (kind === 'text' ? piece.replaceAll('◌', '') : ''));
        expect(written.join('')).toBe(wellFormed(text).replace(/[\p{C}\p{Z}\p{DI}◌]/gu, ''));
      }),
    );
  });

  test('any bytes have a label', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 12 }), (bytes) => {
        const shown = plainLabel(tokenLabel(bytes, false));
        expect(shown === '').toBe(bytes.length === 0);
        expect(shown).not.toContain('\ufffd'.repeat(2));
      }),
    );
  });
});

describe('the beginning of a character at the end', () => {
  test.each([
    [[], 0],
    [[0x61], 0],
    [[0xe2], 1],
    [[0x61, 0xe2, 0x96], 2],
    [[0xe2, 0x96, 0x88], 0],
    [[0xf0, 0x9f, 0x99], 3],
    [[0x96, 0x88], 0],
  ])('%j has %d bytes of it', (bytes, wanted) => {
    expect(openBytes(Uint8Array.from(bytes))).toBe(wanted);
  });
});
