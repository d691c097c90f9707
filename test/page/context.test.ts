// What the model reads: a text of one's own in place of the document, the list of tokens, and what is said above it.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Frame } from '../../src/protocol/panel';
import { Fixture } from './fixture';
import { type Inspector, Inspectors } from './inspector';

let fixture: Fixture;
let frame: Frame;
let inspectors: Inspectors;
beforeAll(async () => {
  [fixture, inspectors] = await Promise.all([Fixture.open(), Inspectors.start()]);
  frame = await fixture.frame();
});
afterAll(() => Promise.all([inspectors?.stop(), fixture?.close()]));

const press = async (inspector: Inspector, ...keys: readonly string[]) => {
  for (const key of keys) await inspector.page.keyboard.press(key);
  await inspector.painted();
};
const last = async (inspector: Inspector) => (await inspector.sent()).at(-1);

/** As a person does it: by the clipboard and the keys. */
async function paste(inspector: Inspector, text: string): Promise<void> {
  await inspector.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await inspector.page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
  await inspector.page.locator('#prefix').focus();
  await press(inspector, 'ControlOrMeta+v');
}

test.each([
  ['of one line', 'let a = '],
  ['of several lines', 'if (a) {\n\tb();\n\n\n}\n'],
  ['with tabs and runs of spaces', '\t\tif (a)    {        \t '],
  ['with CRLF, and with returns alone', 'if (a) {\r\n\tb();\r\n}\r\r\n\rc\n'],
])('what is pasted to be tried is sent as it is: a text %s', async (_, text) => {
  await using inspector = await inspectors.open({ messages: fixture.messages(frame), width: 320 });
  await paste(inspector, text);
  await press(inspector, 'Enter');
  expect(await last(inspector)).toEqual({ type: 'text', text });
  // It is there again when the page is loaded again, and is the same text still.
  await using again = await inspectors.open({ saved: { text }, width: 320 });
  await again.page.locator('#prefix').focus();
  await press(again, 'Enter');
  expect(await last(again)).toEqual({ type: 'text', text });
});

test('a prefix grows with its lines to a few, and letters in it are no keys of the page', async () => {
  await using inspector = await inspectors.open({ messages: fixture.messages(frame), width: 320 });
  const field = inspector.page.locator('#prefix');
  const height = () => field.evaluate((element) => element.getBoundingClientRect().height);
  await field.focus();
  await press(inspector, 'p', '?', '[', 'Shift+Enter', 's');
  expect(await field.inputValue()).toBe('p?[\ns');
  expect((await inspector.sent()).map(({ type }) => type)).toEqual(['ready']);
  expect(await inspector.page.locator('.keys').count()).toBe(0);
  const two = await height();
  await field.fill('');
  const one = await height();
  expect(two).toBeGreaterThan(one + 10);
  await field.fill('a\n'.repeat(100));
  const most = await height();
  expect(most).toBeGreaterThan(two);
  expect(most).toBeLessThan(8 * one);
  expect(await inspector.overflows()).toBe(false);
});

test('the Enter of an input method takes its character, and tries nothing', async () => {
  await using inspector = await inspectors.open({ messages: fixture.messages(frame) });
  const field = inspector.page.locator('#prefix');
  await field.fill('语');
  await field.dispatchEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true, cancelable: true });
  expect((await last(inspector))?.type).toBe('ready');
  await field.press('Enter');
  expect(await last(inspector)).toEqual({ type: 'text', text: '语' });
});

test('from a text of one’s own the way back is a button, and an empty text', async () => {
  const source = { kind: 'text', text: 'let a' } as const;
  await using inspector = await inspectors.open({ messages: fixture.messages(frame), width: 320 });
  const back = inspector.page.locator('.prefix button');
  expect(await back.count()).toBe(0);
  await inspector.deliver({ type: 'frame', frame: { ...frame, seq: 2, source } });
  await back.focus();
  await press(inspector, 'Enter');
  expect(await last(inspector)).toEqual({ type: 'text', text: undefined });
  expect(await inspector.overflows()).toBe(false);
  await inspector.page.locator('#prefix').fill('b');
  await inspector.page.locator('#prefix').press('Enter');
  await inspector.page.locator('#prefix').fill('');
  await inspector.page.locator('#prefix').press('Enter');
  expect((await inspector.sent()).slice(-2)).toEqual([
    { type: 'text', text: 'b' },
    { type: 'text', text: undefined },
  ]);
});

test('in a long context Page Down and Page Up go by what is in view', async () => {
  const long = await fixture.frame(Array.from({ length: 60 }, (_, line) => `a${line}`).join('\n'));
  await using inspector = await inspectors.open({ messages: fixture.messages(long), saved: { open: ['context'] } });
  const list = inspector.page.locator('.context-scroll');
  await list.focus();
  await press(inspector, 'Home');
  const active = async () => Number((await list.getAttribute('aria-activedescendant'))!.slice('token-'.length));
  const shown = async () => {
    await expect.poll(() => inspector.page.locator('.context-scroll .is-active').count()).toBe(1);
    return active();
  };
  const seen = [await shown()];
  for (const key of ['PageDown', 'PageDown', 'PageUp', 'PageUp', 'PageUp']) {
    await press(inspector, key);
    seen.push(await shown());
  }
  const [first, one, two, ...backwards] = seen;
  expect(first).toBe(0);
  expect(one).toBeGreaterThan(5); // several lines further, each of several tokens
  expect(two! - one!).toBeGreaterThan(5);
  expect(backwards).toEqual([one, 0, 0]);
  await press(inspector, ...Array<string>(20).fill('PageDown'));
  const { ids } = long.inspection;
  expect(await active()).toBeGreaterThan(ids.length - 5); // in the last line
});

/** As after a text whose half-typed end was taken back. */
const healedFrame = (more: Partial<Frame> = {}): Frame => ({
  ...frame,
  inspection: { ...frame.inspection, healed: new TextEncoder().encode('ret') },
  ...more,
});

test('whether the half-typed end is healed is told when it is chosen', async () => {
  await using inspector = await inspectors.open({ messages: fixture.messages(frame), saved: { open: ['context'] } });
  const box = inspector.page.locator('#section-context .check input');
  expect(await box.count()).toBe(0); // there is nothing to heal
  await inspector.deliver({ type: 'frame', frame: healedFrame({ seq: 2 }) });
  expect(await box.isChecked()).toBe(true);
  expect((await inspector.sent()).map(({ type }) => type)).toEqual(['ready']);
  await box.press('Space');
  expect(await last(inspector)).toEqual({ type: 'heal', on: false });
  await inspector.deliver({ type: 'frame', frame: { ...frame, seq: 3 } });
  expect(await box.isChecked()).toBe(false); // and there it stays, or nobody could go back
  await box.press('Space');
  expect(await last(inspector)).toEqual({ type: 'heal', on: true });
});

test('a page that was left without healing says so when it is loaded again', async () => {
  await using inspector = await inspectors.open({ saved: { heal: false } });
  expect(await inspector.sent()).toEqual([{ type: 'ready' }, { type: 'heal', on: false }]);
  await using other = await inspectors.open({ saved: { heal: true } });
  expect(await other.sent()).toEqual([{ type: 'ready' }]);
});

test('with and without healing side by side: asked for by a button, and gone with the frame', async () => {
  await using inspector = await inspectors.open({ messages: fixture.messages(frame), saved: { open: ['context'] }, width: 320 });
  const button = inspector.page.locator('#section-context button', { hasText: 'Compare' });
  expect(await button.count()).toBe(0); // nothing was taken back
  await inspector.deliver({ type: 'frame', frame: healedFrame({ seq: 2 }) });
  expect((await inspector.sent()).map(({ type }) => type)).toEqual(['ready']);
  await button.press('Enter');
  expect(await last(inspector)).toEqual({ type: 'compare-heal' });
  const [returns, urn, ret] = ['return', 'urn', 'ret'].map((text) => fixture.model.tokenizer.encode(text)[0]!);
  const on = [
    { id: returns!, probability: 0.75 },
    { id: ret!, probability: 0.25 },
  ];
  const off = [{ id: urn!, probability: 0.5 }];
  const answer = { type: 'extras', seq: 2, extras: { healing: { on, off } } } as const;
  await inspector.deliver({ ...answer, seq: 1 }); // of a frame that is gone
  expect(await inspector.page.locator('.compared').count()).toBe(0);
  await inspector.deliver(answer);
  const columns = await inspector.page.locator('.compared > div').evaluateAll((found) =>
    found.map((column) => ({
      title: column.querySelector('h3')?.textContent,
      rows: [...column.querySelectorAll('li')].map((row) => ['.chip', '.number'].map((part) => row.querySelector(part)?.textContent)),
      left: column.getBoundingClientRect().left,
      top: column.getBoundingClientRect().top,
    })),
  );
  const label = (id: number) => new TextDecoder().decode(fixture.model.tokenizer.vocabulary.bytes(id));
  expect(columns.map(({ rows }) => rows)).toEqual([
    [
      [label(returns!), '75.0%'],
      [label(ret!), '25.0%'],
    ],
    [[label(urn!), '50.0%']],
  ]);
  expect(columns[0]!.title).toContain('“ret” again');
  expect(columns[1]!.title).toContain('after “ret”');
  expect(columns[1]!.left).toBeGreaterThan(columns[0]!.left);
  expect(columns[1]!.top).toBe(columns[0]!.top);
  expect([await inspector.overflows(), await inspector.inaccessible(), await inspector.faults()]).toEqual([false, [], []]);
  await inspector.deliver({ type: 'frame', frame: healedFrame({ seq: 3 }) });
  expect([await inspector.page.locator('.compared').count(), await button.count()]).toEqual([0, 1]);
});

test.each([
  ['elsewhere in the text', (inspection: Frame['inspection']) => healedFrame({ inspection: { ...inspection, position: 3 } })],
  ['a saved inspection', () => healedFrame({ source: { kind: 'replay', name: 'a.json', differences: [] } })],
])('there is nothing to compare %s', async (_, other) => {
  const { inspection } = healedFrame();
  await using inspector = await inspectors.open({ messages: fixture.messages(other(inspection)), saved: { open: ['context'] } });
  expect(await inspector.page.locator('#section-context .context-scroll').count()).toBe(1);
  expect(await inspector.page.locator('#section-context button', { hasText: 'Compare' }).count()).toBe(0);
});
