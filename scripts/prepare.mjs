// What `npm start`, `npm test` and `npm run inkling` do first: install if needed, build if needed.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { hostTarget } from './targets.mjs';

export const root = resolve(import.meta.dirname, '..');

/** Runs both steps; what they print goes to stderr, so that stdout stays the caller's. Ends the process when one fails. */
export function prepare() {
  orExit(install);
  orExit(build);
}

export function install() {
  if (installed()) return;
  step('installing dependencies', npm(['ci', '--no-audit', '--no-fund']));
}

export function build() {
  if (built()) return;
  step('building', [process.execPath, 'esbuild.mjs']);
}

/** Runs a step of the set-up and ends the process with its sentence when it fails. */
export function orExit(work) {
  try {
    work();
  } catch (error) {
    console.error(`inkling: ${error.message}.`);
    process.exit(1);
  }
}

/** Whether dist holds a whole build for this machine that is newer than every source. */
function built() {
  const stamp = join(root, 'dist', '.built');
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== hostTarget) return false;
  return statSync(stamp).mtimeMs >= newest(['src', 'esbuild.mjs', 'scripts/targets.mjs', 'package-lock.json']);
}

/** The latest change among files and folders of the project, in milliseconds. */
export function newest(paths) {
  const times = paths.map((path) => {
    const full = join(root, path);
    if (!existsSync(full)) return 0;
    const stat = statSync(full);
    if (!stat.isDirectory()) return stat.mtimeMs;
    // The folder's own time counts too: it changes when a file goes away.
    return Math.max(stat.mtimeMs, newest(readdirSync(full).map((name) => join(path, name))));
  });
  return Math.max(0, ...times);
}

/** Whether node_modules holds what the lockfile names; packages for other platforms may be absent. */
function installed() {
  const hidden = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(hidden)) return false;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const there = JSON.parse(readFileSync(hidden, 'utf8')).packages;
  return Object.entries(wanted).every(
    ([path, { version, optional }]) => path === '' || (there[path]?.version ?? (optional && version)) === version,
  );
}

function step(what, [command, ...args]) {
  console.error(`inkling: ${what} …`);
  const { status, error, signal } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2] });
  if (status !== 0) throw new Error(`${what} failed${error ? `: ${error.message}` : signal ? ` (${signal})` : ''}`);
}

/** How to start npm: the one that runs this script if any, as Windows cannot spawn `npm` itself. */
function npm(args) {
  const cli = process.env.npm_execpath;
  return cli?.endsWith('npm-cli.js') ? [process.execPath, cli, ...args] : ['npm', ...args];
}
