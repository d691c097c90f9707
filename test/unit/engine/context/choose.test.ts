import { describe, expect, test } from 'vitest';
import { choose } from '../../../../src/engine/context/choose';
import { chunksOf } from '../../../../src/engine/context/chunks';
import { overlap, partIn, wordsOf } from '../../../../src/engine/context/words';

const source = (path: string, text: string) => ({ path, chunks: chunksOf(text) });
const lines = (count: number, name: string) => Array.from({ length: count }, (_, index) => `${name}_${index} = ${name};\n`).join('');
const chosen = (near: string, sources: Parameters<typeof choose>[1], room = 1_000) =>
  choose(near, sources, room, ({ chunk }) => chunk.text.length).map(({ path, chunk }) => `${path}:${chunk.place}`);

test('words are names and keywords of two letters or more', () => {
  expect([...wordsOf('const größe = $x1 + a - 12px; // größe')]).toEqual(['const', 'größe', '$x1', 'px']);
});

test.each([
  ['a b', 'b c', 1 / 3, 1 / 2],
  ['a b', 'a b', 1, 1],
  ['a', 'b', 0, 0],
  ['', '', 0, 1],
  ['a', 'a b c', 1 / 3, 1],
])('%j and %j: overlap %d, part %d', (one, other, all, part) => {
  const set = (text: string) => new Set(text.split(' ').filter(Boolean));
  expect(overlap(set(one), set(other))).toBe(all);
  expect(partIn(set(one), set(other))).toBe(part);
});

describe('a text in chunks', () => {
  test('is cut at every 32nd line, and joined is the text again', () => {
    const text = lines(70, 'row');
    const chunks = chunksOf(text);
    expect(chunks.map(({ place, text: piece }) => [place, piece.split('\n').length - 1])).toEqual([
      [0, 32],
      [1, 32],
      [2, 7], // with the line behind the last break
    ]);
    expect(chunks.map((chunk) => chunk.text).join('')).toBe(`${text}\n`);
  });

  test('leaves out what has no words, and Windows line ends', () => {
    expect(chunksOf(`${'\n'.repeat(40)}one two\r\nthree`)).toMatchObject([{ place: 1, text: `${'\n'.repeat(8)}one two\nthree\n` }]);
    expect(chunksOf('')).toEqual([]);
  });
});

describe('the choice', () => {
  const near = 'parcel = makeParcel(weight);\nsend(parcel);\n';

  test('is what has most words in common, as much as there is room for, in the order of paths and places', () => {
    const much = source('z.ts', 'makeParcel(weight, parcel, send);\n');
    const some = source('a.ts', 'makeParcel(other, thing, here, there);\n');
    const none = source('m.ts', 'nothing(alike);\n');
    expect(chosen(near, [some, none, much])).toEqual(['a.ts:0', 'z.ts:0']);
    expect(chosen(near, [some, none, much], 40)).toEqual(['z.ts:0']);
    expect(chosen(near, [some, none, much], 10)).toEqual([]);
  });

  test('is of equals the more related first', () => {
    const text = (what: string) => `parcel(${what});\n`;
    expect(chosen(near, [source('b.ts', text('xx')), source('a.ts', text('yy'))], 20)).toEqual(['b.ts:0']);
  });

  test('leaves out what stands near the cursor already, whole or in part, whatever its indentation', () => {
    expect(chosen(near, [source('copy.ts', `  ${near.replaceAll('\n', '\n  ')}`)])).toEqual([]);
    expect(chosen(near, [source('part.ts', 'send(parcel);\n')])).toEqual([]);
    expect(chosen(near, [source('more.ts', `${near}receive(parcel);\n`)])).toEqual(['more.ts:0']);
  });

  test('takes one of two copies', () => {
    const text = 'receive(parcel);\n';
    expect(chosen(near, [source('b.ts', text), source('a.ts', text)])).toEqual(['b.ts:0']);
  });
});
