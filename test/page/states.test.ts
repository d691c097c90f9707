import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Frame } from '../../src/protocol/panel';
import { Fixture } from './fixture';
import { Inspectors } from './inspector';
import { THEMES, type Theme } from './server';
import { CONDITIONS, conditionFrame, STATES } from './states';

let fixture: Fixture;
let frame: Frame;
let inspectors: Inspectors;
beforeAll(async () => {
  [fixture, inspectors] = await Promise.all([Fixture.open(), Inspectors.start()]);
  frame = await fixture.frame();
});
afterAll(() => Promise.all([inspectors?.stop(), fixture?.close()]));

describe.each(Object.keys(THEMES) as Theme[])('in the theme %s', (theme) => {
  test('every state is accessible, with and without a result, and breaks no policy', async () => {
    const faults: string[] = [];
    for (const messages of [[], fixture.messages(frame)]) {
      await using inspector = await inspectors.open({ theme, messages });
      for (const { state } of STATES) {
        await inspector.deliver({ type: 'state', state });
        faults.push(...(await inspector.inaccessible()).map((fault) => `${state.kind}: ${fault}`));
      }
      faults.push(...(await inspector.faults()));
    }
    expect(faults).toEqual([]);
  });

  test('so is whatever is special about a frame, and a note', async () => {
    const faults: string[] = [];
    await using inspector = await inspectors.open({ theme, messages: fixture.messages(frame) });
    for (const [index, condition] of CONDITIONS.entries()) {
      await inspector.deliver({ type: 'frame', frame: { ...(await conditionFrame(fixture, condition)), seq: 2 + index } });
      await inspector.deliver({ type: 'told', sentence: 'Copied.' });
      expect(await inspector.page.locator('.condition, .told').count()).toBe(1 + condition.says.en.length);
      faults.push(...(await inspector.inaccessible()).map((fault) => `${condition.name}: ${fault}`));
    }
    expect([...faults, ...(await inspector.faults())]).toEqual([]);
  });
});

test('every state has its sentence and one action', async () => {
  await using inspector = await inspectors.open({ messages: fixture.messages(frame) });
  for (const { state, says, asks } of STATES) {
    await inspector.deliver({ type: 'state', state });
    const banner = inspector.page.locator('.banner');
    if (asks === undefined) {
      // Numbers that are of now are what there is to say, and beside them is what can be done: to stop following, or to pin.
      expect(await banner.count(), state.kind).toBe(0);
      expect(await inspector.text('.mark')).toBe('live');
      expect(await inspector.page.locator('.line .numbers').isVisible()).toBe(true);
      await inspector.page.locator('.actions button[aria-pressed]').first().click();
      expect((await inspector.sent()).at(-1)).toEqual({ type: 'follow', on: false });
      continue;
    }
    expect(await inspector.text('.banner p'), state.kind).toMatch(says);
    await banner.locator('button.primary').click();
    if (asks === 'prefix') expect(await inspector.page.evaluate(() => document.activeElement?.id)).toBe('prefix');
    else expect((await inspector.sent()).at(-1)).toEqual(asks);
    // The last result stays.
    expect(await inspector.page.locator('.grid-rows .row').count()).toBeGreaterThan(10);
  }
  expect(await inspector.faults()).toEqual([]);
});

test.each([
  [900, 'en'],
  [480, 'en'],
  [900, 'zh-cn'],
])('what comes with every key moves nothing on a page of %i pixels in %s', async (width, lang) => {
  await using inspector = await inspectors.open({ width, lang, messages: fixture.messages(frame) });
  const tops = () =>
    inspector.page.evaluate(() =>
      [...document.querySelectorAll('summary, .grid-rows .row, .chip')].map((part) => {
        const { x, y } = part.getBoundingClientRect();
        return `${x} ${y}`;
      }),
    );
  const before = await tops();
  expect(before.length).toBeGreaterThan(20);
  for (const kind of ['stale', 'reading'] as const) {
    for (const { state } of STATES.filter((one) => one.state.kind === kind)) {
      await inspector.deliver({ type: 'state', state });
      expect(await tops(), kind).toEqual(before);
      expect(await inspector.overflows()).toBe(false);
    }
  }
});

test('a screen reader is told of states and results, while the page has the focus', async () => {
  await using inspector = await inspectors.open({ messages: fixture.messages(frame) });
  await inspector.page.locator('#prefix').focus();
  await inspector.deliver({ type: 'state', state: { kind: 'stale', line: 12, edits: 3 } });
  const live = inspector.page.locator('#live');
  await expect.poll(() => live.textContent()).toBe('This is for line 12, 3 edits ago.');
  await inspector.deliver(
    { type: 'told', sentence: 'One.' },
    { type: 'told', sentence: 'Two.' },
    { type: 'frame', frame: { ...frame, seq: 2 } },
  );
  await expect.poll(() => live.textContent(), { timeout: 3000 }).toMatch(/^Likeliest: .+%, then .+%\. Entropy \d+\.\d\d bits\.$/);
});

test('an older frame never takes the place of a newer one', async () => {
  await using inspector = await inspectors.open({ messages: fixture.messages({ ...frame, seq: 7 }) });
  const older = await fixture.frame('x = 1');
  await inspector.deliver({ type: 'frame', frame: { ...older, seq: 6 } });
  expect(await inspector.text('.place')).toContain('words.ts:10');
  await inspector.deliver({ type: 'frame', frame: { ...older, seq: 8 } });
  expect(await inspector.text('.place')).toContain('words.ts:1:');
});

test('what is no message changes nothing', async () => {
  await using inspector = await inspectors.open({ messages: fixture.messages(frame) });
  const before = await inspector.text('main');
  for (const message of [
    null,
    'frame',
    { type: 'frame' },
    { type: 'frame', frame: { ...frame, inspection: {} } },
    { type: 'state', state: { kind: 'great' } },
  ]) {
    await inspector.page.evaluate((data) => window.postMessage(data, '*'), message);
  }
  await inspector.painted();
  expect(await inspector.text('main')).toBe(before);
  expect(await inspector.faults()).toEqual([]);
});

test.each(['en', 'zh-cn'])(
  'a screen reader is told of every state while the page has the focus, and of none while it has not, in %s',
  async (lang) => {
    await using inspector = await inspectors.open({ lang });
    const { page } = inspector;
    await page.clock.install();
    const live = page.locator('#live');
    const told = async () => (await live.textContent())!.trim();
    const focus = (hasFocus: boolean) => page.evaluate((has) => Object.assign(document, { hasFocus: () => has }), hasFocus);
    await focus(false);
    await inspector.deliver(...fixture.messages(frame)); // not heard, so the next sentence need not wait
    for (const { state, says, asks } of STATES) {
      if (asks === undefined) continue; // what is heard of live numbers is the numbers, with their frame
      await focus(false);
      await page.clock.fastForward(2000);
      const before = await live.textContent();
      await inspector.deliver({ type: 'state', state: { kind: 'live' } }, { type: 'state', state });
      await page.clock.fastForward(2000);
      await inspector.painted();
      expect(await live.textContent(), state.kind).toBe(before);
      await focus(true);
      await inspector.deliver({ type: 'state', state: { kind: 'live' } }, { type: 'state', state });
      expect(await told(), state.kind).toBe((await inspector.text('.banner p')).trim());
      if (lang === 'en') expect(await told()).toMatch(says);
    }
  },
);
