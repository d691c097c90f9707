/** How soon the inspector's page shows a moved slider: the built page in a browser, with the largest usual vocabulary. */
import type { Inspector } from '../../test/page/inspector';
import { Inspectors } from '../../test/page/inspector';
import { wideMessages } from './wide-row';

/** Of the first moves nothing is kept: the browser compiles what it meets for the first time. */
const WARM_UP = 60;

/** Milliseconds from the `input` event of each move until the page was painted. */
export interface Drags {
  readonly vocabulary: number;
  readonly temperature: readonly number[];
  readonly topP: readonly number[];
}

/** Drags two sliders to and fro with the mouse, the page's first three sections open. */
export async function dragSliders(vocabulary: number, moves: number): Promise<Drags> {
  const inspectors = await Inspectors.start();
  try {
    await using inspector = await inspectors.open({
      messages: wideMessages(vocabulary),
      saved: { open: ['context', 'next', 'samplers'] },
      height: 1400,
    });
    await watchInputs(inspector);
    return { vocabulary, temperature: await drag(inspector, 'temperature', moves), topP: await drag(inspector, 'top-p', moves) };
  } finally {
    await inspectors.stop();
  }
}

async function drag({ page }: Inspector, name: string, moves: number): Promise<readonly number[]> {
  const slider = page.locator(`.card:has(#number-${name}) input[type=range]`);
  await slider.scrollIntoViewIfNeeded();
  const box = await slider.boundingBox();
  if (!box) throw new Error(`there is no slider of ${name}`);
  const at = (part: number) => [box.x + 8 + (box.width - 16) * part, box.y + box.height / 2] as const;
  await page.evaluate('globalThis.paints.length = 0');
  await page.mouse.move(...at(0.2));
  await page.mouse.down();
  // To the right and back, in steps that each change the value.
  for (let move = 0; move < WARM_UP + moves; move++) await page.mouse.move(...at(0.2 + 0.7 * triangle(move / 30)));
  await page.mouse.up();
  await page.waitForTimeout(200);
  return (await page.evaluate<number[]>('globalThis.paints')).slice(WARM_UP);
}

/** 0 to 1 and back, over and over. */
const triangle = (time: number) => Math.abs(((time + 1) % 2) - 1);

/** Notes for each `input` event how long it took until the frame that shows it was painted. */
function watchInputs({ page }: Inspector): Promise<void> {
  return page.evaluate(`
    globalThis.paints = [];
    addEventListener('input', () => {
      const from = performance.now();
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel(); // its message comes after the frame's painting
        port1.onmessage = () => paints.push(performance.now() - from);
        port2.postMessage(0);
      });
    }, true);
    undefined
  `);
}
