import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { windowOf } from '../../../../src/engine/decode/window';
import type { Tokenizer } from '../../../../src/engine/model/tokenizer/tokenizer';
import { openTokenizer } from '../../../../src/engine/open-model';
import { PREFIX_LIMIT, type Prefix, prefixOf } from '../../../../src/protocol/prefix';
import { embeddedModelPath } from '../../../support/embedded';
import { base64, chinese, code, encodableBytes, wellFormed } from '../texts';

const LIMIT = 2047;

let tokenizer: Tokenizer;
beforeAll(async () => {
  tokenizer = await openTokenizer(embeddedModelPath);
});

/** The window of a text, after a check that it is what it has to be: short enough, and the end of the text. */
function checkedWindow(prefix: Prefix, limit: number): number[] {
  const ids = windowOf(tokenizer, prefix, limit);
  expect(ids.length).toBeLessThanOrEqual(limit);
  const read = Buffer.from(tokenizer.bytes(ids));
  const all = encodableBytes(prefix.text);
  expect(all.subarray(all.length - read.length).equals(read)).toBe(true);
  return ids;
}

/** Where in the text the window starts, in characters. */
const startOf = (text: string, ids: readonly number[]) => text.length - tokenizer.decode(ids).length;

describe('any text', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.constantFrom('😀', 'a😀b', '从前有座山', '    ', '\n', '\r\n', 'return ', '\t\t', '0123456789', '\0', '\ud800', '\udc00'),
  );
  const text = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(''));

  test('the window is the end of it, in few enough tokens, from wherever the document starts', () => {
    const limit = fc.oneof(fc.integer({ min: 1, max: 200 }), fc.constant(LIMIT));
    fc.assert(
      fc.property(text, limit, fc.oneof(fc.constant(0), fc.nat(100_000)), (generated, most, start) => {
        // The encoder sees a lone surrogate as U+FFFD, and so does the comparison.
        checkedWindow({ text: wellFormed(generated), start }, most);
      }),
      { numRuns: 300 },
    );
  });

  test('with lone surrogates it has a window, too', () => {
    fc.assert(
      fc.property(text, (generated) => {
        const ids = windowOf(tokenizer, { text: generated, start: 0 }, 100);
        expect(ids.length).toBeLessThanOrEqual(100);
        expect(
          encodableBytes(generated)
            .toString('hex')
            .endsWith(Buffer.from(tokenizer.bytes(ids)).toString('hex')),
        ).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  test('the end of a document that is cut off close to the cursor starts with a whole character', () => {
    checkedWindow({ text: `${'😀'.repeat(8)}a`, start: 9361 }, LIMIT);
  });

  test('a text that fits is read whole', () => {
    expect(windowOf(tokenizer, prefixOf(''), LIMIT)).toEqual([]);
    const source = code(20);
    expect(windowOf(tokenizer, prefixOf(source), LIMIT)).toEqual(tokenizer.encode(source));
    expect(tokenizer.encode('a b c d')).toHaveLength(4);
    expect(windowOf(tokenizer, prefixOf('a b c d'), 4)).toHaveLength(4);
  });
});

const LONG_TEXTS = [
  ['code', code(1500)],
  ['code with Windows line ends', code(1500).replaceAll('\n', '\r\n')],
  ['a script of many tokens a character', chinese(100_000)],
  ['a line of pairs of surrogates', `a${'😀'.repeat(40_000)}`],
  ['a line of base64', base64(60_000)],
  ['a line of digits', '0123456789'.repeat(9000)],
] as const;

describe.each(LONG_TEXTS)('%s', (_, text) => {
  test('is read by its end', () => {
    for (const length of [text.length, text.length - 1, text.length - 1000, PREFIX_LIMIT + 1, PREFIX_LIMIT]) {
      checkedWindow(prefixOf(wellFormed(text.slice(0, length))), LIMIT);
    }
  });

  test('has the same window whether or not what is far away was cut off before', () => {
    for (const length of [text.length, text.length - 777, PREFIX_LIMIT + 1]) {
      const document = wellFormed(text.slice(0, length));
      expect(windowOf(tokenizer, prefixOf(document), LIMIT)).toEqual(windowOf(tokenizer, { text: document, start: 0 }, LIMIT));
    }
  });

  test('gives a good part of the window wherever the cursor stands', () => {
    const lengths = Array.from({ length: 60 }, (_, index) => text.length - 61 * index);
    const smallest = Math.min(...lengths.map((length) => windowOf(tokenizer, prefixOf(text.slice(0, length)), LIMIT).length));
    expect(smallest).toBeGreaterThan(LIMIT / 4);
  });
});

describe('while somebody types at the end of a long text', () => {
  test.each([
    ['code in code', code(1500), 'for item in items:\n    result.append(transform(item, 42))\n'],
    ['code in code, from another place on', code(1511).slice(0, -700), 'x = 1\n'],
    ['without a line break', base64(60_000), 'SGVsbG8gd29ybGQh'],
    ['where a character is two tokens', chinese(40_000), '从前有座山里'],
  ])('the start stays: %s', (_, before, typed) => {
    const starts: number[] = [];
    const all = before + typed.repeat(100).slice(0, 400);
    for (let length = before.length; length <= all.length; length++) {
      const text = all.slice(0, length);
      const start = startOf(text, windowOf(tokenizer, prefixOf(text), LIMIT));
      if (start !== starts.at(-1)) starts.push(start);
    }
    expect(starts.length - 1).toBeLessThanOrEqual(2);
    expect(starts).toEqual(starts.toSorted((a, b) => a - b));
  });

  test('code starts at the start of a line', () => {
    const text = code(1500);
    const start = startOf(text, windowOf(tokenizer, prefixOf(text), LIMIT));
    expect(text[start - 1]).toBe('\n');
  });
});

test.each([
  ['without a break', 'x'],
  ['of lines', 'x = 1\n'],
  ['of spaces', ' '],
  ['of braces', '{"a":[1,2]},'],
  ['of Chinese', '从前有座山'],
])('5 MB %s: what is read is the window', (_, unit) => {
  const text = unit.repeat(5_000_000 / unit.length);
  const reads: number[] = [];
  const counting = new Proxy(tokenizer, {
    get: (target, key) => {
      if (key !== 'encode') return Reflect.get(target, key);
      return (part: string) => {
        reads.push(part.length);
        return target.encode(part);
      };
    },
  });
  const ids = windowOf(counting, prefixOf(text), LIMIT);
  expect(ids.length).toBeGreaterThan(0);
  expect(text.endsWith(tokenizer.decode(ids))).toBe(true);
  // The cells of each grid once and the result once; grids halve, so that is far less than the document.
  expect(reads.reduce((sum, length) => sum + length, 0)).toBeLessThan(3 * PREFIX_LIMIT);
});
