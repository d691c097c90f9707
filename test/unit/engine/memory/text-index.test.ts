import { resolve } from 'node:path';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { TextIndex } from '../../../../src/engine/memory/text-index';
import type { Tokenizer } from '../../../../src/engine/model/tokenizer/tokenizer';
import { openTokenizer } from '../../../../src/engine/open-model';
import { prefixOf } from '../../../../src/protocol/prefix';
import { embeddedModelPath } from '../../../support/embedded';
import { code } from '../texts';

let tokenizer: Tokenizer;
beforeAll(async () => {
  tokenizer = await openTokenizer(resolve(embeddedModelPath));
});

const all = ({ tokens }: TextIndex) => tokens.slice(0, tokens.length);

function anew(text: string, withoutBytes: number): number[] {
  const index = new TextIndex(tokenizer);
  index.become(prefixOf(text), withoutBytes);
  return all(index);
}

test('says what its text says, without the tokens that hold its last bytes', () => {
  const text = code(30);
  expect(tokenizer.decode(anew(text, 0))).toBe(text);
  const shorter = tokenizer.decode(anew(text, 7));
  expect(text.startsWith(shorter)).toBe(true);
  expect(text.length - shorter.length).toBeGreaterThanOrEqual(7);
  expect(text.length - shorter.length).toBeLessThan(40);
});

test('is the same whatever the text was before, and whether it was anticipated', () => {
  const source = code(400);
  const edit = fc.record({
    length: fc.nat(source.length),
    without: fc.nat(20),
    ahead: fc.nat(5),
    changed: fc.option(fc.nat(source.length)),
  });
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 8 }), (edits) => {
      const index = new TextIndex(tokenizer);
      for (const { length, without, ahead, changed } of edits) {
        const text = (changed === null ? source : `${source.slice(0, changed)}x = 1\n${source.slice(changed)}`).slice(0, length);
        for (let cell = 0; cell < ahead; cell++) index.anticipate(prefixOf(text));
        index.become(prefixOf(text), without);
        expect(all(index)).toEqual(anew(text, without));
      }
    }),
    { numRuns: 40 },
  );
});

test('a text longer than what the engine looks at slides through', () => {
  const source = code(4_000);
  expect(source.length).toBeGreaterThan(70_000);
  const index = new TextIndex(tokenizer);
  for (let length = 66_000; length < 70_000; length += 333) {
    const text = source.slice(0, length);
    index.become(prefixOf(text));
    expect(all(index)).toEqual(anew(text, 0));
  }
});
