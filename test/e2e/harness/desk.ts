import { mkdirSync, mkdtempSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extentFor } from '../../../src/completion/extent/extent';
import { languageOfFile } from '../../../src/completion/language/files';
import { shape } from '../../../src/extension/completion/shape';
import type { Completion } from '../../../src/protocol/messages';
import { prefixOf } from '../../../src/protocol/prefix';
import { runJson } from '../../support/cli';
import { type Answered, answers } from './answers';
import { launch, type VsCode } from './launch';
import { until } from './processes';
import type { Window } from './window';

const SETTINGS = {
  // The list of suggestions would take the Tab key.
  'editor.quickSuggestions': { other: 'off', comments: 'off', strings: 'off' },
  'editor.suggestOnTriggerCharacters': false,
  'workbench.editor.enablePreview': false,
  // Tests keep a machine busy, and what is done then is not to depend on it.
  'inkling.power.policy': 'always',
};

/** A VS Code with Inkling in it, and files to type in. */
export class Desk {
  readonly vscode: VsCode;
  readonly #folder: string;
  readonly #workspace: string;
  readonly #predicted = new Map<string, Promise<string>>();

  private constructor(vscode: VsCode, folder: string, workspace: string) {
    this.vscode = vscode;
    this.#folder = folder;
    this.#workspace = workspace;
  }

  static async launch(extension: string, settings: Readonly<Record<string, unknown>> = {}): Promise<Desk> {
    const folder = mkdtempSync(join(tmpdir(), 'inkling-desk-'));
    const workspace = join(folder, 'workspace');
    mkdirSync(workspace);
    const vscode = await launch({ extension, workspace, settings: { ...SETTINGS, ...settings }, logLevel: 'inkling.inkling:debug' });
    const desk = new Desk(vscode, folder, workspace);
    try {
      await desk.#warmUp();
    } catch (error) {
      await desk.close();
      throw error;
    }
    return desk;
  }

  /** Types until the engine has answered: VS Code asks nobody about keys that come before the extension has registered itself. */
  async #warmUp(): Promise<void> {
    await this.open('first.txt', '');
    const isAnswered = async () => (await this.answers()).some(({ from }) => from !== 'left');
    const isReady = await until(async () => {
      await this.window.type(' ');
      return until(isAnswered, 5_000);
    }, 90_000);
    if (!isReady) throw new Error(`VS Code has asked nothing. ${await this.vscode.log()}`);
    await this.clear();
  }

  get window(): Window {
    return this.vscode.window;
  }

  /** What became of all questions so far. */
  answers(): Promise<Answered[]> {
    return answers(this.vscode);
  }

  /** What Inkling's item in the status bar says. */
  async status(): Promise<string> {
    const items = await this.window.statusBar();
    return items.map(({ text, label }) => `${text}|${label}`).find((shown) => shown.startsWith('Inkling')) ?? '';
  }

  async write(name: string, text: string): Promise<void> {
    await writeFile(join(this.#workspace, name), text);
  }

  read(name: string): Promise<string> {
    return readFile(join(this.#workspace, name), 'utf8');
  }

  /** Opens a file with the cursor at its end; with a text, it is written first. */
  async open(name: string, text?: string): Promise<void> {
    if (text !== undefined) await this.write(name, text);
    await this.window.openFile(name);
    await this.window.press('Control+End');
  }

  /** Saves the file in front, until it holds this text. @returns whether it came to hold it */
  async holds(name: string, text: string): Promise<boolean> {
    await this.window.press('Control+s');
    return until(async () => (await this.read(name)) === text, 10_000);
  }

  /** Saves the file in front, and closes everything. */
  async clear(): Promise<void> {
    const { window } = this;
    await window.press('Control+s');
    await window.page.locator('.tab.dirty').first().waitFor({ state: 'hidden' });
    await window.press('Control+k');
    await window.press('Control+w');
    await window.page.locator('.editor-group-container .monaco-editor[role="code"]').first().waitFor({ state: 'hidden' });
  }

  /** What the command line says comes at the bar in a text, as far as it is worth showing; nothing else is open beside the file. */
  predict(name: string, marked: string): Promise<string> {
    const key = `${name}\n${marked}`;
    const predicted = this.#predicted.get(key) ?? this.#predict(name, marked);
    this.#predicted.set(key, predicted);
    return predicted;
  }

  async #predict(name: string, marked: string): Promise<string> {
    const [before = '', after = ''] = marked.split('|');
    const language = languageOfFile(name);
    const lines = before.split('\n');
    const { extent } = extentFor({ language, before, after, multiline: 'auto' });
    const file = join(this.#folder, name);
    await writeFile(file, before + after);
    const cursor = ['--line', `${lines.length}`, '--column', `${(lines.at(-1) ?? '').length + 1}`];
    const completion = await runJson<Completion>([
      'complete',
      file,
      '--first-word',
      ...cursor,
      ...(extent === 'block' ? ['--multiline'] : []),
    ]);
    return shape(completion, { document: name, language, prefix: prefixOf(before), after, conditions: '' }, 'low').text;
  }

  async close(): Promise<void> {
    await this.vscode.close();
    await rm(this.#folder, { recursive: true, force: true });
  }
}
