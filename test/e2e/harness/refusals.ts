// What a content security policy has refused: heard in a webview itself, and read on the console for the time before.
import type { Frame, Page } from 'playwright-core';

const HEARD = 'webviewRefused';

export class Refusals {
  /** As events of the webview. */
  readonly heard: string[] = [];
  /** As lines of the console. They say neither where they come from nor what was refused, so they are all that there are. */
  readonly written: string[] = [];

  private constructor(page: Page) {
    page.on('console', (message) => {
      if (/Content Security Policy/i.test(message.text())) this.written.push(message.text());
    });
  }

  static async of(page: Page): Promise<Refusals> {
    const refusals = new Refusals(page);
    await page.exposeFunction(HEARD, (what: string) => refusals.heard.push(what));
    return refusals;
  }

  /** Hears what is refused in a frame from now on. */
  async listen(frame: Frame): Promise<void> {
    await frame.evaluate((name) => {
      const page = globalThis as unknown as Record<string, unknown> & {
        addEventListener(type: string, listener: (event: Record<string, unknown>) => void): void;
      };
      const tell = page[name] as (what: string) => void;
      if (page['isHeard']) return;
      page['isHeard'] = true;
      page.addEventListener('securitypolicyviolation', (event) => tell(`${event['violatedDirective']} ${event['blockedURI']}`));
    }, HEARD);
  }
}
