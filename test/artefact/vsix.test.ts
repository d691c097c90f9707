// What is shipped, and that it runs from where it is unpacked.
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Completion } from '../../src/protocol/messages';
import { runJson } from '../support/cli';
import { readZip } from '../support/zip';

const vsix = inject('vsix');
const entries = readZip(vsix);
const unpacked = mkdtempSync(join(tmpdir(), 'inkling-vsix-'));
const extension = join(unpacked, 'extension');

const native: Record<string, readonly string[]> = {
  linux: ['libonnxruntime.so.1'],
  darwin: ['libonnxruntime.1.dylib'],
  win32: ['DirectML.dll', 'dxcompiler.dll', 'dxil.dll', 'onnxruntime.dll'],
};

beforeAll(() => {
  for (const entry of entries) {
    const path = join(unpacked, entry.name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, entry.read());
    chmodSync(path, entry.mode);
  }
});

afterAll(() => rmSync(unpacked, { recursive: true }));

test('the package holds exactly these files', () => {
  const names = entries.map(({ name }) => name).sort();
  expect(names).toEqual(
    [
      '[Content_Types].xml',
      'extension.vsixmanifest',
      ...['LICENSE.txt', 'changelog.md', 'package.json', 'readme.md'].map((name) => `extension/${name}`),
      ...['package.nls.json', 'package.nls.zh-cn.json'].map((name) => `extension/${name}`),
      ...['THIRD-PARTY-NOTICES.txt', 'cli.js', 'engine.js', 'extension.js', 'worker.js'].map((name) => `extension/dist/${name}`),
      ...['inspector.css', 'inspector.en.js', 'inspector.zh-cn.js'].map((name) => `extension/dist/${name}`),
      ...['onnxruntime_binding.node', ...(native[process.platform] ?? [])].map((name) => `extension/dist/${name}`),
      ...['bundle.l10n.json', 'bundle.l10n.zh-cn.json'].map((name) => `extension/l10n/${name}`),
      ...['icon.png'].map((name) => `extension/media/${name}`),
      ...['LICENSE', 'README.md', 'SmolLM2-135M-Instruct.Q4_1.gguf'].map((name) => `extension/models/${name}`),
    ].sort(),
  );
});

test('it stays small: the model, the native library, and little else', () => {
  const code = entries.filter(({ name }) => /\.(js|json)$/.test(name)).reduce((sum, { size }) => sum + size, 0);
  expect(code).toBeLessThan(2_000_000);
  expect(statSync(vsix).size).toBeLessThan(125_000_000);
});

test('the command line can be run', () => {
  const cli = entries.find(({ name }) => name === 'extension/dist/cli.js');
  expect(cli?.mode).toBe(0o755);
  expect(cli?.read().toString('utf8', 0, 20)).toBe('#!/usr/bin/env node\n');
});

test('ONNX Runtime loads from the unpacked folder', () => {
  const binding = createRequire(import.meta.url)(join(extension, 'dist', 'onnxruntime_binding.node')) as Record<string, unknown>;
  expect(binding).toHaveProperty('InferenceSession');
});

test('the model predicts one token from the unpacked folder', async () => {
  const file = join(unpacked, 'one.txt');
  writeFileSync(file, 'One, two, three, four,');
  const cli = join(extension, 'dist', 'cli.js');
  const { tokens } = await runJson<Completion>(['complete', file, '--max-tokens', '1'], { cli, cwd: unpacked });
  expect(tokens).toHaveLength(1);
});

test('the notices name everything that is bundled', () => {
  const notices = entries
    .find(({ name }) => name.endsWith('THIRD-PARTY-NOTICES.txt'))!
    .read()
    .toString();
  for (const name of ['onnxruntime-node 1.27.0', 'ONNX Runtime, native library', 'gpt-tokenizer', 'SmolLM2-135M-Instruct']) {
    expect(notices).toContain(name);
  }
});
