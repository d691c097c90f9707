// The cards: reached from the sections, put away and brought back. What they say is in cards.test.ts.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Frame } from '../../src/protocol/panel';
import { CARD_OF, CARDS, type CardName } from '../../src/webview/model/learn';
import { SECTIONS } from '../../src/webview/model/state';
import { en } from '../../src/webview/text/en';
import { zhCn } from '../../src/webview/text/zh-cn';
import { Fixture } from './fixture';
import { type Inspector, Inspectors } from './inspector';

const NAMES = Object.keys(CARDS) as CardName[];

let fixture: Fixture;
let suggestion: Frame;
let inspectors: Inspectors;
beforeAll(async () => {
  [fixture, inspectors] = await Promise.all([Fixture.open(), Inspectors.start()]);
  suggestion = await fixture.suggestion();
});
afterAll(() => Promise.all([inspectors?.stop(), fixture?.close()]));

const open = (lang: string, saved: object) => inspectors.open({ lang, messages: fixture.messages(suggestion), saved });
const cards = (inspector: Inspector) => inspector.page.locator('.learn-card').evaluateAll((found) => found.map(({ id }) => id.slice(5)));
const focused = (inspector: Inspector) => inspector.page.evaluate(() => document.activeElement?.id ?? '');
const press = async (inspector: Inspector, name: string, key: string) => {
  await inspector.page.getByRole('button', { name, exact: true }).press(key);
  await inspector.painted();
};

describe.each([
  ['en', en],
  ['zh-cn', zhCn],
])('in %s', (lang, text) => {
  test('every section has a button that goes to its card, also to one that was put away', async () => {
    const others = SECTIONS.filter((name) => name !== 'learn');
    await using inspector = await open(lang, { open: others, dismissed: NAMES });
    for (const name of others) {
      await inspector.page.getByRole('button', { name: text.learn.about(text.sections[name]), exact: true }).press('Enter');
      const card = `card-${CARD_OF[name]}`;
      await expect.poll(() => focused(inspector), { message: name }).toBe(card);
      expect(await inspector.text(`#${card} h3`)).toBe(text.learn.cards[CARD_OF[name]].title);
    }
    expect((await cards(inspector)).sort()).toEqual([...new Set(Object.values(CARD_OF))].sort());
  });

  test('a card is put away, stays away, and comes back with all others', async () => {
    const [first, second, ...rest] = NAMES;
    await using inspector = await open(lang, { open: ['learn'] });
    expect(await cards(inspector)).toEqual(NAMES);
    expect(await inspector.page.locator('#all-cards').count()).toBe(0);
    const dismiss = (name: CardName) => press(inspector, `${text.learn.dismiss}: ${text.learn.cards[name].title}`, 'Enter');
    await dismiss(first!);
    expect(await cards(inspector)).toEqual([second, ...rest]);
    expect(await focused(inspector)).toBe(`card-${second}`);
    await dismiss(rest.at(-1)!);
    expect(await focused(inspector)).toBe(`card-${rest.at(-2)}`);
    await expect
      .poll(() => inspector.page.evaluate(() => JSON.parse(sessionStorage.getItem('state') ?? '{}').dismissed))
      .toEqual([first, rest.at(-1)]);
    await press(inspector, text.learn.all, 'Enter');
    expect(await cards(inspector)).toEqual(NAMES);
    expect(await focused(inspector)).toBe(`card-${first}`);
  });
});

test('when all are put away there is a way back, and names that are no cards count for nothing', async () => {
  await using inspector = await open('en', { open: ['learn'], dismissed: NAMES.slice(1) });
  await press(inspector, `Got it: ${en.learn.cards[NAMES[0]!].title}`, 'Enter');
  expect([await cards(inspector), await focused(inspector)]).toEqual([[], 'all-cards']);
  await using other = await open('en', { open: ['learn'], dismissed: ['no-card'] });
  expect(await cards(other)).toEqual(NAMES);
  expect(await other.page.locator('#all-cards').count()).toBe(0);
});

test('before there is a result the section itself has the focus', async () => {
  await using inspector = await inspectors.open({ saved: { open: ['engine'] } });
  await press(inspector, 'Learn about Engine', 'Enter');
  await expect.poll(() => inspector.page.evaluate(() => document.activeElement?.parentElement?.id)).toBe('section-learn');
});
