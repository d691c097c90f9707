/** `npm run bench:editor`, compiled and started by run.mjs. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { answers } from '../../test/e2e/harness/answers';
import { launch } from '../../test/e2e/harness/launch';
import { withPanel } from './panel-report';
import { type Measured, page, summary, terminal } from './report';
import { type Delay, openAndType, typeFast, typeSlowly } from './scenes';
import { type Paths, SETTINGS } from './settings';
import { watch } from './watch';
import { makeWorkspace, TYPED } from './workspace';

const USAGE = `npm run bench:editor -- [--files 6] [--keys 150] [--seconds 60] [--rate 10] [--only typing|panel]
                        [--json FILE] [--log FILE]

--files: files that are opened, each a cold start
--keys: that are typed slowly
--seconds, --rate: how long and how many keys a second are typed without a pause
--log: keeps what the extension says of each answer
A run of at least 60 seconds writes bench/editor.md.
--only typing, --only panel: half of it`;

async function run(
  { root, vsix, probe, machine }: Paths,
  options: { files: number; keys: number; seconds: number; rate: number; log: string | undefined },
): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), 'inkling-bench-'));
  const loop = join(folder, 'loop.txt');
  const workspace = join(folder, 'workspace');
  const files = makeWorkspace(root, workspace, options.files + 2);
  writeFileSync(loop, '');
  const vscode = await launch({
    extension: vsix,
    beside: [probe],
    workspace,
    settings: SETTINGS,
    env: { INKLING_LOOP_PROBE: loop },
    logLevel: 'inkling.inkling:debug',
  });
  try {
    await vscode.window.openFile(files[0]!);
    await watch(vscode.window.page);
    console.error('bench: the engine starts …');
    await openAndType(vscode, files[0]!, 'e');
    await sleep(3_000);

    console.error('bench: typing slowly …');
    const before = await answers(vscode);
    const typed = await typeSlowly(vscode, `\n${TYPED.slice(0, options.keys)}`);
    await sleep(2_000);
    const asked = (await answers(vscode)).slice(before.length);

    const cold: Delay[] = [];
    for (const file of files.slice(2)) {
      console.error(`bench: opening ${file} …`);
      cold.push(await openAndType(vscode, file, 'e'));
    }

    console.error(`bench: typing ${options.rate} keys a second …`);
    await vscode.window.openFile(files[1]!);
    await vscode.window.press('Control+End');
    await sleep(3_000);
    const from = Date.now();
    const burst = await typeFast(vscode, TYPED, options.rate, options.seconds);
    const lateness = delaysSince(loop, from, Date.now());
    return { machine, keyToGhostText: { ...typed, cold }, asked, burst, lateness };
  } finally {
    if (options.log) writeFileSync(options.log, await vscode.log());
    await vscode.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function delaysSince(file: string, from: number, to: number): number[] {
  return readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(' ').map(Number))
    .filter(([at]) => at! >= from + 1_000 && at! <= to) // a line tells of the second before it
    .flatMap(([, ...delays]) => delays);
}

async function main(): Promise<number> {
  try {
    const { values } = parseArgs({
      options: {
        files: { type: 'string', default: '6' },
        keys: { type: 'string', default: '150' },
        seconds: { type: 'string', default: '60' },
        rate: { type: 'string', default: '10' },
        json: { type: 'string' },
        log: { type: 'string' },
        only: { type: 'string' }, // read by run.mjs
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) {
      console.log(USAGE);
      return 0;
    }
    const paths = JSON.parse(process.env['INKLING_BENCH']!) as Paths;
    const [files, keys, seconds, rate] = [values.files, values.keys, values.seconds, values.rate].map(Number) as [
      number,
      number,
      number,
      number,
    ];
    if (![files, keys, seconds, rate].every((value) => Number.isInteger(value) && value > 0))
      throw new Error('numbers have to be whole and above 0');
    const measured = await run(paths, { files, keys, seconds, rate, log: values.log });
    console.log(terminal(measured));
    if (seconds >= 60) writeFileSync(paths.page, withPanel(page(measured), readFileSync(paths.page, 'utf8')));
    if (values.json) writeFileSync(values.json, `${JSON.stringify(summary(measured), null, 2)}\n`);
    return 0;
  } catch (error) {
    console.error(error);
    return 1;
  }
}

process.exitCode = await main();
