/** The inspector's page inside VS Code: where it is, and what is seen in it, with the browser's clock. */
import type { Frame, Page } from 'playwright-core';
import { until } from '../../test/e2e/harness/processes';

/** Something that came to the page, and when the frame that shows it was painted. Milliseconds since 1970. */
export interface Paint {
  /** `frame` for a result, the name of a state such as `stale`, or `input` for a moved slider. */
  readonly kind: string;
  readonly came: number;
  readonly painted: number;
}

/** What was on the page while it was scrolled. */
export interface Scrolled {
  /** Milliseconds between frames. */
  readonly frames: readonly number[];
  readonly rows: number;
  readonly chips: number;
}

/** Of what a page is known by. */
const PANEL = 'inkling-app';
const MARKS = '#bench-mark';

export class PanelPage {
  readonly frame: Frame;

  private constructor(frame: Frame) {
    this.frame = frame;
  }

  /** Once there is one. */
  static async find(page: Page, selector = PANEL): Promise<PanelPage> {
    let found: Frame | undefined;
    const look = async () => {
      for (const frame of page.frames()) if ((await count(frame, selector)) > 0) found = frame;
      return found !== undefined;
    };
    if (!(await until(look, 30_000))) throw new Error(`there is no page with ${selector}`);
    return new PanelPage(found!);
  }

  /** The page of the probe that does nothing but mark moves of the cursor. */
  static findMarks(page: Page): Promise<PanelPage> {
    return PanelPage.find(page, MARKS);
  }

  /** Whether any is there now. */
  static async isShown(page: Page): Promise<boolean> {
    for (const frame of page.frames()) if ((await count(frame, PANEL)) > 0) return true;
    return false;
  }

  /** Waits for the first result: where the engine has to start, that takes a while. */
  async hasResult(): Promise<void> {
    await this.frame.locator('.grid-rows .row').first().waitFor({ state: 'attached', timeout: 120_000 });
  }

  /** When something was first painted. */
  firstPaint(): Promise<number> {
    return this.frame.evaluate(`performance.timeOrigin + performance.getEntriesByName('first-contentful-paint')[0].startTime`);
  }

  /** Starts to note what comes and when it is painted. */
  async watch(): Promise<void> {
    await this.frame.evaluate(`
      globalThis.benchPaints = [];
      const now = () => performance.timeOrigin + performance.now();
      const note = (kind, came) => requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel(); // its message comes after the frame's painting
        port1.onmessage = () => benchPaints.push({ kind, came, painted: now() });
        port2.postMessage(0);
      });
      addEventListener('message', (event) => {
        const { type, state } = event.data ?? {};
        if (type === 'frame' || type === 'state') note(type === 'frame' ? 'frame' : state.kind, performance.timeOrigin + event.timeStamp);
      });
      addEventListener('input', () => note('input', now()), true);
      undefined
    `);
  }

  paints(since = 0): Promise<Paint[]> {
    return this.frame.evaluate(`benchPaints.filter(({ came }) => came >= ${since})`);
  }

  /** Notes frames and what is on the page from now on, until `scrolled` is asked. */
  async watchFrames(): Promise<void> {
    await this.frame.evaluate(`
      globalThis.benchFrames = { frames: [], rows: 0, chips: 0, on: true };
      let last;
      const step = (at) => {
        if (last !== undefined) benchFrames.frames.push(at - last);
        last = at;
        benchFrames.rows = Math.max(benchFrames.rows, document.querySelectorAll('.grid-rows .row').length);
        benchFrames.chips = Math.max(benchFrames.chips, document.querySelectorAll('.context-scroll .chip').length);
        if (benchFrames.on) requestAnimationFrame(step);
      };
      requestAnimationFrame(step);
      undefined
    `);
  }

  scrolled(): Promise<Scrolled> {
    return this.frame.evaluate('benchFrames.on = false; benchFrames');
  }

  /** Where something is in the window. */
  async box(selector: string): Promise<{ readonly x: number; readonly y: number; readonly width: number; readonly height: number }> {
    const found = this.frame.locator(selector).first();
    await found.scrollIntoViewIfNeeded();
    const box = await found.boundingBox();
    if (!box) throw new Error(`the page has no ${selector}`);
    return box;
  }
}

/** 0 for a frame that has gone meanwhile. */
const count = (frame: Frame, selector: string) =>
  frame
    .locator(selector)
    .count()
    .catch(() => 0);
