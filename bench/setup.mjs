// What a bench needs before it starts: the peers' packages, Inkling's engine as one file, and the files that the peers run.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { newest, orExit, root } from '../scripts/prepare.mjs';
import { hostTarget } from '../scripts/targets.mjs';
import { bundle, embeddedModel, folder } from './bundle.mjs';

const here = import.meta.dirname;

/**
 * @param against another checkout whose engine is measured too, if any
 * @returns the paths of everything that is measured
 */
export async function setUp(against) {
  orExit(installPeers);
  mkdirSync(folder, { recursive: true });
  const model = embeddedModel();
  const inkling = await bundle('engines/inkling.ts', 'inkling.mjs');
  const other = against && (await bundle('engines/inkling.ts', 'against.mjs', resolve(against)));
  const { FILES, makeFiles } = await import(pathToFileURL(await bundle('export/files.ts', 'files.mjs')));
  const stamp = join(folder, FILES.task);
  if (
    !existsSync(stamp) ||
    statSync(stamp).mtimeMs < newest(['bench/export', 'bench/sample.txt', 'bench/repetitive.txt', 'bench/quality', 'src/engine/model'])
  ) {
    console.error('bench: writing the files that the peers run …');
    const texts = { sample: join(here, 'sample.txt'), repetitive: join(here, 'repetitive.txt'), root };
    await makeFiles(model, texts, folder);
  }
  const made = { q4_0: join(folder, FILES.q4_0), onnx: join(folder, FILES.onnx), task: stamp };
  return { model, inkling, against: other, withoutAmx: withoutAmx(), ...made };
}

/**
 * llama.cpp uses the matrix unit of server processors (AMX), which no processor for desktops or laptops has. Where there is
 * one, it is measured without it too.
 * @returns a folder with llama.cpp's libraries but the one for AMX; undefined without AMX
 */
function withoutAmx() {
  if (hostTarget !== 'linux-x64' || !readFileSync('/proc/cpuinfo', 'utf8').includes('amx_int8')) return undefined;
  const from = join(here, 'node_modules', '@node-llama-cpp', 'linux-x64', 'bins', 'linux-x64');
  const to = join(folder, 'llamacpp-without-amx');
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from)) if (!name.includes('sapphirerapids')) copyFileSync(join(from, name), join(to, name));
  return to;
}

/** Into bench/node_modules, so that they never weigh on the product. */
function installPeers() {
  const hidden = join(here, 'node_modules', '.package-lock.json');
  const lock = join(here, 'package-lock.json');
  if (existsSync(hidden) && statSync(hidden).mtimeMs >= statSync(lock).mtimeMs) return;
  console.error('bench: installing the peers, some 500 MB …');
  const cli = process.env.npm_execpath;
  const [command, ...npm] = cli?.endsWith('npm-cli.js') ? [process.execPath, cli] : ['npm'];
  // npm hands the settings of the npm that runs this script on to it, and a folder's own .npmrc comes second.
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund'];
  const { status } = spawnSync(command, [...npm, ...args], { cwd: here, stdio: ['ignore', 2, 2] });
  if (status !== 0) throw new Error('installing the peers failed');
}
