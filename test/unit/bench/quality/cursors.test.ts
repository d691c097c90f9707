import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { drawCursors, KINDS, placeOf } from '../../../../bench/quality/cursors';
import { neighboursOf } from '../../../../bench/quality/neighbours';
import { readSource, type Source } from '../../../../bench/quality/sources';

const folder = mkdtempSync(join(tmpdir(), 'inkling-bench-'));
afterAll(() => rmSync(folder, { recursive: true }));

function source(name: string, text: string): Source {
  const path = join(folder, name);
  writeFileSync(path, text);
  return { name: `npm:sample/${name}`, path, language: 'javascript', package: 'sample' };
}

const code = (name: string) =>
  Array.from({ length: 80 }, (_, line) => `  ${name}.table[${line}] = compute(${name}.total, ${line * 7}); // ${name} step ${line}\n`).join(
    '',
  );
const first = source('first.js', code('first'));
const second = source('second.js', code('second'));
const sources = [first, source('first.mjs', code('first')), second];

test('the same seed draws the same cursors, of each kind as many', () => {
  const drawn = drawCursors(sources, 16, 7);
  expect(drawCursors(sources, 16, 7)).toEqual(drawn);
  const kinds = drawn.flatMap(({ cursors }) => cursors.map(({ kind }) => kind));
  expect(drawn).toHaveLength(2);
  for (const kind of KINDS) expect(kinds.filter((one) => one === kind)).toHaveLength(4);
  expect(drawCursors(sources, 16, 8)).not.toEqual(drawn);
});

test('another package leaves the cursors of those before where they are', () => {
  const drawn = drawCursors(sources, 16, 7);
  const more = drawCursors([...sources, { ...source('third.js', code('third')), package: 'other' }], 32, 7);
  expect(more).toHaveLength(3);
  expect(more).toEqual(expect.arrayContaining([...drawn]));
});

test('cursors rise within a file, something follows each, and the texts around it make the file again', () => {
  for (const { source: read, cursors } of drawCursors(sources, 16, 7)) {
    expect(cursors.map(({ offset }) => offset)).toEqual(cursors.map(({ offset }) => offset).toSorted((a, b) => a - b));
    for (const cursor of cursors) {
      const { before, truth, after } = placeOf(read, cursor);
      expect(before + truth + after).toBe(read.text);
      expect(truth.trim()).not.toBe('');
      expect(after.startsWith('\n')).toBe(true);
    }
  }
});

test.each([
  ['minified code', `const a=1;${'f(a);'.repeat(500)}`],
  ['generated code', `/* @generated */\n${code('table')}`],
  ['short code', 'const a = 1;\n'],
])('%s is no source', (_, text) => {
  expect(readSource(source('other.js', text))).toBeUndefined();
});

test('the same code built otherwise is no neighbour', () => {
  const copy = source('bundle.js', code('first') + code('second'));
  const found = neighboursOf(readSource(first)!, [...sources, copy]);
  expect(found.map(({ name }) => name)).toEqual([second.name]);
});
