import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Frame } from '../../src/protocol/panel';
import { SECTIONS } from '../../src/webview/model/state';
import { Fixture } from './fixture';
import { type Inspector, Inspectors } from './inspector';
import { CONDITIONS, conditionFrame, STATES } from './states';

let fixture: Fixture;
let frame: Frame;
let inspectors: Inspectors;
beforeAll(async () => {
  [fixture, inspectors] = await Promise.all([Fixture.open(), Inspectors.start()]);
  frame = await fixture.frame();
});
afterAll(() => Promise.all([inspectors?.stop(), fixture?.close()]));

/** Where everything below the header is. */
const tops = (inspector: Inspector) =>
  inspector.page.evaluate(() =>
    [...document.querySelectorAll('main summary, .grid-rows .row, .chip')].map((part) => {
      const { x, y } = part.getBoundingClientRect();
      return `${x} ${y}`;
    }),
  );

test.each((['en', 'zh-cn'] as const).flatMap((lang) => CONDITIONS.map((condition) => ({ ...condition, lang }))))(
  'what is special about a frame is said, with something to do about it, whatever is open: $name in $lang',
  async ({ lang, says, asks, ...condition }) => {
    const messages = fixture.messages(await conditionFrame(fixture, condition));
    for (const open of [[], SECTIONS]) {
      await using inspector = await inspectors.open({ lang, messages, saved: { open } });
      const shown = inspector.page.locator('.condition:visible');
      const sentences = (await shown.allTextContents()).map((sentence) => sentence.trim());
      expect(sentences).toHaveLength(says[lang].length);
      for (const [index, pattern] of says[lang].entries()) expect(sentences[index]).toMatch(pattern);
      await shown.first().locator('button').click();
      if (asks === 'prefix') expect(await inspector.page.evaluate(() => document.activeElement?.id)).toBe('prefix');
      else expect((await inspector.sent()).at(-1)).toEqual(asks);
      expect(await inspector.faults()).toEqual([]);
    }
  },
);

test('nothing is said of a frame of which nothing is special', async () => {
  await using inspector = await inspectors.open({ messages: fixture.messages(frame) });
  expect(await inspector.page.locator('.condition').count()).toBe(0);
});

test('where the window begins is shown in the context, which is opened', async () => {
  const [truncated] = CONDITIONS;
  const shown = await conditionFrame(fixture, truncated!);
  await using inspector = await inspectors.open({ messages: fixture.messages(shown), saved: { open: [] } });
  await inspector.page.locator('.condition button').click();
  const inspection = { ...shown.inspection, position: 0 };
  await inspector.deliver({ type: 'frame', frame: { ...shown, seq: 2, inspection } });
  expect(await inspector.page.locator('#section-context[open] #token-0.is-here').isVisible()).toBe(true);
});

test.each([900, 480, 320])('while somebody types, what is special stays where it is on a page of %i pixels', async (width) => {
  const shown = await conditionFrame(fixture, CONDITIONS.at(-1)!);
  await using inspector = await inspectors.open({ width, messages: fixture.messages(shown) });
  const before = await tops(inspector);
  expect(before.length).toBeGreaterThan(20);
  for (const { state } of STATES.filter(({ state: { kind } }) => kind === 'stale' || kind === 'reading' || kind === 'live')) {
    await inspector.deliver({ type: 'state', state });
    expect(await inspector.page.locator('.condition').count()).toBe(2);
    expect(await tops(inspector), state.kind).toEqual(before);
  }
  expect(await inspector.overflows()).toBe(false);
});

test.each(['en', 'zh-cn'])('the first letter in an empty document moves nothing above the tokens, in %s', async (lang) => {
  const empty = await fixture.frame('');
  await using inspector = await inspectors.open({ lang, messages: fixture.messages(empty) });
  const [before] = await tops(inspector);
  await inspector.deliver({ type: 'frame', frame: { ...(await fixture.frame('x')), seq: 2 } });
  expect(await inspector.page.locator('.condition').count()).toBe(0);
  expect((await tops(inspector))[0]).toBe(before);
});
