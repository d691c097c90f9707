/** What typing beside the inspector's panel costs, and beside a page that does nothing. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { VsCode } from '../../test/e2e/harness/launch';
import { until } from '../../test/e2e/harness/processes';
import { PanelPage } from './panel-page';
import { type Delay, keyOf } from './scenes';
import { nextGhost, now } from './watch';
import { TYPED } from './workspace';

/** Commands that open what can stand beside the editor. */
export const SHOW = 'Inkling: Show next-token probabilities';
export const MARK = 'Bench: Mark moves of the cursor';
/** Of the tabs of both. */
const TITLES = ['Next-token probabilities', 'Marks'];

/** Keys of one burst, and how long it is waited after it: for ghost text, and for the panel's own look. */
const BURST = 8;
const AFTER_BURST = 1_000;

/** What stands beside the editor meanwhile: nothing, a page that does nothing, or the panel. */
export const BESIDE = ['nothing', 'page', 'panel'] as const;
export type Beside = (typeof BESIDE)[number];

/** Milliseconds from the last key of each burst to ghost text; undefined when none came. Bursts of one index typed the same. */
export type Typing = Readonly<Record<Beside, readonly Delay[]>>;

/**
 * Types the same text into files of the same content, in bursts and in turns: a file for each thing that stands beside it.
 * Nothing stands there before and after.
 */
export async function typeInTurns(
  vscode: VsCode,
  files: Readonly<Record<Beside, string>>,
  { blocks, bursts, rate }: { readonly blocks: number; readonly bursts: number; readonly rate: number },
): Promise<Typing> {
  const { window } = vscode;
  const typed: Record<Beside, Delay[]> = { nothing: [], page: [], panel: [] };
  for (let block = 0; block < blocks; block++) {
    for (const beside of block % 2 === 0 ? BESIDE : BESIDE.toReversed()) {
      await window.openFile(files[beside]);
      await putBeside(window, beside);
      await window.press('Control+1');
      await window.press('Control+End');
      await sleep(4_000); // the file is read by then
      const from = typed[beside].length;
      for (let burst = from; burst < from + bursts; burst++) typed[beside].push(await typeBurst(vscode, burst, rate));
      await clearBeside(window);
    }
  }
  return typed;
}

async function putBeside(window: VsCode['window'], beside: Beside): Promise<void> {
  switch (beside) {
    case 'nothing':
      return;
    case 'page':
      await window.command(MARK);
      await PanelPage.findMarks(window.page);
      return;
    case 'panel':
      await window.command(SHOW);
      await (await PanelPage.find(window.page)).hasResult();
  }
}

/** Closes what stands beside the editor, and gives the keys back to it. */
export async function clearBeside(window: VsCode['window']): Promise<void> {
  for (const title of TITLES) {
    const tab = window.page.locator('.tab', { hasText: title });
    if ((await tab.count()) > 0) await tab.click({ button: 'middle' });
  }
  if (!(await until(async () => !(await PanelPage.isShown(window.page)), 10_000))) throw new Error('the panel did not close');
  await window.press('Control+1');
}

async function typeBurst({ window: { page } }: VsCode, index: number, rate: number): Promise<Delay> {
  const text = Array.from({ length: BURST }, (_, key) => TYPED[(BURST * index + key) % TYPED.length]!);
  const started = performance.now();
  let last = 0;
  for (const [place, key] of text.entries()) {
    await sleep(Math.max(0, started + (place * 1_000) / rate - performance.now()));
    last = await now(page);
    await page.keyboard.press(keyOf(key));
  }
  const shown = await nextGhost(page, last, AFTER_BURST);
  await sleep(Math.max(0, AFTER_BURST - (shown?.delay ?? AFTER_BURST)));
  return shown?.delay;
}
