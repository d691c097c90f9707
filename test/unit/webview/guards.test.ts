// What no line of the page may do, read in its sources.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../../../src');
const sources = ['webview', 'inspection'].flatMap((layer) =>
  readdirSync(join(root, layer), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => ({ name: `${layer}/${name}`, text: readFileSync(join(root, layer, name), 'utf8') })),
);

test.each([
  ['chance without a seed', /Math\.random|crypto\.getRandomValues|randomUUID/],
  ['a time that the engine did not measure', /\bDate\b|performance\.now/],
  ['markup made of text', /innerHTML|outerHTML|insertAdjacentHTML|unsafeHTML|unsafeSVG|document\.write/],
  ['style attributes, which the content security policy forbids', /styleMap|\sstyle=|setAttribute\(['"]style/],
  ['code made of text', /\beval\(|new Function/],
])('no %s', (_, pattern) => {
  expect(sources.length).toBeGreaterThan(30);
  expect(sources.filter(({ text }) => pattern.test(text)).map(({ name }) => name)).toEqual([]);
});

test('only one file talks to VS Code', () => {
  expect(sources.filter(({ text }) => text.includes('acquireVsCodeApi')).map(({ name }) => name)).toEqual(['webview/host.ts']);
});
