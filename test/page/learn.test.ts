// The cards: reached from the sections, put away, brought back, and with this document's numbers.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Frame } from '../../src/protocol/panel';
import { checkSettings } from '../../src/sampling/settings';
import { CARD_OF, CARDS, type CardName } from '../../src/webview/model/learn';
import type { Numbers } from '../../src/webview/model/numbers';
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

test.each([
  ['en', en],
  ['zh-cn', zhCn],
])('the numbers on the cards are those of the document, in %s', async (lang, text) => {
  const frame = await fixture.frame('let x =', {
    settings: checkSettings({ strategy: 'sample', temperature: 1.5, topK: 50, topP: 1, minP: 0 }),
  });
  const { inspection } = frame;
  const { ids, logits, prefilled, reused } = inspection;
  const { info } = fixture.model;
  const whole = (value: number) => value.toLocaleString(lang);
  const fixed = (value: number, digits = 2) => value.toFixed(digits).replace('-', '−');
  const percent = (value: number) => `${(100 * value).toFixed(value < 0.01 ? 2 : 1)}%`;
  // By hand, and not by what the page computes with.
  const softmax = (values: readonly number[]) => {
    const powers = values.map((value) => Math.exp(value));
    const sum = powers.reduce((total, power) => total + power, 0);
    return powers.map((power) => power / sum);
  };
  const sorted = [...logits.keys()].sort((a, b) => logits[b]! - logits[a]!);
  const [first, second] = [sorted[0]!, sorted[1]!];
  const model = softmax([...logits]);
  const bits = -model.reduce((sum, share) => sum + share * Math.log2(share), 0);
  const final = softmax(sorted.slice(0, 50).map((id) => logits[id]! / 1.5));
  const name = (id: number) => `“${fixture.model.tokenizer.decode([id]).replaceAll(' ', '·').replaceAll('\n', '↵')}”`;
  const numbers: Numbers = {
    vocabulary: whole(49_152),
    tokens: whole(ids.length),
    bytes: '7',
    bytesPerToken: fixed(7 / ids.length, 1),
    specials: whole(fixture.vocabulary.control.length),
    specialsHere: '0',
    width: whole(info.embedding),
    position: whole(ids.length - 1),
    layers: whole(info.layers),
    heads: whole(info.heads),
    layerHeads: whole(info.layers * info.heads),
    first: name(first),
    logit: fixed(logits[first]!),
    share: percent(model[first]!),
    second: name(second),
    secondShare: percent(model[second]!),
    rest: percent(1 - model[first]!),
    temperature: '1.50',
    entropy: fixed(bits),
    choices: fixed(2 ** bits, 1),
    kept: '50',
    agree: percent(final.reduce((sum, share) => sum + share ** 2, 0)),
    reused: whole(reused),
    fresh: whole(prefilled),
    time: '65 ms',
    window: whole(info.window),
    healed: '',
  };
  await using inspector = await inspectors.open({ lang, messages: fixture.messages(frame), saved: { open: ['learn'] } });
  for (const card of NAMES) expect(await inspector.text(`#card-${card} p`), card).toBe(text.learn.cards[card].text(numbers));
});
