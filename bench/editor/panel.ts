/** What the inspector's panel costs in the editor: how soon it shows things, and what it takes from completions. */
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { VsCode } from '../../test/e2e/harness/launch';
import { until } from '../../test/e2e/harness/processes';
import { clearBeside, MARK, SHOW } from './beside';
import { PanelPage, type Scrolled } from './panel-page';
import { seen } from './watch';

const OPENINGS = 5;
/** A look that takes longer is not counted, milliseconds. */
const PATIENCE = 5_000;
/** Longer than the panel waits before it looks at a cursor that has moved, and the look itself. */
const SETTLED = 700;

/** Milliseconds from the click on the command until the page was first painted, panel by panel. The last one stays open. */
export async function openPanel({ window }: VsCode): Promise<number[]> {
  await window.page.evaluate(
    `addEventListener('click', ({ timeStamp }) => { globalThis.benchClick = performance.timeOrigin + timeStamp; }, true)`,
  );
  const times: number[] = [];
  for (let opening = 0; opening < OPENINGS; opening++) {
    if (opening > 0) await clearBeside(window);
    await window.command(SHOW);
    const panel = await PanelPage.find(window.page);
    await panel.hasResult();
    times.push((await panel.firstPaint()) - (await window.page.evaluate<number>('benchClick')));
  }
  return times;
}

/** Milliseconds for each move of the cursor. */
export interface Marked {
  /** From the key to the painted mark that says that the numbers are of another place. */
  readonly stale: readonly number[];
  /** From when extensions hear of the move to the painted mark. */
  readonly heard: readonly number[];
}

export interface Moved extends Marked {
  /** From the message with the logits to the painted result. */
  readonly painted: readonly number[];
}

/** Moves the cursor by single keys, each once the panel has shown the place before. @param moves where the probe notes them */
export async function moveCursor({ window }: VsCode, count: number, moves: string): Promise<Moved> {
  const panel = await PanelPage.find(window.page);
  await intoCode(window);
  await panel.watch();
  const painted: number[] = [];
  const move = async (from: number) => {
    await until(async () => (await panel.paints(from)).some(({ kind }) => kind === 'frame'), PATIENCE);
    await sleep(300); // the next key is not to come into this one's drawing
    const frame = (await panel.paints(from)).find(({ kind }) => kind === 'frame');
    if (frame) painted.push(frame.painted - frame.came);
  };
  return { ...(await markedMoves(window, panel, count, moves, move)), painted };
}

/** From the file's end into a line of code. */
async function intoCode(window: VsCode['window']): Promise<void> {
  for (const key of ['Control+End', ...Array<string>(12).fill('ArrowUp'), 'End', 'ArrowLeft', 'ArrowLeft', 'ArrowLeft'])
    await window.press(key);
  await sleep(1_500);
}

/** The same with a page that does nothing but mark moves: what VS Code takes for it. The page is closed afterwards. */
export async function moveWithMarks({ window }: VsCode, count: number, moves: string): Promise<Marked> {
  await window.command(MARK);
  const marks = await PanelPage.findMarks(window.page);
  await window.press('Control+1');
  await intoCode(window);
  await marks.watch();
  const marked = await markedMoves(window, marks, count, moves, () => sleep(SETTLED));
  await clearBeside(window);
  return marked;
}

/** Within a line, and now and then to another. */
const WALK = ['ArrowLeft', 'ArrowLeft', 'ArrowUp', 'ArrowRight', 'ArrowRight', 'ArrowDown'];

async function markedMoves(
  window: VsCode['window'],
  page: PanelPage,
  count: number,
  moves: string,
  settle: (from: number) => Promise<unknown>,
): Promise<Marked> {
  const stale: number[] = [];
  const heard: number[] = [];
  for (let move = 0; move < count; move++) {
    const from = await window.page.evaluate<number>('performance.timeOrigin + performance.now()');
    await window.press(WALK[move % WALK.length]!);
    await settle(from);
    const key = (await seen(window.page)).findLast((sight) => sight.key !== undefined)!;
    const at = key.at + (await window.page.evaluate<number>('performance.timeOrigin'));
    const mark = (await page.paints(from)).find(({ kind }) => kind === 'stale');
    const told = readFileSync(moves, 'utf8')
      .split('\n')
      .map(Number)
      .find((time) => time > at);
    if (!mark) continue;
    stale.push(mark.painted - at);
    if (told !== undefined) heard.push(mark.painted - told);
  }
  return { stale, heard };
}

/** Milliseconds from each `input` event of a dragged slider until it was painted, with the model's own vocabulary. */
export async function dragInEditor({ window }: VsCode, moves: number): Promise<number[]> {
  const panel = await PanelPage.find(window.page);
  await panel.frame.locator('#section-samplers > summary').click();
  const box = await panel.box('.card:has(#number-temperature) input[type=range]');
  const { mouse } = window.page;
  const at = (part: number) => [box.x + 8 + (box.width - 16) * part, box.y + box.height / 2] as const;
  await mouse.move(...at(0.2));
  await mouse.down();
  const from = await window.page.evaluate<number>('performance.timeOrigin + performance.now()');
  for (let move = 0; move < moves; move++) await mouse.move(...at(0.2 + 0.7 * Math.abs(((move / 30 + 1) % 2) - 1)));
  await mouse.up();
  await sleep(200);
  const times = (await panel.paints(from)).filter(({ kind }) => kind === 'input').map(({ came, painted }) => painted - came);
  await panel.frame.locator('button', { hasText: 'Use completion settings' }).click();
  await panel.frame.locator('#section-samplers > summary').click();
  return times;
}

/** Goes through a full window and the whole vocabulary, with the wheel and with keys. */
export async function scrollThrough({ window }: VsCode, seconds: number): Promise<Scrolled & { readonly tokens: number }> {
  const panel = await PanelPage.find(window.page);
  const summary = (await panel.frame.locator('#section-context .summary').textContent()) ?? '';
  const tokens = Number(summary.match(/[\d,]+/)?.[0].replaceAll(',', ''));
  await panel.frame.locator('.grid').press('End');
  await panel.frame.locator('.grid').press('Enter'); // all of the vocabulary
  await panel.watchFrames();
  for (const selector of ['.context-scroll', '.grid']) {
    const box = await panel.box(selector);
    await window.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    for (let turn = 0; turn < 20 * seconds; turn++) {
      await window.page.mouse.wheel(0, turn % 20 < 10 ? -240 : 240);
      await sleep(25);
    }
    for (let key = 0; key < 10 * seconds; key++) {
      await panel.frame.locator(selector).press(key % 20 < 10 ? 'ArrowUp' : 'ArrowDown');
      await sleep(25);
    }
  }
  return { ...(await panel.scrolled()), tokens };
}

/** What `moves` of the cursor cost the engine's process, in milliseconds of its processors' time, and the messages that came to the panel. */
export interface Idle {
  readonly shown: number;
  readonly hidden: number;
  readonly closed: number;
  readonly messagesShown: number;
  readonly messagesHidden: number;
}

/** The same moves of the cursor with the panel shown, behind another tab, and closed. It is open before and closed after. */
export async function hidePanel(vscode: VsCode, other: string, moves: number): Promise<Idle> {
  const { window } = vscode;
  await countMessages(vscode);
  await window.press('Control+1');
  const shown = await costOfMoves(vscode, moves);
  const messagesShown = await window.page.evaluate<number>('benchMessages');
  await window.press('Control+2');
  await window.openFile(other);
  if (await PanelPage.isShown(window.page)) throw new Error('the panel is not hidden');
  await window.press('Control+1');
  const hidden = await costOfMoves(vscode, moves);
  const messagesHidden = await window.page.evaluate<number>('benchMessages');
  await window.press('Control+2');
  await window.command('View: Close All Editors in Group');
  await window.press('Control+1');
  return { shown, hidden, closed: await costOfMoves(vscode, moves), messagesShown, messagesHidden };
}

/** Counts what VS Code hands to any page inside it. */
async function countMessages({ window }: VsCode): Promise<void> {
  await window.page.evaluate(`
    globalThis.benchMessages = 0;
    const post = MessagePort.prototype.postMessage;
    MessagePort.prototype.postMessage = function (message, ...rest) {
      if (message?.channel === 'message') benchMessages++;
      return post.call(this, message, ...rest);
    };
    undefined
  `);
}

async function costOfMoves(vscode: VsCode, moves: number): Promise<number> {
  await sleep(2_000);
  await vscode.window.page.evaluate('benchMessages = 0');
  const before = engineTime(vscode);
  for (let move = 0; move < moves; move++) {
    await vscode.window.press(move % 2 === 0 ? 'ArrowLeft' : 'ArrowRight');
    await sleep(SETTLED);
  }
  return engineTime(vscode) - before;
}

/** Milliseconds that the engine's processes have computed. */
function engineTime(vscode: VsCode): number {
  const engines = vscode.processes().filter(({ command }) => command.includes('engine.js'));
  const ticks = engines.map(({ pid }) => {
    const [, rest] = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ');
    const fields = rest!.split(' ');
    return Number(fields[11]) + Number(fields[12]); // user and system
  });
  return 10 * ticks.reduce((sum, one) => sum + one, 0);
}
