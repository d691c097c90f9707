// What is never read, in a real VS Code with its own Git: seen from what the extension says it reads.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { launch, type VsCode } from './harness/launch';
import { until } from './harness/processes';

const folder = mkdtempSync(join(tmpdir(), 'inkling-secrets-'));
const workspace = join(folder, 'workspace');
let vscode: VsCode;

const FILES: Readonly<Record<string, string>> = {
  '.gitignore': 'ignored.ts\n',
  '.env': 'PASSWORD=hunter2\n',
  'server.pem': 'hunter2\n',
  'kept.ts': 'export const kept = 1;\n',
  'ignored.ts': 'export const ignored = 1;\n',
  'cart.ts': `import { kept } from './kept';\nimport { ignored } from './ignored';\nimport './server.pem';\n\nexport function sum(a: number, b: number): number {\n`,
};

beforeAll(async () => {
  mkdirSync(workspace);
  for (const [name, text] of Object.entries(FILES)) await writeFile(join(workspace, name), text);
  execFileSync('git', ['init', '--quiet'], { cwd: workspace });
  vscode = await launch({
    extension: inject('vsix'),
    workspace,
    settings: { 'editor.quickSuggestions': { other: 'off', comments: 'off', strings: 'off' }, 'editor.suggestOnTriggerCharacters': false },
    logLevel: 'debug',
  });
});

afterAll(async () => {
  await vscode?.close();
  await rm(folder, { recursive: true, force: true });
});

/** The files that completions may draw on, by what the extension has said so far. */
async function readFiles(): Promise<Set<string>> {
  const said = (await vscode.log()).matchAll(/Completions may draw on \S*\/([^/\s]+)\.(?=\s)/g);
  return new Set([...said].map(([, name = '']) => name));
}

/** Types at the end of the file in front until a condition holds. */
async function typeUntil(holds: () => Promise<boolean>): Promise<boolean> {
  const { window } = vscode;
  await window.press('Control+End');
  return until(async () => {
    await window.type(' ');
    await window.ghostText({ wait: 2_500 });
    return holds();
  }, 60_000);
}

async function status(): Promise<string | undefined> {
  return (await vscode.window.statusBar()).map(({ text, label }) => `${text}|${label}`).find((shown) => shown.includes('Inkling'));
}

test('nothing is suggested in a file with secrets, and the status says why', async () => {
  const { window } = vscode;
  await window.openFile('.env');
  await window.press('Control+End');
  await window.type('USER=');
  expect(await until(async () => (await status())?.includes('file excluded') ?? false, 10_000), String(await status())).toBe(true);
  expect(await window.ghostText({ wait: 2_000 })).toBe('');
});

test('an imported file is read, one that Git ignores is not until it is open, a secret never is', async () => {
  const { window } = vscode;
  await window.openFile('cart.ts');
  expect(await typeUntil(async () => (await readFiles()).has('kept.ts')), await vscode.log()).toBe(true);
  expect(await readFiles()).toEqual(new Set(['kept.ts']));

  await window.openFile('ignored.ts');
  await window.press('Control+PageUp'); // the editor before
  expect(await typeUntil(async () => (await readFiles()).has('ignored.ts')), await vscode.log()).toBe(true);
  expect(await readFiles()).toEqual(new Set(['kept.ts', 'ignored.ts']));
  expect(await vscode.log()).not.toContain('hunter2');
});

test('a snooze is shown, and nothing comes unasked until it is ended', async () => {
  const { window } = vscode;
  const isSnoozed = async (): Promise<boolean> => (await status())?.includes('snoozed') ?? false;
  await window.choose('Inkling: Snooze', '5 minutes');
  expect(await until(isSnoozed, 10_000), String(await status())).toBe(true);
  await window.press('Control+End');
  await window.type('\nreturn a');
  expect(await window.ghostText({ wait: 2_000 })).toBe('');
  await window.command('Inkling: End snooze');
  expect(await until(async () => !(await isSnoozed()), 10_000), String(await status())).toBe(true);
});
