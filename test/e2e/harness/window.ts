import { parse, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { readEditorText, readGhostText, readLabels, readStatusBar, type StatusItem } from './page-functions';
import { until } from './processes';

const ROWS = '.quick-input-widget .quick-input-list .monaco-list-row';
const INPUT = '.quick-input-widget .quick-input-box input';

/** One VS Code window, used as a person does: by keys, by the command palette, by looking. */
export class Window {
  readonly page: Page;
  readonly #workspace: string;
  readonly #timeout: number;

  constructor(page: Page, workspace: string, timeout: number) {
    this.page = page;
    this.#workspace = workspace;
    this.#timeout = timeout;
  }

  /** Runs a command by its title, as the command palette shows it. */
  async command(title: string): Promise<void> {
    await this.#open('F1', `>${title}`, title, 'command');
    await this.#closed();
  }

  /** Runs a command that asks what to choose, and chooses. */
  async choose(title: string, choice: string): Promise<void> {
    await this.#open('F1', `>${title}`, title, 'command');
    const input = this.page.locator(INPUT);
    // The same input asks again, empty.
    await until(async () => (await input.isVisible()) && (await input.inputValue()) === '', this.#timeout);
    await input.fill(choice);
    if (!(await this.#pick(choice, 'choice'))) throw new Error(`'${choice}' could not be chosen`);
    await this.#closed();
  }

  /** Opens a file of the workspace and puts the cursor into it. */
  async openFile(name: string): Promise<void> {
    const { base, dir } = parse(name);
    // The whole path, as the list shows old rows for a moment.
    await this.#open('Control+p', resolve(this.#workspace, name), dir ? `${base} ${dir}` : base, 'file');
    await this.#closed();
    await this.page.locator('.editor-group-container.active .tab.active', { hasText: base }).waitFor();
    const editor = this.#editor();
    await editor.waitFor();
    const focused = () => editor.getAttribute('class').then((classes) => classes?.split(' ').includes('focused') ?? false);
    if (!(await until(focused, 2_000))) await editor.locator('.view-lines').click();
  }

  /** Types key by key into whatever has the focus. VS Code closes brackets and indents as ever. */
  async type(text: string, { delay = 15 } = {}): Promise<void> {
    await this.page.keyboard.type(text, { delay });
  }

  async press(key: string): Promise<void> {
    await this.page.keyboard.press(key);
  }

  /** The suggested text now in view, '' if there is none. Waits up to `wait` milliseconds for one. */
  async ghostText({ wait = 5_000 } = {}): Promise<string> {
    // It is drawn piece by piece, so only what stays for 150 ms counts.
    const end = Date.now() + wait;
    const read = () => this.#editor().evaluate(readGhostText);
    let text = await read();
    let since = Date.now();
    while (Date.now() < end + 2_000 && (Date.now() - since < 150 || (!text && Date.now() < end))) {
      await sleep(50);
      const now = await read();
      if (now !== text) [text, since] = [now, Date.now()];
    }
    return text;
  }

  /** What is suggested now in each editor, in the order of their groups. */
  async ghostTexts(): Promise<string[]> {
    const editors = await this.page.locator('.editor-group-container .monaco-editor[role="code"]').all();
    return Promise.all(editors.map((editor) => editor.evaluate(readGhostText)));
  }

  /** The text of the active editor without ghost text; only the lines in view. */
  async editorText(): Promise<string> {
    // What was typed is drawn by then.
    await sleep(100);
    return this.#editor().evaluate(readEditorText);
  }

  /** What the status bar shows, left to right. */
  statusBar(): Promise<StatusItem[]> {
    return this.page.locator('.part.statusbar .statusbar-item').evaluateAll(readStatusBar);
  }

  /** The messages (toasts) now in view. */
  notifications(): Promise<string[]> {
    return this.page.locator('.notifications-toasts .notification-list-item-message').allInnerTexts();
  }

  async screenshot(path: string): Promise<void> {
    await this.page.screenshot({ path });
  }

  #editor() {
    return this.page.locator('.editor-group-container.active .monaco-editor[role="code"]').first();
  }

  /** Types into the quick input that `key` opens and picks the row with this title. */
  async #open(key: string, text: string, title: string, what: string): Promise<void> {
    const input = this.page.locator(INPUT);
    for (let left = 5; left > 0; left--) {
      await this.page.keyboard.press(key);
      const isAsked = await succeeds(input.fill(text, { timeout: this.#timeout / 10 }));
      if (isAsked && (await this.#pick(title, what))) return;
      // It closes when something else takes the focus, as a window does that has just been opened.
      if (await input.isVisible()) await this.page.keyboard.press('Escape');
    }
    throw new Error(`the ${what} '${title}' was offered and could not be picked`);
  }

  /** Picks the row with this title in the quick input. @returns whether it was there long enough */
  async #pick(title: string, what: string): Promise<boolean> {
    // A row's label may go on after a comma: "Save, Ctrl+S, recently used".
    const fits = (label: string) => label === title || label.startsWith(`${title},`);
    let labels: string[] = [];
    const there = await until(async () => {
      labels = await this.page.locator(ROWS).evaluateAll(readLabels);
      return labels.some(fits);
    }, this.#timeout);
    if (!there) {
      await this.page.keyboard.press('Escape');
      throw new Error(`no ${what} '${title}'; offered were: ${labels.join(' | ') || 'nothing'}`);
    }
    // By its label, not its place: the list may change until the click, and so may what follows the comma.
    const row = `${ROWS}[aria-label=${JSON.stringify(title)}], ${ROWS}[aria-label^=${JSON.stringify(`${title},`)}]`;
    return succeeds(
      this.page
        .locator(row)
        .filter({ visible: true })
        .first()
        .click({ timeout: this.#timeout / 3 }),
    );
  }

  async #closed(): Promise<void> {
    await this.page
      .locator('.quick-input-widget')
      .waitFor({ state: 'hidden' })
      .catch(() => {});
  }
}

/** Whether what Playwright was asked to do was done in time. */
function succeeds(action: Promise<void>): Promise<boolean> {
  return action.then(
    () => true,
    () => false,
  );
}
