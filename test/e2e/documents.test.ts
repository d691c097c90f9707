// What happens to a document while somebody types in it, in a real VS Code with the packaged extension.
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import { Desk } from './harness/desk';
import { until } from './harness/processes';
import { Trace } from './harness/trace';

let desk: Desk;

beforeAll(async () => {
  desk = await Desk.launch(inject('vsix'), { '[ruby]': { 'inkling.enabled': false } });
});

afterEach(() => desk.clear());

afterAll(() => desk?.close());

const FUNCTION = `def total(items):
    result = 0
    for item in items:
        result += item.price
    return result


`;

const TEXT = `${FUNCTION}def average(items):
    result = 0
    for item in items:
`;

const LINE = '        result += ';

const isShown = async (): Promise<boolean> => (await desk.window.ghostText({ wait: 0 })) !== '';

test('of two editors on one document the one in front shows the suggestion, and what is known serves both', async () => {
  const { window } = desk;
  await desk.open('split.py', TEXT);
  await window.press('Control+\\');
  expect(await until(async () => (await window.ghostTexts()).length === 2, 10_000)).toBe(true);
  await window.press('Control+End');
  const trace = new Trace(desk, 'split.py');
  const ghost = await trace.step({ type: LINE, stands: `${TEXT}${LINE}|`, shows: 'prediction', from: 'engine' });
  expect(await window.ghostTexts()).toEqual(['', ghost]);

  await window.press('Control+1');
  await window.press('Control+End');
  const first = ghost.slice(0, 1);
  const rest = await trace.step({ type: first, stands: `${TEXT}${LINE}${first}|`, shows: 'rest', from: 'memory' });
  expect(await window.ghostTexts()).toEqual([rest, '']);
  for (const group of [1, 2]) {
    await window.press(`Control+${group}`);
    expect((await window.editorText()).split('\n').at(-1)).toBe(LINE + first);
  }
});

/** Renames the file in front, as in the explorer. */
async function rename(name: string): Promise<void> {
  const { window } = desk;
  await window.press('Control+Shift+e');
  await window.press('F2');
  const input = window.page.locator('.explorer-viewlet .monaco-inputbox input');
  await input.fill(name);
  await input.press('Enter');
  await window.page.locator(`.explorer-viewlet .monaco-list-row[aria-label^=${JSON.stringify(name)}]`).waitFor();
  await window.openFile(name); // the explorer has the focus
}

/** What completions began and ceased to draw on, by the log from some place on. */
async function drawnOn(from: number): Promise<string[]> {
  const said = (await desk.vscode.log()).slice(from).matchAll(/Completions (may|no longer) draw on \S*\/([^/\s]+)\.(?=\s)/g);
  return Array.from(said, ([, how = '', name = '']) => `${how === 'may' ? '+' : '-'}${name}`);
}

test('a renamed file is completed under its new name, and nothing of the old one is kept', async () => {
  const { window } = desk;
  await desk.open('old.py', TEXT);
  await new Trace(desk, 'old.py').step({ type: LINE, stands: `${TEXT}${LINE}|`, shows: 'prediction', from: 'engine' });
  await rename('new.py');
  await window.press('Control+End');
  const trace = new Trace(desk, 'new.py');
  // What was suggested under the old name goes on so, but is not served.
  await trace.step({ type: 'i', stands: `${TEXT}${LINE}i|`, shows: 'prediction', from: 'engine' });

  const opened = (await desk.vscode.log()).length;
  await desk.open('beside.py', 'from new import total\n\nprint(');
  await window.type('tot');
  expect(await until(async () => (await drawnOn(opened)).includes('+new.py'), 20_000), await desk.vscode.log()).toBe(true);
  expect(await desk.holds('beside.py', 'from new import total\n\nprint(tot')).toBe(true);

  await window.openFile('new.py');
  const renamed = (await desk.vscode.log()).length;
  await rename('newer.py');
  await window.openFile('beside.py');
  await window.type('a');
  expect(await until(async () => (await drawnOn(renamed)).includes('+newer.py'), 20_000), await desk.vscode.log()).toBe(true);
  const drawn = await drawnOn(renamed);
  expect(drawn).toContain('-new.py');
  expect(drawn).not.toContain('+new.py');
  expect(await until(isShown, 20_000), await desk.vscode.log()).toBe(true);
});

test('in a file of 5 MB suggestions come, and meanwhile in another file, too', async () => {
  const { window } = desk;
  const piece = FUNCTION.replace(':\n', ':\n    """What all of these items cost together, before tax."""\n');
  const text = piece.repeat(Math.ceil((5 * 1024 * 1024) / piece.length)) + TEXT;
  await desk.open('large.py', text);
  await new Trace(desk, 'large.py').step({ type: LINE, stands: `${text}${LINE}|`, shows: 'prediction', from: 'engine' });

  await window.type('item.weight\n');
  await desk.open('small.py', TEXT);
  await window.type(LINE);
  expect(await until(isShown, 90_000), await desk.vscode.log()).toBe(true);
  expect(await desk.holds('small.py', TEXT + LINE)).toBe(true);

  await window.openFile('large.py');
  await window.type('    return r');
  expect(await until(isShown, 90_000), await desk.vscode.log()).toBe(true);
}, 360_000);

test('where VS Code draws no ghost text, in more than 300,000 lines, nothing is asked for', async () => {
  const text = '\n'.repeat(300_001);
  await desk.open('lines.py', text);
  await new Trace(desk, 'lines.py').step({ type: 'x', stands: `${text}x|`, shows: 'nothing', from: 'too-large' });
});

test('a document that gets another language is asked about anew, by the settings for that language', async () => {
  const { window } = desk;
  const says = (words: string) => until(async () => (await desk.status()).includes(words), 10_000);
  const isOff = () => says('off for ruby');
  const isOn = () => until(async () => !(await desk.status()).includes('off'), 10_000);
  const toggle = () => window.command('Inkling: Toggle completions for this language');
  const become = (language: string) => window.choose('Change Language Mode', language);
  const at = (typed: string) => `${TEXT}${LINE}${typed}|`;
  await desk.open('language.py', TEXT);
  const trace = new Trace(desk, 'language.py');
  await trace.step({ type: LINE, stands: at(''), shows: 'prediction', from: 'engine' });
  await become('Perl');
  await trace.step({ type: 'i', stands: at('i'), shows: 'prediction', from: 'engine' });

  await become('Ruby');
  expect(await isOff(), await desk.status()).toBe(true);
  await trace.step({ type: 't', stands: at('it'), shows: 'nothing', from: 'disabled-language' });
  await toggle();
  expect(await isOn(), await desk.status()).toBe(true);
  await trace.step({ type: 'e', stands: at('ite'), shows: 'prediction', from: 'engine' });
  await toggle();
  expect(await isOff(), await desk.status()).toBe(true);

  await become('Python');
  expect(await isOn(), await desk.status()).toBe(true);
  await trace.step({ type: 'm', stands: at('item'), shows: 'prediction', from: 'engine' });
});
