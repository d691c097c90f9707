// The token inspector, in a real VS Code with the packaged extension.
import { mkdirSync, mkdtempSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { root, runJson } from '../support/cli';
import { launch, type VsCode } from './harness/launch';
import { until } from './harness/processes';

const screenshots = join(root, 'out', 'screenshots');
const folder = mkdtempSync(join(tmpdir(), 'inkling-e2e-'));
const workspace = join(folder, 'workspace');
const TEXT = `export function add(a: number, b: number): number {
  return a + b;
}

export function subtract(a: number, b: number): number {
  return a -`;
let vscode: VsCode;
const violations: string[] = [];

beforeAll(async () => {
  mkdirSync(screenshots, { recursive: true });
  mkdirSync(workspace);
  await writeFile(join(workspace, 'sums.ts'), TEXT);
  vscode = await launch({
    extension: inject('vsix'),
    workspace,
    settings: { 'workbench.colorTheme': 'Dark Modern', 'inkling.enabled': false, 'inkling.memory.enabled': false },
  });
  vscode.window.page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text()) && /inkling|webview/.test(message.text())) violations.push(message.text());
  });
});

afterAll(async () => {
  await vscode?.close();
  await rm(folder, { recursive: true, force: true });
});

/** The inspector's page, once there is one. */
async function inspectorPage(): Promise<Frame> {
  let found: Frame | undefined;
  const look = async (): Promise<boolean> => {
    for (const frame of vscode.window.page.frames()) {
      if (
        await frame
          .locator('inkling-app')
          .count()
          .catch(() => 0)
      )
        found = frame;
    }
    return found !== undefined;
  };
  if (!(await until(look, 20_000))) throw new Error(`no page of the inspector. ${await vscode.log()}`);
  return found!;
}

/** The ids of the likeliest tokens that the page lists. */
async function listed(page: Frame, count: number): Promise<number[]> {
  const ids = page.locator('inkling-next .grid-space .row .id');
  await ids.nth(count - 1).waitFor({ state: 'attached', timeout: 30_000 }); // in a narrow panel the column is not shown
  return (await ids.allTextContents()).slice(0, count).map(Number);
}

/** What the command line says is likeliest after a text. */
async function likeliest(text: string, count: number): Promise<number[]> {
  const file = join(folder, 'text.ts');
  await writeFile(file, text);
  const { top } = await runJson<{ top: readonly (readonly [number, number, string])[] }>(['inspect', file, '--heal']);
  return top.slice(0, count).map(([id]) => id);
}

test('the panel shows what the engine expects at the cursor, and follows it', async () => {
  const { window } = vscode;
  await window.openFile('sums.ts');
  await window.press('Control+End');
  await window.command('Inkling: Show next-token probabilities');
  const page = await inspectorPage();
  expect(await listed(page, 5)).toEqual(await likeliest(TEXT, 5));
  await window.screenshot(join(screenshots, 'inspector.png'));

  await window.openFile('sums.ts');
  await window.press('Control+Home');
  await window.press('End');
  const first = await likeliest(TEXT.slice(0, TEXT.indexOf('\n')), 5);
  expect(await until(async () => (await listed(page, 5)).join() === first.join(), 20_000)).toBe(true);
});

test('the page breaks no rule about what it may load', () => {
  expect(violations).toEqual([]);
});
