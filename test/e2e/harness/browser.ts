import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { HOME_VARIABLE } from './processes';

export interface Viewport {
  readonly width: number;
  readonly height: number;
}

export function startBrowser(home: string): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath(),
    env: { ...definedEnvironment(), XDG_CONFIG_HOME: home, XDG_CACHE_HOME: home, [HOME_VARIABLE]: home },
    // Playwright's own handlers close the browser and then let the process live on.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    // The workbench asks for a marketplace and more; without a network these requests
    // only make noise, with one they make a test depend on other people's servers.
    args: ['--no-sandbox', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'],
  });
}

export async function openPage(browser: Browser, viewport: Viewport, timeout: number): Promise<Page> {
  const page = await browser.newPage({ viewport });
  page.setDefaultTimeout(timeout);
  // A reload with unsaved files would ask, and Playwright would answer 'stay'.
  page.on('dialog', (dialog) => {
    const answer = dialog.type() === 'beforeunload' ? dialog.accept() : dialog.dismiss();
    answer.catch(() => {});
  });
  return page;
}

function chromiumPath(): string {
  const chosen = process.env['CHROMIUM'];
  if (chosen) return chosen;
  const folder = (process.env['PATH'] ?? '').split(delimiter).find((dir) => existsSync(join(dir, 'chromium')));
  if (folder === undefined) throw new Error('there is no chromium on PATH: run scripts/setup-vscode.sh or set CHROMIUM');
  return join(folder, 'chromium');
}

function definedEnvironment(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
