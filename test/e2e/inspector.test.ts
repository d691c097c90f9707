// The token inspector, in a real VS Code with the packaged extension.
import { mkdirSync, mkdtempSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { root, runJson } from '../support/cli';
import { launch, type VsCode } from './harness/launch';
import { until } from './harness/processes';
import { Refusals } from './harness/refusals';

const screenshots = join(root, 'out', 'screenshots');
const folder = mkdtempSync(join(tmpdir(), 'inkling-e2e-'));
const workspace = join(folder, 'workspace');
const TEXT = `export function add(a: number, b: number): number {
  return a + b;
}

export function subtract(a: number, b: number): number {
  return a -`;
let vscode: VsCode;
let refusals: Refusals;

beforeAll(async () => {
  mkdirSync(screenshots, { recursive: true });
  mkdirSync(workspace);
  await writeFile(join(workspace, 'sums.ts'), TEXT);
  await writeFile(join(workspace, 'notes.md'), '');
  await writeFile(join(workspace, 'odd.ts'), 'export function add(a: number, b: number): number {\n  return a + zebra.Quixotic§7;\n}\n');
  await writeFile(join(workspace, 'total.py'), 'def total(items):\n    return s');
  vscode = await launch({
    extension: inject('vsix'),
    workspace,
    settings: {
      'workbench.colorTheme': 'Dark Modern',
      'inkling.enabled': false,
      'inkling.memory.enabled': false,
      '[python]': { 'inkling.enabled': true },
      'editor.quickSuggestions': { other: 'off', comments: 'off', strings: 'off' },
    },
  });
  refusals = await Refusals.of(vscode.window.page);
});

afterAll(async () => {
  await vscode?.close();
  await rm(folder, { recursive: true, force: true });
});

/** The inspector's page, once there is one. */
async function inspectorPage(wait = 20_000): Promise<Frame> {
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
  if (!(await until(look, wait))) throw new Error(`no page of the inspector. ${await vscode.log()}`);
  await refusals.listen(found!);
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

/** Gives the keys to the editor on the left, which the panel may have. */
async function backToEditor(name: string): Promise<void> {
  await vscode.window.press('Control+1');
  await vscode.window.openFile(name);
}

/** Answers a question for a file. */
async function chooseFile(path: string): Promise<void> {
  const { page } = vscode.window;
  const widget = page.locator('.quick-input-widget');
  const input = widget.locator('.quick-input-box input');
  await input.waitFor();
  // It puts the folder that it begins in before what is there, looks at the folder that is typed, and takes no key as long.
  const step = async () => {
    if ((await input.inputValue()) === path) await input.press('Enter');
    else await input.fill(path);
  };
  const isAnswered = async () => {
    await step().catch(() => {}); // it may close meanwhile
    return !(await widget.isVisible());
  };
  expect(await until(isAnswered, 20_000, 500)).toBe(true);
}

test('a search is expanded below a node, and a path of it inserted', async () => {
  const { window } = vscode;
  await backToEditor('sums.ts');
  await window.press('Control+End');
  const page = await inspectorPage();
  await page.locator('.mark.is-live').waitFor();
  await page.locator('#section-search > summary').click();
  await page.locator('#section-search input[type=number]').nth(1).fill('3');
  await page.locator('#section-search button.primary').click();
  const ended = page.locator('#section-search td', { hasText: 'most tokens' });
  await ended.nth(2).waitFor({ timeout: 60_000 });
  const nodes = () => page.locator('.icicle .node').count();
  const before = await nodes();
  await page.locator('vscode-tree-item').nth(2).click();
  const path = (await page.locator('.path-text').textContent())!.replaceAll('·', ' ').trim();
  await page.locator('button', { hasText: 'Expand here' }).click();
  expect(await until(async () => (await nodes()) > before, 60_000)).toBe(true);
  expect((await page.locator('.path-text').textContent())!.replaceAll('·', ' ').trim()).toBe(path); // the node is where it was
  await window.screenshot(join(screenshots, 'inspector-search.png'));
  await page.locator('button', { hasText: 'Insert this path' }).click();
  await window.press('Control+1');
  // The path begins with what was typed, which is not typed again.
  expect(await until(async () => (await window.editorText()).split('\n')[5]?.trim() === `return a ${path}`.trim(), 20_000)).toBe(true);
});

test('what is shown is written down, saved, and the same when it is opened again', async () => {
  const { window } = vscode;
  const page = await inspectorPage();
  const menu = async (label: string) => {
    await page.locator('.menu > summary').click();
    await page.locator('.menu button', { hasText: label }).click();
  };
  await page.locator('.mark.is-live').waitFor();
  const file = join(folder, 'inspection.json');
  await menu('Save replay file…');
  await chooseFile(file);
  expect(await until(async () => (await readFile(file, 'utf8').catch(() => '')).endsWith('}'), 20_000)).toBe(true);
  await menu('Open replay file…');
  await chooseFile(file);
  await page.locator('.place', { hasText: 'inspection.json' }).waitFor();
  expect(await page.locator('#section-context .note').first().textContent()).toBe('Everything is as it was saved.');

  const saved = JSON.parse(await readFile(file, 'utf8')) as { top: [number, number, string][] };
  saved.top[1]![1] -= 0.01;
  await writeFile(join(folder, 'changed.json'), JSON.stringify(saved));
  await menu('Open replay file…');
  await chooseFile(join(folder, 'changed.json'));
  await page.locator('.place', { hasText: 'changed.json' }).waitFor();
  expect(await page.locator('#section-context .note').first().textContent()).toMatch(/^The probability of .+ is 0\.\d+ and was 0\.\d+\.$/);
  await page.locator('button', { hasText: 'Unpin' }).click();
  await page.locator('.mark.is-live').waitFor();

  const likeliest = await page.locator('#row-1 .id').textContent();
  await menu('Markdown');
  await backToEditor('notes.md');
  await window.press('Control+v');
  const row = new RegExp(`\\| 1 \\| .+ \\| ${likeliest} \\|`);
  const pasted = async (): Promise<boolean> => {
    await window.press('Control+Home'); // only lines in view can be read
    if (!(await window.editorText()).startsWith('# Next-token probabilities')) return false;
    for (let view = 0; view < 8; view++) {
      if (row.test(await window.editorText())) return true;
      await window.press('PageDown');
    }
    return false;
  };
  expect(await until(pasted, 20_000)).toBe(true);
});

test('a suggestion is shown token by token, with what ended it', async () => {
  const { window } = vscode;
  await backToEditor('total.py');
  await window.press('Control+End');
  await window.type('u');
  const ghost = await window.ghostText({ wait: 30_000 });
  expect(ghost).not.toBe('');
  await window.command('Inkling: Inspect this suggestion');
  const page = await inspectorPage();
  const rows = page.locator('.steps .grid-rows .row');
  await rows.first().waitFor({ timeout: 60_000 });
  const names = await rows.locator('.name').allTextContents();
  expect(
    names
      .join('')
      .replace(/↵.*|not shown|\s/g, '')
      .replaceAll('·', ' '),
  ).toContain(ghost.split('\n')[0]!.replaceAll(' ', ' ').trim().slice(0, 12));
  await expect.poll(() => page.locator('#section-suggestion .note').first().textContent()).toMatch(/^The model (stopped|was still)/);
  await window.screenshot(join(screenshots, 'inspector-suggestion.png'));
  const first = await page.locator('#step-0 [role=gridcell]').nth(1).textContent();
  expect(first).toMatch(/%$/);
  await rows.last().click();
  const chosen = page.locator('.steps .row[aria-selected=true]');
  expect(await until(async () => (await chosen.getAttribute('id')) === `step-${names.length - 1}`, 20_000)).toBe(true);
});

test('surprising code is underlined in the editor, and the cursor goes to it', async () => {
  const { window } = vscode;
  await backToEditor('odd.ts');
  await window.press('Control+Home');
  await window.command('Inkling: Go to next surprising token');
  const underlined = () =>
    window.page.evaluate<readonly string[]>(`[...document.querySelectorAll('.monaco-editor .view-overlays .cdr')]
      .map((mark) => getComputedStyle(mark))
      .filter((style) => style.borderBottomStyle === 'dotted' && Number.parseFloat(style.borderBottomWidth) > 0)
      .map((style) => style.borderBottomColor)`);
  expect(await until(async () => (await underlined()).length > 0, 60_000)).toBe(true);
  for (const colour of await underlined()) expect(colour).not.toMatch(/^rgba\(.*, 0\)$/); // a colour that can be seen
  await window.screenshot(join(screenshots, 'inspector-underlines.png'));
});

test('the buttons of the title do what those of the page do', async () => {
  const { window } = vscode;
  const page = await inspectorPage();
  await page.locator('.mark.is-live, .mark.is-pinned').first().waitFor();
  await window.page.locator('.tab', { hasText: 'Next-token probabilities' }).click();
  const button = (label: string) => window.page.locator(`.editor-group-container .editor-actions .action-label[aria-label^="${label}"]`);
  if ((await button('Unpin inspection').count()) > 0) await button('Unpin inspection').click();
  await button('Pin inspection').click();
  await page.locator('.mark.is-pinned').waitFor();
  await button('Unpin inspection').click();
  await page.locator('.mark.is-live').waitFor();
  await window.screenshot(join(screenshots, 'inspector-title.png'));
});

// What the page itself has saved is not looked for: a browser that is reloaded may lose what was stored a moment before.
test('the panel is there again after a restart of the window', async () => {
  const { window } = vscode;
  await inspectorPage();
  await backToEditor('sums.ts');
  await window.page.reload();
  expect(await listed(await inspectorPage(90_000), 3)).toHaveLength(3); // the extension is started anew first
});

test('the page breaks no rule about what it may load', () => {
  expect([refusals.heard, refusals.written]).toEqual([[], []]);
});

test('and a rule that it broke would be noticed', async () => {
  const page = await inspectorPage();
  await page.evaluate(`document.body.setAttribute('style', 'color: red')`);
  await expect.poll(() => refusals.heard).toEqual([expect.stringContaining('style-src')]);
  await expect.poll(() => refusals.written).toEqual([expect.stringContaining('inline style')]);
});
