// What no line of the page may do, read in its sources.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../../../src');
const sources = ['webview', 'inspection', 'extension/inspector'].flatMap((layer) =>
  readdirSync(join(root, layer), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => ({ name: `${layer}/${name}`, text: readFileSync(join(root, layer, name), 'utf8') })),
);

test.each([
  ['chance without a seed', /Math\.random|getRandomValues|randomUUID/],
  ['a time that the engine did not measure', /\bDate\b|performance\.now/],
  ['markup made of text', /innerHTML|outerHTML|insertAdjacentHTML|unsafeHTML|unsafeSVG|document\.write/],
  ['style attributes, which the content security policy forbids', /styleMap|\sstyle=|setAttribute\(['"]style/],
  ['code made of text', /\beval\(|new Function/],
])('no %s', (_, pattern) => {
  expect(sources.length).toBeGreaterThan(30);
  expect(sources.filter(({ text }) => pattern.test(text)).map(({ name }) => name)).toEqual([]);
});

/** What is written as a time has been measured: it comes from the engine's timings, or from what an edit or a completion cost. */
const MEASURED =
  /^(time|tokenize|prefill|total|edit\.milliseconds|decode\.milliseconds \/ decode\.tokens|timings\.(prefill|total)|prefill \/ inspection\.prefilled)$/;

test('every time on the page and in its text is one that the engine has measured', () => {
  const times = sources.flatMap(({ name, text }) =>
    [...text.matchAll(/format\.time\(([^()]*)\)/g)].map(([, value]) => ({ name, value: value! })),
  );
  for (const layer of ['webview', 'extension/inspector/twin'])
    expect(times.filter(({ name }) => name.startsWith(layer)).length, layer).toBeGreaterThan(4);
  expect(times.filter(({ value }) => !MEASURED.test(value))).toEqual([]);
  // And nobody writes one past it.
  const written = sources.filter(({ text }) => /[}\d] (ms|s)[`'".,;]/.test(text));
  expect(written.map(({ name }) => name)).toEqual(['inspection/format.ts']);
  const numbers = /\b(?:integer|fixed|number|String)\([^()]*\b(?:tokenize|prefill|total|milliseconds|timings)\b/;
  expect(sources.filter(({ text }) => numbers.test(text)).map(({ name }) => name)).toEqual(['inspection/format.ts']);
});

test('the engine measures by the clock', () => {
  for (const [file, measures] of [
    ['engine/inspect/inspect.ts', ['tokenize', 'prefill', 'total']],
    ['engine/decode/complete.ts', ['tokenize', 'prefill', 'decode', 'total']],
  ] as const) {
    const text = readFileSync(join(root, file), 'utf8');
    const [, timings = ''] = /timings: \{([^}]*)\}/.exec(text) ?? [];
    for (const measure of measures) {
      const [, value] = new RegExp(`\\b${measure}\\b(?:: ([^,]+))?`).exec(timings) ?? [];
      const difference = value ?? new RegExp(`const ${measure} = ([^;]+);`).exec(text)?.[1] ?? '';
      const [end = '', start = ''] = difference.split(' - ').map((part) => part.trim());
      for (const side of [end, start]) {
        const isClock = side === 'performance.now()' || new RegExp(`const ${side} = performance\\.now\\(\\)`).test(text);
        expect([file, measure, side, isClock]).toEqual([file, measure, side, true]);
      }
    }
  }
});

test('only one file talks to VS Code', () => {
  expect(sources.filter(({ text }) => text.includes('acquireVsCodeApi')).map(({ name }) => name)).toEqual(['webview/host.ts']);
});
