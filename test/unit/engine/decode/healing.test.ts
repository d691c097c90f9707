import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { backUp, Constraint } from '../../../../src/engine/decode/healing';
import type { Tokenizer } from '../../../../src/engine/model/tokenizer/tokenizer';
import { Vocabulary } from '../../../../src/engine/model/tokenizer/vocabulary';
import { openTokenizer } from '../../../../src/engine/open-model';
import { embeddedModelPath } from '../../../support/embedded';

const MOST_TOKENS = 16;

let tokenizer: Tokenizer;
let vocabulary: Vocabulary;
beforeAll(async () => {
  tokenizer = await openTokenizer(embeddedModelPath);
  vocabulary = tokenizer.vocabulary;
});

const bytesOf = (text: string) => Buffer.from(text);
const healedText = (text: string) => Buffer.from(backUp(tokenizer.encode(text), vocabulary).healed).toString();
/** The run of ASCII white space that a text ends with. */
const trailing = (text: string) => /[\t-\r ]*$/.exec(text)?.[0] ?? '';

const piece = fc.constantFrom(
  'a',
  'return',
  '(',
  ')',
  ';',
  ' ',
  '  ',
  '        ',
  '\n',
  '\r\n',
  '\t',
  '7',
  'é',
  '世',
  '😀',
  '\0',
  ' = ',
  '//',
  '\u00a0',
);
const isWordByte = (byte: number) => /[A-Za-z]/.test(String.fromCharCode(byte)) || byte >= 0x80;
const text = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(''));

describe('backUp', () => {
  test('what stays and what is healed are the text; at least a token and at most sixteen are taken back', () => {
    fc.assert(
      fc.property(text, (generated) => {
        const ids = tokenizer.encode(generated);
        const { prompt, healed } = backUp(ids, vocabulary);
        expect(prompt).toEqual(ids.slice(0, prompt.length));
        expect(Buffer.concat([tokenizer.bytes(prompt), healed]).equals(bytesOf(generated))).toBe(true);
        const taken = ids.length - prompt.length;
        expect(taken).toBeGreaterThanOrEqual(Math.min(1, ids.length));
        expect(taken).toBeLessThanOrEqual(MOST_TOKENS);
      }),
      { numRuns: 500 },
    );
  });

  test('the whole trailing run of white space is taken back, or the whole word, and no token before them', () => {
    fc.assert(
      fc.property(text, (generated) => {
        const ids = tokenizer.encode(generated);
        const { prompt, healed } = backUp(ids, vocabulary);
        const taken = ids.length - prompt.length;
        if (taken < MOST_TOKENS) expect(healed.length).toBeGreaterThanOrEqual(trailing(generated).length);
        // One token less would leave white space behind, or a part of a word, or it was the only one.
        if (taken > 1) {
          const less = tokenizer.bytes(ids.slice(prompt.length + 1)).length;
          const splitsWord =
            isWordByte(tokenizer.bytes([ids[prompt.length]!]).at(-1)!) && isWordByte(tokenizer.bytes([ids[prompt.length + 1]!])[0]!);
          expect(less < trailing(generated).length || splitsWord).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  // White space belongs to the token that follows it, but before a digit; line breaks and indentation are one run.
  test.each([
    ['for (', ' ('],
    ['inside getEle', ' getEle'],
    ['self.getEle', 'getEle'],
    ['with ope', ' ope'],
    ['snake_cas', 'cas'],
    ['a1b', 'b'],
    ['    return x', ' x'],
    ['def f():\n    ', '\n    '],
    ['def f():\r\n\t', '\r\n\t'],
    ['a = 1\n\n\n', '\n\n\n'],
    ['x = ', ' '],
    ['x  7', '7'],
    ['x  ', '  '],
  ])('of %j %j is spelled again', (before, healed) => {
    expect(healedText(before)).toBe(healed);
  });

  test('of nothing, nothing is taken back', () => {
    expect(backUp([], vocabulary)).toEqual({ prompt: [], healed: new Uint8Array(0) });
  });

  test('control tokens stay', () => {
    const end = tokenizer.special('<|endoftext|>')!;
    expect(backUp([end], vocabulary)).toEqual({ prompt: [end], healed: new Uint8Array(0) });
    const spaces = tokenizer.encode('\n\n');
    expect(backUp([end, ...spaces], vocabulary)).toEqual({ prompt: [end], healed: Uint8Array.of(10, 10) });
  });

  test('a run of very many tokens is taken back in part', () => {
    const ids = Array.from({ length: 40 }, () => tokenizer.encode('\t').at(-1)!);
    expect(backUp(ids, vocabulary).prompt).toHaveLength(40 - MOST_TOKENS);
  });
});

describe('Constraint', () => {
  const NORMAL = 1;
  const CONTROL = 3;
  const small = new Vocabulary(
    [
      ['', NORMAL],
      ['a', NORMAL],
      ['ab', NORMAL],
      ['abc', NORMAL],
      ['b', NORMAL],
      ['abd', CONTROL],
      ['ab', CONTROL],
      ['世', NORMAL],
    ].map(([name, type]) => ({ bytes: bytesOf(String(name)), type: Number(type) })),
  );

  test.each([
    ['a', [1, 2, 3]],
    ['ab', [1, 2, 3]],
    ['abx', [1, 2]],
    ['b', [4]],
    ['c', []],
    ['世', [7]],
  ])('%j may begin with %j', (rest, ids) => {
    expect([...new Constraint(small, bytesOf(rest)).allowed()]).toEqual(ids);
  });

  test('half a character is spelled like any bytes', () => {
    expect([...new Constraint(small, bytesOf('世').subarray(0, 2)).allowed()]).toEqual([7]);
  });

  test('allows what brute force over the whole vocabulary finds', () => {
    const isControl = (id: number) => vocabulary.isControl(id);
    fc.assert(
      fc.property(
        text.filter((generated) => generated !== ''),
        fc.nat(6),
        (generated, cut) => {
          const rest = bytesOf(generated).subarray(Math.min(cut, bytesOf(generated).length - 1));
          const expected: number[] = [];
          for (let id = 0; id < vocabulary.size; id++) {
            const bytes = Buffer.from(vocabulary.bytes(id));
            const shared = Math.min(bytes.length, rest.length);
            if (shared > 0 && !isControl(id) && bytes.subarray(0, shared).equals(rest.subarray(0, shared))) expected.push(id);
          }
          expect([...new Constraint(vocabulary, rest).allowed()]).toEqual(expected);
        },
      ),
      { numRuns: 12 },
    );
  });

  test('whichever allowed tokens are taken, they spell the text, and then it is done', () => {
    fc.assert(
      fc.property(text, fc.infiniteStream(fc.nat()), (generated, choices) => {
        const rest = bytesOf(generated);
        let constraint = new Constraint(vocabulary, rest);
        const taken: number[] = [];
        while (!constraint.done) {
          const allowed = [...constraint.allowed()];
          const id = allowed[choices.next().value % allowed.length]!;
          taken.push(id);
          constraint = constraint.after(id);
          expect(taken.length).toBeLessThanOrEqual(rest.length);
        }
        expect(Buffer.from(tokenizer.bytes(taken)).subarray(0, rest.length).equals(rest)).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  test('nothing to spell is done from the start', () => {
    expect(new Constraint(vocabulary, new Uint8Array(0)).done).toBe(true);
  });
});
