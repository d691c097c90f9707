import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Frame, ToPage } from '../../src/protocol/panel';
import { SECTIONS } from '../../src/webview/model/state';
import { Fixture, TEXT } from './fixture';
import { Inspectors } from './inspector';
import { THEMES, type Theme } from './server';

let fixture: Fixture;
let frame: Frame;
let inspectors: Inspectors;
let everything: readonly ToPage[];
beforeAll(async () => {
  [fixture, inspectors] = await Promise.all([Fixture.open(), Inspectors.start()]);
  frame = await fixture.frame();
  const { ids, logits } = frame.inspection;
  everything = [
    ...fixture.messages(frame),
    {
      type: 'extras',
      seq: 1,
      extras: { attention: fixture.attention(ids.length), layers: fixture.layers(logits), embedding: fixture.embedding() },
    },
    { type: 'search', seq: 1, tree: await fixture.search(), done: true },
    { type: 'scan', part: { tokens: fixture.scan(), done: 1 }, from: 0, done: true },
  ];
});
afterAll(() => Promise.all([inspectors?.stop(), fixture?.close()]));

describe.each(Object.keys(THEMES) as Theme[])('in the theme %s', (theme) => {
  test('every section is accessible and breaks no policy, empty and full', async () => {
    const faults: string[] = [];
    for (const messages of [[], everything]) {
      await using inspector = await inspectors.open({ theme, messages, saved: { open: SECTIONS, flips: 1000, keys: true, find: 'ret' } });
      faults.push(...(await inspector.inaccessible()), ...(await inspector.faults()));
      expect(await inspector.page.locator('details.section[open]').count()).toBe(SECTIONS.length);
    }
    expect(faults).toEqual([]);
  });
});

test.each(['en', 'zh-cn'])('nothing is wider than 320 pixels (%s)', async (lang) => {
  await using inspector = await inspectors.open({
    lang,
    width: 320,
    messages: everything,
    saved: { open: SECTIONS, flips: 1000, keys: true },
  });
  expect(await inspector.overflows()).toBe(false);
});

test('in another language it says the same things in other words', async () => {
  const said = async (lang: string) => {
    await using inspector = await inspectors.open({ lang, messages: everything, saved: { open: SECTIONS } });
    expect(await inspector.faults()).toEqual([]);
    return await inspector.page.locator('h2, h3, .about, button').allTextContents();
  };
  const [english, chinese] = [await said('en'), await said('zh-cn')];
  expect(chinese.length).toBe(english.length);
  expect(chinese.filter((text) => /\p{Script=Han}/u.test(text)).length).toBeGreaterThan(english.length / 3);
});

test('however much there is to show, little of it is on the page', async () => {
  const long = await fixture.frame(`${TEXT}\n`.repeat(9).slice(0, 3000));
  await using inspector = await inspectors.open({ messages: fixture.messages(long), saved: { open: SECTIONS, whole: true } });
  const count = (selector: string) => inspector.page.locator(selector).count();
  const check = async () => {
    await inspector.painted();
    expect(await count('.grid-rows .row')).toBeLessThanOrEqual(60);
    expect(await count('.context-scroll .chip')).toBeLessThanOrEqual(400);
    expect(await count('.grid-rows .row')).toBeGreaterThan(10);
    expect(await count('.context-scroll .chip')).toBeGreaterThan(10);
  };
  await check();
  for (const key of ['End', 'Home', 'PageDown']) {
    for (const widget of ['.grid', '.context-scroll']) await inspector.page.locator(widget).press(key);
    await check();
  }
  expect(await inspector.page.locator('.grid').getAttribute('aria-rowcount')).toBe('49153');
});

test('a closed section has no contents', async () => {
  await using inspector = await inspectors.open({ messages: everything, saved: { open: [] } });
  expect(await inspector.page.locator('.body').count()).toBe(0);
  await inspector.page.locator('#section-engine > summary').click();
  await inspector.painted();
  expect(await inspector.page.locator('.body').count()).toBe(1);
});

test('sections stay open, and settings that were tried stay, when the page is loaded again', async () => {
  await using inspector = await inspectors.open({ messages: everything });
  await inspector.page.locator('#section-samplers > summary').click();
  await inspector.page.locator('#number-top-k').fill('7');
  await inspector.page.locator('#number-top-k').press('Enter');
  await expect.poll(() => inspector.page.evaluate(() => sessionStorage.getItem('state'))).toContain('"topK":7');
  await inspector.page.reload();
  await inspector.deliver(...everything);
  expect(await inspector.page.locator('#number-top-k').inputValue()).toBe('7');
  expect(await inspector.text('#section-samplers .badge')).toBe('Not what completions use');
});

test('what costs memory says how much, asks, and is asked for only while it is open', async () => {
  await using inspector = await inspectors.open({ messages: fixture.messages(frame), saved: { open: ['attention', 'layers'] } });
  expect(await inspector.text('#section-attention .ask')).toMatch(/about \d+ MB of memory/);
  expect(await inspector.sent()).toEqual([{ type: 'ready' }]);
  await inspector.page.locator('#section-attention .ask button').click();
  expect((await inspector.sent()).at(-1)).toEqual({ type: 'wanted', sections: ['attention'] });
  await inspector.page.locator('#section-layers .ask button').click();
  expect((await inspector.sent()).at(-1)).toEqual({ type: 'wanted', sections: ['attention', 'layers', 'embedding'] });
  await inspector.page.locator('#section-attention > summary').click();
  await expect.poll(async () => (await inspector.sent()).at(-1)).toEqual({ type: 'wanted', sections: ['layers', 'embedding'] });
});
