// The main job, in a real VS Code with the packaged extension.
import { mkdirSync, mkdtempSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Completion } from '../../src/protocol/messages';
import { root, runJson } from '../support/cli';
import { answers, isPart } from './harness/answers';
import { launch, type VsCode } from './harness/launch';
import { kill, until } from './harness/processes';

const screenshots = join(root, 'out', 'screenshots');
const folder = mkdtempSync(join(tmpdir(), 'inkling-e2e-'));
const workspace = join(folder, 'workspace');
let vscode: VsCode;

beforeAll(async () => {
  mkdirSync(screenshots, { recursive: true });
  mkdirSync(workspace);
  await writeFile(join(workspace, 'first.ts'), FIRST);
  await writeFile(join(workspace, 'second.ts'), SECOND);
  vscode = await launch({
    extension: inject('vsix'),
    workspace,
    settings: {
      'workbench.colorTheme': 'Dark Modern',
      // The list of suggestions would take the Tab key.
      'editor.quickSuggestions': { other: 'off', comments: 'off', strings: 'off' },
      'editor.suggestOnTriggerCharacters': false,
    },
    logLevel: 'inkling.inkling:debug',
  });
});

afterAll(async () => {
  await vscode?.close();
  await rm(folder, { recursive: true, force: true });
});

const FIRST = `export function add(a: number, b: number): number {
  return a + b;
}

export function subtract(a: number, b: number): number {
  return a - b;
}

export function multiply(a: number, b: number): number {
`;

const SECOND = `const colours = ['red', 'green', 'blue'];

for (const colour of colours) {
  console.log(colour);
}

for (const colour of colours) {
`;

/** What the command line says comes after this text. */
async function predict(text: string): Promise<string> {
  const file = join(folder, 'predict.ts');
  await writeFile(file, text);
  return (await runJson<Completion>(['complete', file, '--first-word'])).text;
}

/** Types at the end of a file and gives the ghost text that appears. */
async function typeAtEnd(name: string, typed: string): Promise<string> {
  const { window } = vscode;
  await window.openFile(name);
  await window.press('Control+End');
  await window.type(typed);
  return window.ghostText({ wait: 20_000 });
}

/** Whether all of what was expected is shown; where a machine has too much to do, VS Code was given a part of it. */
async function isShown(ghost: string, expected: string): Promise<boolean> {
  const last = (await answers(vscode)).at(-1);
  return ghost === expected || (ghost !== '' && expected.startsWith(ghost) && last !== undefined && isPart(last));
}

const engine = () => vscode.processes().find(({ command }) => command.includes('dist/engine.js'));

test('what the model predicts is shown as ghost text, and Tab puts it into the file', async () => {
  const typed = '  return a';
  const expected = await predict(FIRST + typed);
  expect(expected).not.toBe('');

  const ghost = await typeAtEnd('first.ts', typed);
  await vscode.window.screenshot(join(screenshots, 'ghost-text.png'));
  expect(await isShown(ghost, expected), `${ghost} for ${expected}: ${await vscode.log()}`).toBe(true);

  await vscode.window.press('Tab');
  await vscode.window.command('File: Save');
  const accepted = () => readFile(join(workspace, 'first.ts'), 'utf8');
  await until(async () => (await accepted()) !== FIRST, 5_000);
  expect(await accepted()).toBe(FIRST + typed + ghost);
});

test('after the engine process was killed, ghost text comes again', async () => {
  const typed = '  console';
  const expected = await predict(SECOND + typed);
  const killed = engine();
  expect(killed, 'the engine is a child of the extension host').toBeDefined();
  kill(killed!.pid, 'SIGKILL');
  expect(await until(() => engine()?.pid !== killed!.pid, 5_000)).toBe(true);

  const ghost = await typeAtEnd('second.ts', typed);
  await vscode.window.screenshot(join(screenshots, 'ghost-text-after-kill.png'));
  expect(await isShown(ghost, expected), `${ghost} for ${expected}: ${await vscode.log()}`).toBe(true);
  expect(engine()?.pid).not.toBe(killed!.pid);
});

test('closing the window leaves no process behind', async () => {
  expect(await vscode.close()).toEqual({ killed: [] });
});
