// The built page in a plain browser, with a stand-in for VS Code around it. The editor bench uses it too, without the DOM's types.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import type { FromPage, ToPage } from '../../src/protocol/panel';
import { parseFromPage } from '../../src/protocol/validate-from-page';
import { startBrowser } from '../e2e/harness/browser';
import { serialize } from './serialize';
import { PageServer, type Theme } from './server';

interface TestHost {
  readonly sent: unknown[];
  readonly violations: string[];
  deliver(json: string): void;
}

declare const testHost: TestHost;

export interface OpenOptions {
  readonly theme?: Theme;
  readonly lang?: string;
  readonly width?: number;
  readonly height?: number;
  /** What an earlier load has left. */
  readonly saved?: object;
  readonly messages?: readonly ToPage[];
  /** A script that runs before any of the page's. */
  readonly first?: string;
}

/** One browser and one server for the pages of a test file. */
export class Inspectors {
  readonly #server: PageServer;
  readonly #browser: Browser;
  readonly #home: string;

  private constructor(server: PageServer, browser: Browser, home: string) {
    this.#server = server;
    this.#browser = browser;
    this.#home = home;
  }

  static async start(): Promise<Inspectors> {
    const home = await mkdtemp(join(tmpdir(), 'page-'));
    const server = new PageServer();
    await server.start();
    return new Inspectors(server, await startBrowser(home), home);
  }

  async stop(): Promise<void> {
    await this.#browser.close();
    await this.#server.stop();
    await rm(this.#home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }

  async open({
    theme = 'dark',
    lang = 'en',
    width = 900,
    height = 900,
    saved,
    messages = [],
    first,
  }: OpenOptions = {}): Promise<Inspector> {
    const page = await this.#browser.newPage({ viewport: { width, height }, reducedMotion: 'reduce' });
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.stack ?? error.message));
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    if (saved) await page.addInitScript(`sessionStorage.setItem('state', ${JSON.stringify(JSON.stringify(saved))})`);
    if (first) await page.addInitScript(first);
    await page.goto(`${this.#server.origin}/?theme=${theme}&lang=${lang}`);
    const inspector = new Inspector(page, errors);
    await inspector.deliver(...messages);
    return inspector;
  }
}

export class Inspector implements AsyncDisposable {
  readonly page: Page;
  readonly #errors: string[];

  constructor(page: Page, errors: string[]) {
    this.page = page;
    this.#errors = errors;
  }

  async deliver(...messages: readonly ToPage[]): Promise<void> {
    for (const message of messages) await this.page.evaluate((json) => testHost.deliver(json), serialize(message));
    await this.painted();
  }

  /** Two frames later everything that an event brought about is on the page. */
  async painted(): Promise<void> {
    await this.page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
  }

  /** What the page told its host, each message checked as the host does. */
  async sent(): Promise<readonly FromPage[]> {
    const messages = await this.page.evaluate(() => testHost.sent);
    return messages.map((message) => {
      const parsed = parseFromPage(message);
      if (!parsed) throw new Error(`the host would not understand ${JSON.stringify(message)}`);
      return parsed;
    });
  }

  /** What went wrong in the page: errors, and what the content security policy refused. */
  async faults(): Promise<readonly string[]> {
    return [...this.#errors, ...(await this.page.evaluate(() => testHost.violations))];
  }

  /** Faults of accessibility, each with where it is. */
  async inaccessible(): Promise<readonly string[]> {
    await this.page.evaluate(axe.source);
    return this.page.evaluate(async () => {
      const { violations } = await (
        globalThis as unknown as {
          axe: { run(): Promise<{ violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[] }> };
        }
      ).axe.run();
      return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 200)} ${node.failureSummary ?? ''}`));
    });
  }

  async text(selector: string): Promise<string> {
    return (await this.page.locator(selector).first().textContent()) ?? '';
  }

  /** Whether something is wider than the window. */
  async overflows(): Promise<boolean> {
    return this.page.evaluate<boolean>('document.documentElement.scrollWidth > document.documentElement.clientWidth');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.page.close();
  }
}
