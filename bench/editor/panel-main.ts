/** The half of `npm run bench:editor` that is about the inspector's panel; compiled and started by run.mjs. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { launch } from '../../test/e2e/harness/launch';
import { BESIDE, clearBeside, typeInTurns } from './beside';
import { dragInEditor, hidePanel, moveCursor, moveWithMarks, openPanel, scrollThrough } from './panel';
import { type MeasuredPanel, panelSection, panelSummary, panelTerminal, withPanel } from './panel-report';
import { openAndType } from './scenes';
import { type Paths, SETTINGS } from './settings';
import { dragSliders } from './slider';
import { watch } from './watch';
import { makeTwins, makeWorkspace } from './workspace';

/** The largest vocabulary of the models that people are likely to bring. */
const WIDE = 151_936;

async function run({ root, vsix, probe }: Paths, { seconds, rate }: { seconds: number; rate: number }): Promise<MeasuredPanel> {
  const whole = seconds >= 60;
  console.error('bench: a slider over a large vocabulary …');
  const wide = await dragSliders(WIDE, whole ? 300 : 60);

  const folder = mkdtempSync(join(tmpdir(), 'inkling-bench-'));
  const workspace = join(folder, 'workspace');
  const files = makeWorkspace(root, workspace, 2);
  const typedIn = makeTwins(root, workspace, BESIDE);
  const moves = join(folder, 'moves.txt');
  writeFileSync(moves, '');
  const vscode = await launch({
    extension: vsix,
    beside: [probe],
    env: { INKLING_CURSOR_PROBE: moves },
    workspace,
    // With memory, what was typed with the panel closed would be known when it is typed with the panel open.
    settings: { ...SETTINGS, 'inkling.memory.enabled': false },
    viewport: { width: 1600, height: 1000 },
    logLevel: 'inkling.inkling:debug',
  });
  try {
    await vscode.window.openFile(files[0]!);
    await watch(vscode.window.page);
    await openAndType(vscode, files[0]!, 'e');
    await sleep(3_000);
    console.error('bench: opening the panel, moving the cursor …');
    const marks = await moveWithMarks(vscode, whole ? 60 : 15, moves);
    const opened = await openPanel(vscode);
    await vscode.window.press('Control+1');
    const moved = await moveCursor(vscode, whole ? 60 : 15, moves);
    console.error('bench: dragging and scrolling …');
    const drag = await dragInEditor(vscode, whole ? 200 : 60);
    const scrolled = await scrollThrough(vscode, whole ? 5 : 2);
    console.error('bench: hiding the panel …');
    const idle = await hidePanel(vscode, files[1]!, whole ? 20 : 5);
    console.error(`bench: typing ${rate} keys a second, with nothing, a page and the panel beside …`);
    const turns = { blocks: whole ? 4 : 2, bursts: Math.max(4, Math.round(seconds / 3)), rate };
    await clearBeside(vscode.window);
    const typing = await typeInTurns(vscode, typedIn, turns);
    return { wide, opened, ...moved, marks, drag, scrolled, idle, typing };
  } finally {
    await vscode.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function main(): Promise<number> {
  try {
    const { values } = parseArgs({
      options: { seconds: { type: 'string', default: '60' }, rate: { type: 'string', default: '10' }, json: { type: 'string' } },
      strict: false, // the others are main.ts's
    });
    const paths = JSON.parse(process.env['INKLING_BENCH']!) as Paths;
    const [seconds, rate] = [values['seconds'], values['rate']].map(Number) as [number, number];
    const measured = await run(paths, { seconds, rate });
    console.log(panelTerminal(measured));
    if (seconds >= 60) writeFileSync(paths.page, withPanel(readFileSync(paths.page, 'utf8'), panelSection(measured, paths.machine)));
    const { json } = values;
    if (typeof json === 'string') {
      const others = existsSync(json) ? (JSON.parse(readFileSync(json, 'utf8')) as object) : {};
      writeFileSync(json, `${JSON.stringify({ ...others, panel: panelSummary(measured) }, null, 2)}\n`);
    }
    return 0;
  } catch (error) {
    console.error(error);
    return 1;
  }
}

process.exitCode = await main();
