// Which folder of src may import which. Packages (`vscode`, `onnxruntime-node`, Node's own) are Biome's part: biome.json.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { expect, test } from 'vitest';

const mayImport: Readonly<Record<string, readonly string[]>> = {
  protocol: ['sampling'],
  sampling: [],
  completion: ['protocol', 'sampling'],
  engine: ['protocol', 'sampling'],
  inspection: ['protocol', 'sampling'],
  cli: ['engine', 'completion', 'inspection', 'protocol', 'sampling'],
  extension: ['completion', 'inspection', 'protocol', 'sampling'],
  webview: ['inspection', 'protocol', 'sampling'],
};

const src = resolve(import.meta.dirname, '..', 'src');
const layer = (path: string) => relative(src, path).split(sep)[0]!;

function relativeImports(file: string): string[] {
  const source = readFileSync(file, 'utf8');
  const found = source.matchAll(/(?:\bfrom|\bimport|\bimport\(|\bnew URL\()\s*['"](\.[^'"]*)['"]/g);
  return [...found].map((match) => match[1]!);
}

const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => join(src, name));

test('every folder of src has its place among the layers', () => {
  expect(Object.keys(mayImport)).toEqual(expect.arrayContaining([...new Set(files.map(layer))]));
});

test('each layer imports only what lies under it', () => {
  const faults = files.flatMap((file) =>
    relativeImports(file)
      .map((specifier) => layer(resolve(dirname(file), specifier)))
      .filter((target) => target !== layer(file) && !mayImport[layer(file)]?.includes(target))
      .map((target) => `${relative(src, file)} imports from ${target}`),
  );
  expect(faults).toEqual([]);
});
