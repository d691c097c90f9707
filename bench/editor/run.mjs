// `npm run bench:editor`: how soon ghost text is there, in a real VS Code. Sets everything up, then runs main.ts.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { prepare, root } from '../../scripts/prepare.mjs';
import { bundle, folder } from '../bundle.mjs';
import { describeMachine } from '../machine.mjs';

prepare();
run('setting up VS Code', 'bash', ['scripts/setup-vscode.sh']);
const vsix = run('packaging', process.execPath, ['scripts/package.mjs', '--if-stale']).split('\n', 1)[0];
const found = { root, vsix, probe: await probe(), page: join(root, 'bench', 'editor.md'), machine: describeMachine() };
const { values } = parseArgs({ options: { only: { type: 'string' }, help: { type: 'boolean' } }, strict: false });
let child;
// Ended with this one, it can put away what it started.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child?.kill(signal));
if (values.only !== 'panel' || values.help) await half('main.ts', 'editor.mjs');
if (values.only !== 'typing' && !values.help) await half('panel-main.ts', 'editor-panel.mjs');

/** One of the two programs; when it fails, that is the end. */
async function half(source, name) {
  const program = await bundle(`editor/${source}`, name);
  child = spawn(process.execPath, [program, ...process.argv.slice(2)], {
    env: { ...process.env, INKLING_BENCH: JSON.stringify(found) },
    stdio: 'inherit',
  });
  const [code, signal] = await once(child, 'exit');
  if (code !== 0 || signal) process.exit(code || 1);
}

/** The extension that measures the host's event loop, as a package. */
async function probe() {
  const stage = join(folder, 'loop-probe');
  mkdirSync(stage, { recursive: true });
  const from = join(root, 'bench', 'editor', 'loop-probe');
  copyFileSync(join(from, 'package.json'), join(stage, 'package.json'));
  await build({
    entryPoints: [join(from, 'probe.ts')],
    outfile: join(stage, 'probe.js'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['vscode'],
  });
  const out = join(folder, 'loop-probe.vsix');
  const vsce = join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
  run(
    'packaging the probe',
    process.execPath,
    [vsce, 'package', '--no-dependencies', '--allow-missing-repository', '--skip-license', '--out', out],
    stage,
  );
  return out;
}

function run(what, command, args, cwd = root) {
  const { status, stdout } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, INIT_CWD: root },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status !== 0) {
    console.error(`bench: ${what} failed.\n${stdout}`);
    process.exit(1);
  }
  return stdout;
}
