import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Frame, ToPage } from '../../src/protocol/panel';
import { CARDS } from '../../src/webview/model/learn';
import { SECTIONS } from '../../src/webview/model/state';
import { Fixture } from './fixture';
import { type Inspector, Inspectors } from './inspector';

let fixture: Fixture;
let frame: Frame;
let suggestion: Frame;
let inspectors: Inspectors;
beforeAll(async () => {
  [fixture, inspectors] = await Promise.all([Fixture.open(), Inspectors.start()]);
  frame = await fixture.frame();
  suggestion = await fixture.suggestion();
});
afterAll(() => Promise.all([inspectors?.stop(), fixture?.close()]));

/** Lets nothing through that comes from a pointer; a click by a key has no detail. */
const WITHOUT_POINTER = `for (const type of ['pointerdown', 'pointerup', 'mousedown', 'mouseup', 'click', 'dblclick', 'auxclick', 'contextmenu', 'touchstart', 'wheel'])
  addEventListener(type, (event) => {
    if (type === 'click' && event.detail === 0) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, { capture: true, passive: false });`;

const openWith = (messages: readonly ToPage[], saved: object = {}) => inspectors.open({ messages, saved, first: WITHOUT_POINTER });
const open = (saved: object = {}) => openWith(fixture.messages(frame), saved);
const press = async (inspector: Inspector, ...keys: readonly string[]) => {
  for (const key of keys) await inspector.page.keyboard.press(key);
  await inspector.painted();
};
/** Goes to a control and presses a key there. */
const pressOn = async (inspector: Inspector, control: Locator, key: string) => {
  await control.focus();
  await press(inspector, key);
};
/** Writes over what stands in a field. */
const write = async (inspector: Inspector, selector: string, text: string, end?: string) => {
  await pressOn(inspector, inspector.page.locator(selector), 'ControlOrMeta+a');
  await inspector.page.keyboard.type(text);
  await press(inspector, ...(end ? [end] : []));
};
const last = async (inspector: Inspector) => (await inspector.sent()).at(-1);
const focused = (inspector: Inspector) =>
  inspector.page.evaluate(() => {
    const { activeElement } = document;
    return activeElement?.id || activeElement?.className || activeElement?.textContent?.trim() || '';
  });

test('Tab reaches every section, and Enter opens it', async () => {
  await using inspector = await openWith(fixture.messages(suggestion), { open: [] });
  await pressOn(inspector, inspector.page.locator('#section-suggestion > summary'), 'Enter'); // a new suggestion opens its section
  const reached: string[] = [];
  await inspector.page.locator('#prefix').focus();
  for (let step = 0; step < 60 && reached.length < SECTIONS.length; step++) {
    await press(inspector, 'Tab');
    const name = await inspector.page.evaluate(() =>
      document.activeElement?.localName === 'summary' ? (document.activeElement.parentElement?.id ?? '') : '',
    );
    if (name.startsWith('section-')) reached.push(name.slice('section-'.length));
  }
  expect(reached).toEqual([...SECTIONS]);
  await press(inspector, 'Enter');
  expect(await inspector.page.locator('#section-learn[open] .learn-card').count()).toBe(15);
});

test('in the grid the arrows go by row, and Enter takes the token', async () => {
  await using inspector = await open();
  const grid = inspector.page.locator('.grid');
  await grid.focus();
  await press(inspector, 'ArrowDown', 'ArrowDown');
  expect(await grid.getAttribute('aria-activedescendant')).toBe('row-3');
  const id = Number(await inspector.text('#row-3 .id'));
  await press(inspector, 'Enter');
  expect(await last(inspector)).toEqual({ type: 'insert', ids: [id] });
  await press(inspector, 'End', 'Enter'); // the row of all others
  expect(await grid.getAttribute('aria-rowcount')).toBe('49153');
  await press(inspector, 'End');
  expect(await grid.getAttribute('aria-activedescendant')).toBe('row-49152');
  await expect.poll(() => inspector.page.locator('#row-49152').count()).toBe(1);
  await press(inspector, 'PageUp', 'Home');
  expect(await grid.getAttribute('aria-activedescendant')).toBe('row-1');
  await expect.poll(() => inspector.page.locator('#row-1').count()).toBe(1);
});

test('in a suggestion the arrows go by token, and Enter looks at what was possible in its place', async () => {
  await using inspector = await openWith(fixture.messages(suggestion));
  const { position, steps } = suggestion.inspection;
  const grid = inspector.page.locator('.steps');
  await grid.focus();
  expect(await inspector.page.locator('.steps .row[aria-selected=true]').getAttribute('id')).toBe('step-0');
  await press(inspector, 'ArrowDown', 'ArrowDown', 'ArrowUp');
  expect(await grid.getAttribute('aria-activedescendant')).toBe('step-1');
  await press(inspector, 'Enter');
  expect(await last(inspector)).toEqual({ type: 'look', position: position + 1 });
  await press(inspector, 'End', 'Space');
  expect(await last(inspector)).toEqual({ type: 'look', position: position + steps!.length - 1 });
  await press(inspector, 'Home');
  expect(await grid.getAttribute('aria-activedescendant')).toBe('step-0');
});

test('in the context the arrows go by token and line, and Enter looks there', async () => {
  await using inspector = await open();
  const list = inspector.page.locator('.context-scroll');
  await list.focus();
  const { position, ids } = frame.inspection;
  expect(await list.getAttribute('aria-activedescendant')).toBe(`token-${position}`);
  await press(inspector, 'ArrowLeft', 'Enter');
  expect(await last(inspector)).toEqual({ type: 'look', position: position - 1 });
  await press(inspector, 'Home', 'ArrowRight');
  expect(await list.getAttribute('aria-activedescendant')).toBe('token-1');
  await expect.poll(() => inspector.page.locator('#token-1').count()).toBe(1);
  await press(inspector, 'End', 'Enter');
  expect(await last(inspector)).toEqual({ type: 'look', position: undefined });
  expect(ids.length - 1).toBe(position);
});

test('keys of the whole page', async () => {
  await using inspector = await open({ open: [] });
  await press(inspector, '/');
  await expect.poll(() => focused(inspector)).toBe('find');
  await inspector.page.keyboard.type('?p'); // letters of what is looked for, not keys
  expect(await inspector.page.locator('.keys').count()).toBe(0);
  await press(inspector, 'Escape');
  expect(await last(inspector)).toEqual({ type: 'leave' });
  await inspector.page.locator('#section-engine > summary').focus();
  for (const [key, message] of [
    ['p', { type: 'pin', on: true }],
    ['f', { type: 'follow', on: false }],
    ['s', { type: 'cancel' }],
    ['[', { type: 'look', position: frame.inspection.position - 1 }],
  ] as const) {
    await press(inspector, key);
    expect(await last(inspector)).toEqual(message);
  }
  await press(inspector, '?');
  expect(await inspector.page.locator('.keys dt').count()).toBe(14);
});

test('a token that was found is shown in its row, wherever that is', async () => {
  await using inspector = await open();
  await write(inspector, '#find', 'qubit');
  const rank = Number((await inspector.text('.found button')).match(/rank ([\d,]+)/)![1]!.replace(',', ''));
  expect(rank).toBeGreaterThan(200);
  await press(inspector, 'Enter');
  await expect.poll(() => inspector.page.locator('.grid').getAttribute('aria-activedescendant')).toBe(`row-${rank}`);
  await expect.poll(() => inspector.page.locator(`#row-${rank}`).count()).toBe(1);
  expect(await inspector.text('.why')).toContain('cut by');
  await write(inspector, '#find', 'no such token at all');
  expect(await inspector.text('.found')).toContain('No token');
});

test('sliders, the order and the coin', async () => {
  await using inspector = await open({ open: ['samplers', 'coin'] });
  await inspector.page.locator('input[type=range][aria-label="Top-k"]').focus();
  await press(inspector, 'Home');
  expect(await inspector.page.locator('#number-top-k').inputValue()).toBe('0');
  await press(inspector, 'ArrowRight', 'ArrowRight');
  expect(await inspector.page.locator('input[type=range][aria-label="Top-k"]').getAttribute('aria-valuetext')).toMatch(
    /^Top-k 2, 2 tokens kept, [\d.]+% of the mass$/,
  );
  expect(await inspector.text('.badge')).toBe('Not what completions use');
  await inspector.page.locator('button', { hasText: 'Use completion settings' }).focus();
  await press(inspector, 'Enter');
  expect(await inspector.text('.badge')).toBe('What completions use');
  await inspector.page.getByLabel('Move Min-p earlier').focus();
  await press(inspector, 'Enter');
  expect(await inspector.page.locator('.chain h3').allTextContents()).toEqual([
    'Repetition penalty',
    'Temperature',
    'Top-k',
    'Min-p',
    'Top-p',
  ]);
  expect(await inspector.text('.badge')).toBe('Not what completions use');
  await inspector.page.locator('#flip').focus();
  await press(inspector, 'Space', 'Space');
  expect(await inspector.text('.landed')).toMatch(/^u = 0\.\d{3} → \S+\s+2 flips$/);
});

test('a tree: its nodes, and what can be done with a path', async () => {
  await using inspector = await open({ open: ['search'] });
  await inspector.page.getByLabel('Depth').press('ArrowDown');
  await inspector.page.locator('#section-search button', { hasText: 'Search' }).press('Enter');
  expect(await last(inspector)).toMatchObject({ type: 'search', depth: 5, path: [] });
  await inspector.deliver({ type: 'search', seq: 1, path: [], tree: await fixture.search(), done: true });
  await inspector.page.locator('button', { hasText: 'Insert this path' }).focus();
  await press(inspector, 'Tab', 'ArrowDown', 'Enter');
  expect(await inspector.text('.path-text')).toBe('urn·counts');
  const path = fixture.model.tokenizer.encode('urn counts');
  await inspector.page.locator('button', { hasText: 'Expand here' }).press('Enter');
  expect(await last(inspector)).toMatchObject({ type: 'search', path });
  await inspector.page.locator('button', { hasText: 'Insert this path' }).press('Enter');
  expect(await last(inspector)).toEqual({ type: 'insert-path', ids: path });
});

test('attention by layer and head, and the most surprising tokens', async () => {
  await using inspector = await open({ open: ['attention', 'surprise'] });
  await inspector.page.locator('#section-attention .ask button').press('Enter');
  expect(await last(inspector)).toEqual({ type: 'wanted', sections: ['attention'] });
  await inspector.deliver({ type: 'extras', seq: 1, extras: { attention: fixture.attention(frame.inspection.ids.length) } });
  const before = await inspector.text('#section-attention .ranking');
  await inspector.page.locator('#attention-layer').focus();
  await press(inspector, 'ArrowDown');
  expect(await inspector.text('#section-attention .ranking')).not.toBe(before);
  await inspector.page.locator('#section-attention .ranking button').first().press('Enter');
  expect(await last(inspector)).toMatchObject({ type: 'look' });

  await inspector.page.locator('#section-surprise button', { hasText: 'Read' }).press('Enter');
  expect(await last(inspector)).toEqual({ type: 'scan', scope: 'file' });
  await inspector.deliver({ type: 'scan', part: { tokens: fixture.scan(), done: 1 }, from: 0, done: true });
  await inspector.page.locator('#section-surprise button', { hasText: 'Next' }).press('Enter');
  expect(await last(inspector)).toMatchObject({ type: 'reveal' });
  expect(await inspector.page.locator('.surprising li.is-chosen').count()).toBe(1);
});

test('"show me" of every card opens its section and goes there', async () => {
  await using inspector = await open({ open: ['learn'] });
  const sections = Object.values(CARDS);
  const cards = inspector.page.locator('.learn-card button[aria-label^="Show me"]');
  expect(await cards.count()).toBe(sections.length);
  for (const [index, section] of sections.entries()) {
    const summary = inspector.page.locator(`#section-${section} > summary`);
    if (await inspector.page.locator(`#section-${section}[open]`).count()) await pressOn(inspector, summary, 'Enter');
    await cards.nth(index).focus();
    await press(inspector, 'Enter');
    await expect
      .poll(() => inspector.page.evaluate(() => document.activeElement?.parentElement?.id), { message: section })
      .toBe(`section-${section}`);
    expect(await inspector.page.locator(`#section-${section}[open]`).count()).toBe(1);
  }
});

test('what is shown can be copied and opened as text', async () => {
  await using inspector = await open({ open: ['samplers'] });
  await write(inspector, '#number-top-k', '7', 'Enter');
  await pressOn(inspector, inspector.page.getByLabel('Move Min-p earlier'), 'Enter');
  const tried = {
    settings: { ...frame.settings, topK: 7 },
    order: ['repetition-penalty', 'temperature', 'top-k', 'min-p', 'top-p'],
    coin: { seed: 0, flips: 0 },
    attention: {},
  };
  for (const [label, message] of [
    ['Markdown', { type: 'copy', format: 'markdown', tried }],
    ['CSV', { type: 'copy', format: 'csv', tried }],
    ['JSON', { type: 'copy', format: 'json', tried }],
    ['Save replay file…', { type: 'save-replay' }],
    ['Open replay file…', { type: 'open-replay' }],
  ] as const) {
    await pressOn(inspector, inspector.page.locator('.menu > summary'), 'Enter');
    await pressOn(inspector, inspector.page.locator('.menu button', { hasText: label }), 'Enter');
    expect(await last(inspector)).toEqual(message);
    expect(await inspector.page.locator('.menu[open]').count()).toBe(0);
  }
  await pressOn(inspector, inspector.page.locator('button', { hasText: 'Open as text' }), 'Enter');
  expect(await last(inspector)).toEqual({ type: 'open-as-text', tried });
});

test('a pointer does nothing on these pages', async () => {
  await using inspector = await open({ open: [] });
  await inspector.page.locator('#section-engine > summary').click();
  await inspector.page.locator('button', { hasText: 'Open as text' }).click();
  await inspector.painted();
  expect(await inspector.page.locator('#section-engine[open]').count()).toBe(0);
  expect(await inspector.sent()).toEqual([{ type: 'ready' }]);
});
