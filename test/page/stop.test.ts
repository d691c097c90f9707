// What runs for long can be ended, by its button and by the key of the page.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ToPage } from '../../src/protocol/panel';
import { Inspectors } from './inspector';

let inspectors: Inspectors;
beforeAll(async () => {
  inspectors = await Inspectors.start();
});
afterAll(() => inspectors?.stop());

const search = (done: boolean): ToPage => ({ type: 'search', seq: 1, path: [], tree: { nodes: [], paths: [], passes: 3, most: 18 }, done });
const scan = (done: boolean): ToPage => ({
  type: 'scan',
  part: { tokens: [{ id: 1, start: 0, end: 1, logprob: -1, rank: 1, top: [] }], done: 0.5 },
  from: 0,
  done,
});

test.each([
  ['search', search, 'stop-search', '3/18'],
  ['surprise', scan, 'stop-scan', '50.0%, 1 tokens'],
] as const)('%s: while it runs it can be stopped, and afterwards begun', async (section, message, type, progress) => {
  await using inspector = await inspectors.open({ messages: [message(false)], saved: { open: [section] } });
  const tools = inspector.page.locator(`#section-${section} .tools`).first();
  const button = tools.locator('button');
  const stops = async () => (await inspector.sent()).filter((sent) => sent.type === type).length;
  expect(await tools.textContent()).toContain(progress);
  expect(await button.count()).toBe(1); // no second one begins beside it
  await button.press('Enter');
  expect(await stops()).toBe(1);
  await inspector.page.locator('summary').last().focus();
  await inspector.page.keyboard.press('s');
  expect(await stops()).toBe(2);
  await inspector.deliver(message(true));
  expect(await tools.textContent()).not.toContain(progress);
  await inspector.page.keyboard.press('s'); // now of what is asked about the cursor
  expect(await stops()).toBe(2);
  expect((await inspector.sent()).at(-1)).toEqual({ type: 'cancel' });
});

test('a search and a scan at once are stopped one after the other', async () => {
  await using inspector = await inspectors.open({ messages: [search(false), scan(false)] });
  await inspector.page.locator('summary').last().focus();
  await inspector.page.keyboard.press('s');
  await inspector.deliver(search(true));
  await inspector.page.keyboard.press('s');
  expect((await inspector.sent()).slice(1)).toEqual([{ type: 'stop-search' }, { type: 'stop-scan' }]);
});
