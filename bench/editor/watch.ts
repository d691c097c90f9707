/** What is seen in the page: keys and ghost text, with the page's own clock. */
import type { Page } from 'playwright-core';
import { readGhostText } from '../../test/e2e/harness/page-functions';

export interface Sight {
  /** Milliseconds since the page was opened. */
  readonly at: number;
  /** A key that went down; absent where the ghost text changed. */
  readonly key?: string;
  /** The ghost text from now on; '' for none. */
  readonly ghost?: string;
}

/** Starts to watch: every key as the browser got it, every change of the ghost text as a MutationObserver sees it. */
export async function watch(page: Page): Promise<void> {
  await page.evaluate(`(${install.toString()})(${readGhostText.toString()})`);
}

/** All that was seen since `from`. */
export function seen(page: Page, from = 0): Promise<Sight[]> {
  return page.evaluate(`globalThis.benchSights.filter(({ at }) => at >= ${from})`);
}

/**
 * Waits, in the page, for the next ghost text after a key.
 * @returns milliseconds between them and the text; undefined when none came within `patience` milliseconds
 */
export function nextGhost(page: Page, from: number, patience: number): Promise<{ delay: number; ghost: string } | undefined> {
  return page.evaluate(`globalThis.benchNextGhost(${from}, ${patience})`);
}

/** The page's clock. */
export function now(page: Page): Promise<number> {
  return page.evaluate('performance.now()');
}

// Runs in the page, so it stands alone. The project is not compiled with the DOM's types.
function install(read: (editor: unknown) => string): void {
  const scope = globalThis as unknown as {
    benchSights: readonly Sight[];
    benchNextGhost(from: number, patience: number): Promise<unknown>;
    document: { querySelector(selector: string): unknown };
    addEventListener(name: string, listener: (event: { timeStamp: number; key: string }) => void, capture: boolean): void;
    MutationObserver: new (listener: () => void) => { observe(target: unknown, options: object): void };
  };
  const sights: Sight[] = [];
  const waiting = new Set<() => void>();
  scope.benchSights = sights;
  scope.benchNextGhost = (from, patience) =>
    new Promise((resolve) => {
      const end = (result: unknown) => {
        clearTimeout(timer);
        waiting.delete(check);
        resolve(result);
      };
      const check = () => {
        const key = sights.find(({ at, key }) => at >= from && key !== undefined);
        const shown = key && sights.find(({ at, ghost }) => at > key.at && ghost);
        if (shown) end({ delay: shown.at - key.at, ghost: shown.ghost });
      };
      const timer = setTimeout(() => end(undefined), patience);
      waiting.add(check);
      check();
    });
  let last = '';
  scope.addEventListener('keydown', ({ timeStamp, key }) => sights.push({ at: timeStamp, key }), true);
  const look = () => {
    const editor = scope.document.querySelector('.editor-group-container.active .monaco-editor[role="code"]');
    const ghost = editor ? read(editor).trimEnd() : '';
    if (ghost === last) return;
    last = ghost;
    sights.push({ at: performance.now(), ghost });
    for (const check of [...waiting]) check();
  };
  new scope.MutationObserver(look).observe(scope.document.querySelector('.monaco-workbench .part.editor'), {
    attributes: true,
    childList: true,
    characterData: true,
    subtree: true,
  });
}
