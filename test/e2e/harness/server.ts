import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, readFile, symlink } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { HOME_VARIABLE, until } from './processes';

const cache = process.env['INKLING_E2E_CACHE'] ?? join(homedir(), '.cache', 'inkling-e2e');
const node = join(cache, 'vscode', 'node');
const codeServer = join(cache, 'vscode', 'node_modules', 'code-server', 'out', 'node', 'entry.js');

/** Where one launch keeps everything. */
export interface Places {
  /** Short, because the server puts a socket in here and a socket's path has at most 107 characters. */
  readonly home: string;
  readonly extensions: string;
  readonly data: string;
  readonly tmp: string;
}

export interface Manifest {
  readonly publisher: string;
  readonly name: string;
  readonly version: string;
  readonly activationEvents?: readonly string[];
}

export interface Server {
  readonly pid: number;
  readonly url: string;
}

export class CodeServer {
  readonly #places: Places;
  readonly #env: NodeJS.ProcessEnv;
  readonly #common: readonly string[];
  output = '';

  constructor(places: Places, env: Readonly<Record<string, string>>) {
    for (const file of [node, codeServer]) {
      if (!existsSync(file)) throw new Error(`VS Code is not installed (no ${file}): run scripts/setup-vscode.sh first`);
    }
    this.#places = places;
    this.#env = environment(places, env);
    const { home, extensions, data } = places;
    this.#common = [codeServer, '--config', join(home, 'config.yaml'), '--extensions-dir', extensions, '--user-data-dir', data];
  }

  /** Installs a .vsix, or a folder with a package.json: that needs no more than to be there before the first start. */
  async install(extension: string): Promise<Manifest> {
    const { extensions } = this.#places;
    if (extension.endsWith('.vsix')) {
      const args = [...this.#common, '--install-extension', resolve(extension)];
      await promisify(execFile)(node, args, { env: this.#env, timeout: 120_000 });
      const entries = await readdir(extensions, { withFileTypes: true });
      const folder = entries.find((entry) => entry.isDirectory() && !entry.name.startsWith('.'));
      if (!folder) throw new Error(`${extension} was not installed`);
      return readManifest(join(extensions, folder.name));
    }
    const manifest = await readManifest(extension);
    const { publisher, name, version } = manifest;
    await symlink(resolve(extension), join(extensions, `${publisher}.${name}-${version}`), 'dir');
    return manifest;
  }

  async start(timeout: number): Promise<Server> {
    const child = spawn(
      node,
      [
        ...this.#common,
        ...['--auth', 'none', '--bind-addr', '127.0.0.1:0', '--disable-telemetry', '--disable-update-check'],
        ...['--disable-workspace-trust', '--disable-getting-started-override'],
        // Should this process be killed outright, the server ends by itself.
        ...['--idle-timeout-seconds', '61'],
      ],
      { env: this.#env, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    let gone: string | undefined;
    child.on('error', (error) => {
      gone = error.message;
    });
    child.on('exit', (code, signal) => {
      gone = `it ended with ${code ?? signal}`;
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        this.output += chunk;
      });
    }
    const address = () => this.output.match(/HTTP server listening on (http:\S+)/)?.[1];
    await until(() => address() !== undefined || gone !== undefined, timeout);
    const url = address();
    if (url === undefined || child.pid === undefined) {
      throw new Error(`code-server did not start: ${gone ?? `no address within ${timeout} ms`}`);
    }
    return { pid: child.pid, url };
  }

  /** All logs whose path under the logs folder matches, joined. */
  async logs(filter: RegExp): Promise<string> {
    const folder = join(this.#places.data, 'logs');
    const files = await readdir(folder, { recursive: true }).catch(() => []);
    const wanted = files.filter((file) => file.endsWith('.log') && filter.test(file)).sort();
    return (await Promise.all(wanted.map((file) => readFile(join(folder, file), 'utf8')))).join('');
  }
}

function environment({ home, tmp }: Places, more: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { ...process.env };
  // A test may itself run in a VS Code terminal, whose variables would confuse the server.
  for (const name of Object.keys(env)) if (name.startsWith('VSCODE_')) delete env[name];
  return { ...env, XDG_CONFIG_HOME: home, XDG_DATA_HOME: home, TMPDIR: tmp, ...more, [HOME_VARIABLE]: home };
}

async function readManifest(folder: string): Promise<Manifest> {
  return JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Manifest;
}
