// `npm run package [-- --target linux-x64] [--out DIR]`: the VSIX of one platform, without a question or the network.
// --if-stale builds nothing when the file is there already and newer than everything in it.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { install, newest, orExit, root } from './prepare.mjs';
import { hostTarget, targets } from './targets.mjs';

const { values: options } = parseArgs({
  options: {
    target: { type: 'string', default: hostTarget },
    out: { type: 'string', default: join(root, 'out') },
    'if-stale': { type: 'boolean', default: false },
  },
});
const { target } = options;
if (!targets.includes(target)) fail(`there is no package for ${target}, only for ${targets.join(', ')}`);

const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const vsix = join(resolve(process.env.INIT_CWD ?? '.', options.out), `${name}-${target}-${version}.vsix`);
const shipped = readdirSync(root).filter((entry) =>
  /^(package(\.nls.*)?\.json|\.vscodeignore|README\.md|CHANGELOG\.md|LICENSE|l10n|media|models)$/.test(entry),
);

if (!(options['if-stale'] && fresh())) {
  orExit(install);
  const stage = join(root, 'out', 'stage', target);
  fillStage(stage);
  makeVsix(stage);
  rmSync(stage, { recursive: true });
}
console.log(`${vsix}\n${(statSync(vsix).size / 1e6).toFixed(1)} MB`);

function fresh() {
  const inputs = [...shipped, 'src', 'scripts', 'esbuild.mjs', 'package-lock.json'];
  return existsSync(vsix) && statSync(vsix).mtimeMs >= newest(inputs);
}

/** A folder apart, so that dist stays what `npm run build` made for this machine. */
function fillStage(stage) {
  rmSync(stage, { recursive: true, force: true });
  mkdirSync(stage, { recursive: true });
  for (const entry of shipped) cpSync(join(root, entry), join(stage, entry), { recursive: true });
  run('the build', ['esbuild.mjs', '--production', '--target', target, '--outdir', join(stage, 'dist')]);
}

function makeVsix(stage) {
  mkdirSync(resolve(vsix, '..'), { recursive: true });
  // No repository has an address yet, so the links of the README stay as they are.
  const quiet = ['--allow-missing-repository', '--no-rewrite-relative-links'];
  const vsce = join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
  run('vsce', [vsce, 'package', '--no-dependencies', '--target', target, '--out', vsix, ...quiet], stage);
}

function run(what, args, cwd = root) {
  const { status } = spawnSync(process.execPath, args, { cwd, stdio: ['ignore', 2, 2] });
  if (status !== 0) fail(`${what} failed`);
}

function fail(message) {
  console.error(`package: ${message}.`);
  process.exit(1);
}
