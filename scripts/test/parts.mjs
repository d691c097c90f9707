// The parts of `npm test`, in order. Each gives { passed, failed, skipped?, output } or { leftOut: reason }.
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { build, root } from '../prepare.mjs';
import { run } from './run.mjs';
import { vitest } from './vitest.mjs';

export const parts = {
  model: checkModel,
  types: checkTypes,
  lint: () => tool('node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings'),
  'dead-code': () => tool('node_modules/knip/bin/knip.js'),
  unit: () => vitest('unit'),
  extension: () => vitest('extension'),
  reference: () => vitest('reference'),
  artefact: checkArtefact,
  page: checkPage,
  e2e: checkInVsCode,
};

async function tool(...args) {
  const { ok, output } = await run(args);
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, output };
}

/** The page alone knows the DOM, so it is a program of its own. */
async function checkTypes() {
  const results = [
    await tool('node_modules/typescript/bin/tsc', '--noEmit'),
    await tool('node_modules/typescript/bin/tsc', '--noEmit', '-p', 'src/webview'),
  ];
  const total = (key) => results.reduce((sum, result) => sum + result[key], 0);
  return { passed: total('passed'), failed: total('failed'), output: results.map(({ output }) => output).join('') };
}

/** The model file is committed once and never rewritten. */
async function checkModel() {
  // Read as text, because this has to run before anything is compiled.
  const source = readFileSync(join(root, 'src/protocol/embedded-model.ts'), 'utf8');
  const file = source.match(/file: '([^']+)'/)?.[1];
  const wanted = source.match(/sha256: '([0-9a-f]{64})'/)?.[1];
  const hash = createHash('sha256');
  await pipeline(createReadStream(join(root, file)), hash);
  const found = hash.digest('hex');
  if (found === wanted) return { passed: 1, failed: 0, output: '' };
  return { passed: 0, failed: 1, output: `${file} has the SHA-256 ${found}, but should have ${wanted}.\n` };
}

async function checkArtefact() {
  build();
  return vitest('artefact');
}

/** The inspector's page in a plain browser; left out where there is none. */
async function checkPage() {
  const chromium =
    process.env.CHROMIUM ??
    (process.env.PATH ?? '')
      .split(delimiter)
      .map((folder) => join(folder, 'chromium'))
      .find(existsSync);
  if (!chromium) return { leftOut: 'there is no chromium on PATH: run scripts/setup-vscode.sh or set CHROMIUM' };
  build();
  return vitest('page');
}

/** Left out where no VS Code and Chromium can be had; the set-up script's last line says why. */
async function checkInVsCode() {
  if (process.platform === 'win32') return { leftOut: 'the set-up of VS Code for tests needs Linux' };
  const { ok, output } = await run(['scripts/setup-vscode.sh'], 'bash');
  if (!ok) return { leftOut: output.trim().split('\n').at(-1) };
  build();
  return vitest('e2e');
}
