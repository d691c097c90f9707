// Starts a real VS Code (see scripts/setup-vscode.sh) with one extension in it and drives it
// through a browser. Each launch has its own profile and leaves nothing behind.
import { existsSync, rmSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import { openPage, startBrowser, type Viewport } from './browser';
import { kill, processesOf, type Running, until } from './processes';
import { CodeServer, type Manifest, type Places } from './server';
import { Window } from './window';

// What a test does not want to meet: the welcome page, the chat view (it takes the
// focus at start), anything that asks a question or wants the network.
const quietSettings = {
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'chat.disableAIFeatures': true,
  'telemetry.telemetryLevel': 'off',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'git.openRepositoryInParentFolders': 'never',
  'window.autoDetectHighContrast': false,
};

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export interface LaunchOptions {
  /** A .vsix file, or a folder with a package.json. */
  readonly extension: string;
  /** Further .vsix files. */
  readonly beside?: readonly string[];
  /** What extensions log, such as `publisher.name:debug`; as usual when absent. */
  readonly logLevel?: string;
  /** The folder to open; used as it is, so tests change it. */
  readonly workspace: string;
  /** User settings on top of the quiet ones. */
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly viewport?: Viewport;
  /** For one step, in milliseconds. */
  readonly timeout?: number;
}

export interface VsCode extends AsyncDisposable {
  readonly window: Window;
  /** The logs on disk: by default the output channels of extensions that are not built in. */
  log(filter?: RegExp): Promise<string>;
  /** The processes of this VS Code and its extension. */
  processes(): Running[];
  /** Ends everything; `killed` are the processes that did not end by themselves. */
  close(): Promise<{ killed: string[] }>;
}

const CHANNELS = /exthost\d+\/(?!vscode\.)[^/]+\/[^/]+\.log$/;
const HOST_LOG = /remoteexthost\.log$/;

export async function launch(options: LaunchOptions): Promise<VsCode> {
  const { extension, workspace, settings = {}, env = {}, viewport = { width: 1280, height: 800 }, timeout = 30_000 } = options;
  const { beside = [], logLevel } = options;
  for (const file of [extension, workspace]) if (!existsSync(file)) throw new Error(`there is no ${file}`);
  const places = await makePlaces({ ...quietSettings, ...settings });
  const { home } = places;
  const release = endWithThisProcess(home);
  const server = new CodeServer(places, env);
  let serverPid: number | undefined;
  let browser: Browser | undefined;

  let closed: Promise<{ killed: string[] }> | undefined;
  const close = () => {
    closed ??= end();
    return closed;
  };
  async function end() {
    await browser?.close().catch(() => {});
    // SIGTERM to the server alone gives the extension host time for deactivate().
    if (serverPid !== undefined) kill(serverPid, 'SIGTERM');
    await until(() => processesOf(home).length === 0, 6_000);
    const left = processesOf(home);
    for (const { pid } of left) kill(pid, 'SIGKILL');
    await until(() => processesOf(home).length === 0, 3_000);
    release();
    await rm(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    return { killed: left.map(({ command }) => command) };
  }

  try {
    const manifest = await server.install(extension);
    for (const other of beside) await server.install(other);
    const { pid, url } = await server.start(timeout);
    serverPid = pid;
    browser = await startBrowser(home);
    const page = await openPage(browser, viewport, timeout);
    const payload = logLevel === undefined ? '' : `&payload=${encodeURIComponent(JSON.stringify([['logLevel', logLevel]]))}`;
    await page.goto(`${url}?folder=${encodeURIComponent(resolve(workspace))}${payload}`, { timeout: 60_000 });
    await page.locator('.monaco-workbench .part.statusbar .statusbar-item').first().waitFor({ timeout: 60_000 });
    await waitForActivation(server, manifest);
    const window = new Window(page, workspace, timeout);
    return {
      window,
      close,
      log: (filter = CHANNELS) => server.logs(filter),
      processes: () => processesOf(home),
      [Symbol.asyncDispose]: async () => {
        await close();
      },
    };
  } catch (error) {
    const { killed } = await close();
    const said = server.output.trim().split('\n').slice(-15).join('\n');
    throw new Error(`VS Code did not start. The server said:\n${said}\nStill running at the end: ${killed.join('\n') || 'nothing'}`, {
      cause: error,
    });
  }
}

async function makePlaces(settings: object): Promise<Places> {
  const home = await mkdtemp(join(tmpdir(), 'e2e-'));
  const places = { home, extensions: join(home, 'ext'), data: join(home, 'data'), tmp: join(home, 'tmp') };
  const [user, machine] = [join(places.data, 'User'), join(places.data, 'Machine')];
  await Promise.all([places.extensions, user, machine, places.tmp].map((folder) => mkdir(folder, { recursive: true })));
  await writeFile(join(user, 'settings.json'), JSON.stringify(settings, null, 2));
  // A server reads what is of a machine's scope only there, and what is there goes before the user's.
  const ofMachine = Object.entries(settings).filter(([key]) => /^inkling\.(engine|power)\./.test(key));
  await writeFile(join(machine, 'settings.json'), JSON.stringify(Object.fromEntries(ofMachine), null, 2));
  return places;
}

/** A test that throws or is interrupted must not leave a server running. Returns how to take that back. */
function endWithThisProcess(home: string): () => void {
  const atExit = () => {
    for (const { pid } of processesOf(home)) kill(pid, 'SIGKILL');
    try {
      rmSync(home, { recursive: true, force: true, maxRetries: 3 });
    } catch {
      // Only a temporary folder.
    }
  };
  const atSignal = (_: NodeJS.Signals, number: number) => process.exit(128 + number);
  process.once('exit', atExit);
  for (const signal of SIGNALS) process.once(signal, atSignal);
  return () => {
    process.off('exit', atExit);
    for (const signal of SIGNALS) process.off(signal, atSignal);
  };
}

/** When the extension, if it starts with the window, has begun to. When it has finished only a test can tell, by what it shows. */
async function waitForActivation(server: CodeServer, { publisher, name, activationEvents = [] }: Manifest): Promise<void> {
  const starts = activationEvents.includes('onStartupFinished');
  const mark = starts ? `_doActivateExtension ${publisher}.${name},` : 'Eager extensions activated';
  const there = await until(async () => (await server.logs(HOST_LOG)).includes(mark), 60_000);
  if (!there) throw new Error(`no '${mark}' within 60 s; the extension host's log:\n${(await server.logs(HOST_LOG)) || '(none)'}`);
}
