// No control is dead: each changes what is seen, or what the host is asked for.
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

const OPEN = ['context', 'next', 'samplers', 'coin', 'search', 'attention', 'surprise'];
const fresh = async () => {
  const inspector = await inspectors.open({ messages: fixture.messages(frame), saved: { open: OPEN } });
  const attention = fixture.attention(frame.inspection.ids.length);
  await inspector.deliver({ type: 'extras', seq: 1, extras: { attention } });
  return inspector;
};

/** Chooses one of a strip of choices. */
const choose = (section: string, name: string) => async (inspector: Inspector) =>
  inspector.page.locator(`#section-${section} .choice label`, { hasText: name }).click();
const type = (selector: string, value: string) => async (inspector: Inspector) => {
  await inspector.page.locator(selector).fill(value);
  await inspector.page.locator(selector).press('Enter');
};
const check = (label: string) => async (inspector: Inspector) => inspector.page.getByLabel(label, { exact: true }).click();
const press = (section: string, name: string) => async (inspector: Inspector) =>
  inspector.page.locator(`#section-${section} button`, { hasText: name }).first().click();

type Act = (inspector: Inspector) => Promise<void>;

const widths = (inspector: Inspector, selector: string) =>
  inspector.page.locator(selector).evaluateAll((found) => found.map((one) => one.getBoundingClientRect().width));
const texts = (inspector: Inspector, selector: string) => inspector.page.locator(selector).allTextContents();

test.each<readonly [string, Act, (inspector: Inspector) => Promise<unknown>]>([
  ['the scale', choose('next', 'log'), (inspector) => widths(inspector, '.grid-rows .bars i, .grid-rows .bars > *')],
  ['the form ids', choose('context', 'ids'), (inspector) => texts(inspector, '.context-scroll .chip')],
  ['the form bytes', choose('context', 'bytes'), (inspector) => texts(inspector, '.context-scroll .chip')],
  [
    'the seed',
    type('#seed', '9'),
    async (inspector) => {
      await press('coin', 'Flip')(inspector);
      await inspector.painted();
      const drawn = await inspector.text('.landed code');
      await press('coin', 'Begin again')(inspector);
      return drawn;
    },
  ],
  [
    'the marks of attention',
    check('Underline on the context'),
    (inspector) => inspector.page.locator('.context-scroll .chip').evaluateAll((found) => found.map(({ className }) => className)),
  ],
  ...(['repetition penalty', 'temperature', 'top-k', 'top-p', 'min-p'] as const).map(
    (name): readonly [string, Act, (inspector: Inspector) => Promise<unknown>] => [
      `the switch of ${name}`,
      check(`Apply ${name.charAt(0).toUpperCase()}${name.slice(1)}`),
      async (inspector) => [await texts(inspector, '.card .effect'), await texts(inspector, '.grid-rows .number.final')],
    ],
  ),
])('%s changes what is seen', async (_, act, seen) => {
  await using inspector = await fresh();
  const before = await seen(inspector);
  expect(JSON.stringify(before)).not.toMatch(/^(\[\]|""|null)?$/);
  await act(inspector);
  await inspector.painted();
  expect(await seen(inspector)).not.toEqual(before);
  expect(await inspector.faults()).toEqual([]);
});

const SEARCH = { type: 'search', width: 3, depth: 6, lengthPenalty: 0, path: [] };

test.each<readonly [string, Act, Act, readonly object[]]>([
  ['the width', press('search', 'Search'), type('#section-search input >> nth=0', '2'), [SEARCH, { ...SEARCH, width: 2 }]],
  ['the depth', press('search', 'Search'), type('#section-search input >> nth=1', '4'), [SEARCH, { ...SEARCH, depth: 4 }]],
  ['the length penalty', press('search', 'Search'), type('#section-search input >> nth=2', '1'), [SEARCH, { ...SEARCH, lengthPenalty: 1 }]],
  [
    'the scope',
    press('surprise', 'Read'),
    choose('surprise', 'function'),
    [
      { type: 'scan', scope: 'file' },
      { type: 'scan', scope: 'function' },
    ],
  ],
  ['the underlines', async () => {}, check('Underline in the editor'), [{ type: 'underline', on: true }]],
])('%s changes what the host is asked for', async (_, ask, act, asked) => {
  await using inspector = await fresh();
  const known = (await inspector.sent()).length;
  await ask(inspector);
  await act(inspector);
  await ask(inspector);
  await inspector.painted();
  expect((await inspector.sent()).slice(known)).toEqual(asked);
});

test('healing is asked for, or not', async () => {
  const healed = new TextEncoder().encode('re');
  const half = { ...frame, inspection: { ...frame.inspection, healed } };
  await using inspector = await inspectors.open({ messages: fixture.messages(half), saved: { open: ['context'] } });
  await check('Heal the half-typed token')(inspector);
  expect((await inspector.sent()).at(-1)).toEqual({ type: 'heal', on: false });
  await check('Heal the half-typed token')(inspector);
  expect((await inspector.sent()).at(-1)).toEqual({ type: 'heal', on: true });
});
