import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { readOpenFiles, sourceName } from '../../../src/cli/open-files';
import { TemporaryFolder } from '../engine/temporary-folder';

const folder = new TemporaryFolder();
let code: string;
beforeAll(() => {
  code = folder.write('code.ts', Buffer.from('let a = 1;\n'));
});

test('texts come in the order in which their files were given, each once, without a byte order mark', () => {
  const marked = folder.write('marked.ts', Buffer.from('\ufefflet b;'));
  const { sources, warnings } = readOpenFiles([marked, code, marked]);
  expect([...sources]).toEqual([
    [sourceName(marked), 'let b;'],
    [sourceName(code), 'let a = 1;\n'],
  ]);
  expect(warnings).toEqual([]);
});

describe('what is left out, with one sentence', () => {
  const cases: [what: string, path: () => string, why: string][] = [
    ['a missing file', () => join(folder.path, 'missing.ts'), 'there is no such file'],
    ['a folder', () => folder.path, 'it is no file with text'],
    ['a secret by its name', () => folder.write('.env', Buffer.from('KEY=1')), 'it may hold secrets'],
    ['a secret that is missing', () => join(folder.path, 'server.pem'), 'it may hold secrets'],
    ['a link to a secret', () => link('plain.ts', folder.write('.env.local', Buffer.from('KEY=1'))), 'it may hold secrets'],
    ['a link that looks like a secret', () => link('deploy.key', code), 'it may hold secrets'],
    ['a secret in a folder of secrets', () => inFolder('.ssh', 'config'), 'it may hold secrets'],
    ['a file with zero bytes', () => folder.write('zero.bin', Buffer.from([65, 0, 66])), 'it is no file with text'],
    ['a file in another encoding', () => folder.write('latin.ts', Buffer.from([0x61, 0xe9, 0x62])), 'it is not text in UTF-8'],
    ['a very large file', () => folder.write('large.ts', Buffer.alloc(8 * 1024 * 1024 + 1, 'a')), 'it is larger than 8 MB'],
    ['a link to nothing', () => link('loose.ts', join(folder.path, 'gone.ts')), 'there is no such file'],
  ];
  if (process.platform !== 'win32') cases.push(['a pipe', () => pipe('pipe.ts'), 'it is no file with text']);

  test.each(cases)('%s', (_, path, why) => {
    const file = path();
    const { sources, warnings } = readOpenFiles([file, code]);
    expect(warnings).toEqual([`The open file ${file} is left out: ${why}.`]);
    expect([...sources.keys()]).toEqual([sourceName(code)]);
  });

  test('files beyond the first 64', () => {
    const files = Array.from({ length: 66 }, (_, index) => folder.write(`many-${index}.ts`, Buffer.from('x')));
    const { sources, warnings } = readOpenFiles(files);
    expect(sources.size).toBe(64);
    expect(warnings).toEqual(files.slice(64).map((file) => `The open file ${file} is left out: 64 files are the most.`));
  });
});

function link(name: string, target: string): string {
  const path = join(folder.path, name);
  symlinkSync(target, path);
  return path;
}

function inFolder(name: string, file: string): string {
  const path = join(folder.path, name);
  mkdirSync(path);
  writeFileSync(join(path, file), 'Host *');
  return join(path, file);
}

function pipe(name: string): string {
  const path = join(folder.path, name);
  execFileSync('mkfifo', [path]);
  return path;
}
