/** What is done in the window, and what is seen then. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { VsCode } from '../../test/e2e/harness/launch';
import { nextGhost, now, type Sight, seen } from './watch';

/** After this the key counts as one without a suggestion, milliseconds. */
const PATIENCE = 1_500;

/** What one key led to: milliseconds until ghost text was in the page, undefined when none came. */
export type Delay = number | undefined;

/** Presses a key and waits for the next ghost text. */
async function press({ window: { page } }: VsCode, key: string, patience: number): Promise<{ delay: Delay; ghost: string }> {
  const from = await now(page);
  await page.keyboard.press(keyOf(key));
  const shown = await nextGhost(page, from, patience);
  return shown ?? { delay: undefined, ghost: '' };
}

/** Opens a file, goes to its end, which is a new line, and types one character. */
export async function openAndType(vscode: VsCode, file: string, key: string): Promise<Delay> {
  const { window } = vscode;
  await window.openFile(file);
  await window.press('Control+End');
  return (await press(vscode, key, 20_000)).delay;
}

export interface Typed {
  /** Keys that went another way than what was shown, or where nothing was: the engine is asked. */
  readonly warm: readonly Delay[];
  /** Keys that went along with what was shown. */
  readonly along: readonly Delay[];
  /** Keys that went along with what had been hidden by Escape: it is there still, but has to be asked for. */
  readonly cached: readonly Delay[];
}

/** Types a text, each key after the ghost text of the one before has come. Every third suggestion that fits is hidden first. */
export async function typeSlowly(vscode: VsCode, text: string): Promise<Typed> {
  const typed = { warm: [] as Delay[], along: [] as Delay[], cached: [] as Delay[] };
  let ghost = '';
  let fitting = 0;
  for (const key of text) {
    // The last character of a suggestion leaves nothing to be shown.
    const fits = ghost.length > 1 && ghost.startsWith(key);
    const hidden = fits && ++fitting % 3 === 0;
    if (hidden) {
      await vscode.window.press('Escape');
      await sleep(300);
    }
    const result = await press(vscode, key, PATIENCE);
    typed[hidden ? 'cached' : fits ? 'along' : 'warm'].push(result.delay);
    ghost = result.ghost;
    await sleep(150); // what comes in parts is whole by then
    const last = (await seen(vscode.window.page)).findLast((sight) => sight.ghost !== undefined);
    ghost = last?.ghost ?? '';
  }
  return typed;
}

export interface Burst {
  readonly keys: number;
  readonly keysPerSecond: number;
  /** Milliseconds from the last key to the last change of the ghost text. */
  readonly settled: number;
  /** The texts that were replaced by a different one with no key between, and what replaced them. */
  readonly flickers: readonly (readonly [before: string, after: string])[];
  /** Times that a text which the key contradicted was still there 100 ms later. */
  readonly stale: number;
}

/** Types at an even pace, whatever is shown. */
export async function typeFast({ window: { page } }: VsCode, text: string, keysPerSecond: number, seconds: number): Promise<Burst> {
  const from = await now(page);
  const started = performance.now();
  const keys = Math.round(keysPerSecond * seconds);
  for (let index = 0; index < keys; index++) {
    await sleep(Math.max(0, started + (index * 1_000) / keysPerSecond - performance.now()));
    await page.keyboard.press(keyOf(text[index % text.length]!));
  }
  const pace = (1_000 * keys) / (performance.now() - started);
  await sleep(5_000);
  return { keys, keysPerSecond: pace, ...judge(await seen(page, from)) };
}

/** @param sights in the order of their times */
export function judge(sights: readonly Sight[]): Pick<Burst, 'settled' | 'flickers' | 'stale'> {
  let shown = '';
  const flickers: [string, string][] = [];
  let stale = 0;
  let contradicted: number | undefined; // when the key came that what is shown disagrees with
  let lastKey = 0;
  let lastGhost = 0;
  let keySince = true;
  for (const { at, key, ghost } of sights) {
    if (key !== undefined) {
      if (contradicted !== undefined && at - contradicted > 100) stale++;
      contradicted = shown && key.length === 1 && !shown.startsWith(key) ? at : undefined;
      lastKey = at;
      keySince = true;
    } else {
      const text = ghost ?? '';
      if (contradicted !== undefined && at - contradicted > 100) stale++;
      contradicted = undefined;
      // VS Code draws the rest of the line and the lines below apart: for a moment only one of them is there.
      const isDrawn = (part: string, whole: string) => part.startsWith('\n') && whole.endsWith(part);
      const goesOn = text.startsWith(shown) || shown.startsWith(text) || isDrawn(shown, text) || isDrawn(text, shown);
      if (!keySince && shown !== '' && text !== '' && !goesOn) flickers.push([shown, text]);
      shown = text;
      keySince = false;
      lastGhost = at;
    }
  }
  return { settled: Math.max(0, lastGhost - lastKey), flickers, stale };
}

/** The key of a character, as the browser calls it. */
export const keyOf = (character: string) => (character === '\n' ? 'Enter' : character);
