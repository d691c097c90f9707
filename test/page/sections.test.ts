import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { plainLabel } from '../../src/inspection/token-label';
import { Vocabulary } from '../../src/inspection/vocabulary';
import type { Frame, ToPage } from '../../src/protocol/panel';
import { numbersOf } from '../../src/sampling/draw';
import { checkSettings } from '../../src/sampling/settings';
import { SECTIONS } from '../../src/webview/model/state';
import { Fixture, TEXT } from './fixture';
import { type Inspector, Inspectors, type OpenOptions } from './inspector';
import { THEMES, type Theme } from './server';

let fixture: Fixture;
let frame: Frame;
let inspectors: Inspectors;
let suggestion: Frame;
let drawn: Frame; // the same, sampled with seed 7
let everything: readonly ToPage[];
let underWay: readonly ToPage[];
beforeAll(async () => {
  [fixture, inspectors] = await Promise.all([Fixture.open(), Inspectors.start()]);
  frame = await fixture.frame();
  suggestion = await fixture.suggestion(TEXT, 'urn counts;\n}', { seq: 2 });
  if (suggestion.source.kind !== 'suggestion') throw new Error('it is no suggestion');
  const numbers = numbersOf(7, suggestion.source.tokens.length);
  drawn = { ...suggestion, source: { ...suggestion.source, drawn: { seed: 7, numbers } } };
  everything = await fixture.everything(frame);
  // Another position of a long text with several cursors, memory, and nothing at its end yet.
  const { source, inspection } = frame;
  const elsewhere: Frame = {
    ...frame,
    source: source.kind === 'document' ? { ...source, cursors: 3, dropped: 4000 } : source,
    inspection: {
      ...inspection,
      position: 5,
      memory: { share: 0.3, match: 4, tokens: [{ id: inspection.ids[1]!, probability: 1 }] },
    },
  };
  underWay = [
    ...fixture.messages(elsewhere),
    { type: 'following', following: false, pinned: true },
    { type: 'underlines', shown: true },
    { type: 'search', seq: 0, path: [], tree: await fixture.search(), done: false },
    { type: 'scan', part: { tokens: fixture.scan().slice(0, 20), done: 0.3 }, from: 0, done: false },
  ];
});
afterAll(() => Promise.all([inspectors?.stop(), fixture?.close()]));

/** A frame of a suggestion, which has a section of its own. */
const suggested = (): readonly ToPage[] => [...everything, { type: 'frame', frame: drawn }];

const tried = checkSettings({ strategy: 'sample', temperature: 1.3, repetitionPenalty: 1.1 });

/** Every section open, with a thousand flips, the list of keys and the menu where there is anything to show. */
async function openAll(messages: readonly ToPage[], options: OpenOptions): Promise<Inspector> {
  const inspector = await inspectors.open({ ...options, messages, saved: { open: SECTIONS, keys: true, find: 'ret', tried } });
  const { page } = inspector;
  const isSuggestion = messages.some((message) => message.type === 'frame' && message.frame.source.kind === 'suggestion');
  expect(await page.locator('details.section[open]').count()).toBe(SECTIONS.length - (isSuggestion ? 0 : 1));
  await page.locator('.menu > summary').click();
  if (messages.length > 0) await page.locator('#flip + button').click();
  await inspector.painted();
  return inspector;
}

describe.each(Object.keys(THEMES) as Theme[])('in the theme %s', (theme) => {
  test('every section is accessible and breaks no policy: empty, full, and with something under way', async () => {
    const faults: string[] = [];
    for (const messages of [[], everything, underWay, suggested()]) {
      await using inspector = await openAll(messages, { theme });
      faults.push(...(await inspector.inaccessible()), ...(await inspector.faults()));
    }
    expect(faults).toEqual([]);
  });
});

test.each([
  ['en', 'hc-dark'],
  ['zh-cn', 'light'],
] as const)('a panel of 320 pixels is accessible too, and nothing is wider than it (%s, %s)', async (lang, theme) => {
  const faults: string[] = [];
  for (const messages of [[], everything, underWay, suggested()]) {
    await using inspector = await openAll(messages, { theme, lang, width: 320 });
    faults.push(...(await inspector.inaccessible()), ...(await inspector.faults()));
    expect(await inspector.overflows()).toBe(false);
  }
  expect(faults).toEqual([]);
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

test('a suggestion is shown token by token, with what else was likely and what ended it', async () => {
  await using inspector = await inspectors.open({ messages: [...everything, { type: 'frame', frame: suggestion }] });
  const { steps } = suggestion.inspection;
  const rows = inspector.page.locator('.steps .grid-rows .row');
  expect(await rows.count()).toBe(steps!.length);
  const percent = (logprob: number) =>
    new Intl.NumberFormat('en', { style: 'percent', minimumFractionDigits: 1 }).format(Math.exp(logprob));
  for (const [index, { id, rank, chosen, top, memory }] of steps!.entries()) {
    const cells = await rows.nth(index).locator('[role=gridcell]').allTextContents();
    expect(cells[0]).toContain(plainLabel(new Vocabulary(fixture.vocabulary).label(id)));
    expect(cells[0]!.includes('not shown')).toBe(index === steps!.length - 1);
    if (Math.exp(chosen) > 0.01 && Math.exp(chosen) < 0.99) expect(cells[1]).toBe(percent(chosen));
    expect(cells.slice(2, 4)).toEqual([rank.toLocaleString('en'), memory ? '25.0%' : '']);
    const others = top.filter((other) => other.id !== id).slice(0, 3);
    for (const other of others) expect(cells[4]).toContain(plainLabel(new Vocabulary(fixture.vocabulary).label(other.id)));
  }
  expect(await inspector.page.locator('#section-suggestion .note').allTextContents()).toEqual(['It <b>ended</b>.', 'Cut.']);
  await inspector.deliver({ type: 'frame', frame: { ...frame, seq: 3 } });
  expect(await inspector.page.locator('#section-suggestion').count()).toBe(0);
});

test('of a sampled suggestion the number drawn for each token is shown too, and the seed that gives it', async () => {
  await using inspector = await inspectors.open({ messages: suggested() });
  const grid = inspector.page.locator('.steps');
  const draws = numbersOf(7, drawn.inspection.steps!.length).map((number) => number.toFixed(3));
  expect(new Set(draws).size).toBe(draws.length);
  const column = (await grid.locator('[role=columnheader]').allTextContents()).indexOf('draw');
  expect(await grid.locator(`[role=gridcell]:nth-child(${column + 1})`).allTextContents()).toEqual(draws);
  expect(await grid.getAttribute('aria-colcount')).toBe('6');
  expect(await inspector.page.locator('#section-suggestion .note').allTextContents()).toEqual([
    expect.stringContaining('Seed 7 gives the same numbers again.'),
    'It <b>ended</b>.',
    'Cut.',
  ]);
  await inspector.deliver({ type: 'frame', frame: { ...suggestion, seq: 3 } }); // without chance there is nothing of it
  expect(await grid.getAttribute('aria-colcount')).toBe('5');
  expect(await grid.locator('[role=gridcell]').count()).toBe(5 * draws.length);
  expect(await inspector.text('#section-suggestion')).not.toMatch(/draw/i);
});

test('however long a suggestion is, few of its rows are on the page', async () => {
  const { inspection, source } = suggestion;
  const steps = Array.from({ length: 256 }, (_, index) => inspection.steps![index % inspection.steps!.length]!);
  const ids = Int32Array.from([...inspection.ids.subarray(0, inspection.position + 1), ...steps.map(({ id }) => id)]);
  const long: Frame = { ...suggestion, source, inspection: { ...inspection, ids, path: 256, steps } };
  await using inspector = await inspectors.open({ messages: fixture.messages(long) });
  expect(await inspector.page.locator('.steps .grid-rows .row').count()).toBeLessThanOrEqual(60);
  await inspector.page.locator('.steps').press('End');
  await expect.poll(() => inspector.page.locator('#step-255').count()).toBe(1);
  expect(await inspector.page.locator('.steps .grid-rows .row').count()).toBeLessThanOrEqual(60);
});

test('an inspection that was saved says whether it is as it was', async () => {
  const replay = (differences: readonly string[]): Frame => ({
    ...frame,
    seq: 2,
    source: { kind: 'replay', name: 'saved.json', differences },
  });
  await using inspector = await inspectors.open({ messages: fixture.messages(replay([])) });
  expect(await inspector.text('.place')).toBe('saved.json');
  expect(await inspector.text('#section-context .note')).toBe('Everything is as it was saved.');
  await inspector.deliver({ type: 'frame', frame: { ...replay(['The entropy is 2 bits and was 1.']), seq: 3 } });
  expect(await inspector.text('#section-context .note')).toBe('The entropy is 2 bits and was 1.');
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

test('what was drawn bit by bit is what is drawn at once', async () => {
  const contents = (inspector: Inspector) =>
    inspector.page.evaluate(() =>
      // Comments are Lit's marks, and properties set by a person are no part of the text; how often was looked is another thing.
      [...document.querySelectorAll('details.section')].map((section) => {
        const copy = section.cloneNode(true) as Element;
        copy.querySelector('.log')?.remove();
        return copy.textContent?.replace(/\s+/g, ' ');
      }),
    );
  const saved = { open: SECTIONS };
  await using drawn = await inspectors.open({ messages: underWay, saved });
  await drawn.deliver(
    ...everything.slice(1).map((message) => (message.type === 'frame' ? { ...message, frame: { ...frame, seq: 2 } } : message)),
  );
  await drawn.deliver({ type: 'extras', seq: 2, extras: everythingShown(everything) });
  await drawn.deliver({ type: 'settings', settings: tried }, { type: 'underlines', shown: false });
  await drawn.page.locator('.grid').press('ArrowDown');
  await drawn.page.locator('.choice span', { hasText: 'log' }).click();
  await drawn.painted();
  await using atOnce = await inspectors.open({
    messages: [
      everything[0]!,
      { type: 'state', state: { kind: 'live' } },
      { type: 'frame', frame: { ...frame, seq: 2 } },
      ...everything.slice(3).map((message) => (message.type === 'extras' ? { ...message, seq: 2 } : message)),
      { type: 'settings', settings: tried },
    ],
    saved: { ...saved, scale: 'log' },
  });
  await atOnce.page.locator('.grid').press('ArrowDown');
  await atOnce.painted();
  expect(await contents(drawn)).toEqual(await contents(atOnce));
});

const everythingShown = (messages: readonly ToPage[]) =>
  messages.flatMap((message) => (message.type === 'extras' ? [message.extras] : []))[0] ?? {};
