// The chain of samplers under the hand: switches, and the order by keys.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Frame } from '../../src/protocol/panel';
import { STEP_NAMES } from '../../src/sampling/settings';
import { en } from '../../src/webview/text/en';
import { zhCn } from '../../src/webview/text/zh-cn';
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

const open = (lang = 'en', saved: object = {}) =>
  inspectors.open({ lang, messages: fixture.messages(frame), saved: { open: ['next', 'samplers'], ...saved } });
const order = (inspector: Inspector) => inspector.page.locator('.chain h3').allTextContents();
const focused = (inspector: Inspector) =>
  inspector.page.evaluate(() => {
    const { activeElement } = document;
    return activeElement?.getAttribute('aria-label') ?? '';
  });
const press = async (inspector: Inspector, ...keys: readonly string[]) => {
  for (const key of keys) await inspector.page.keyboard.press(key);
  await inspector.painted();
};

describe.each([
  ['en', en],
  ['zh-cn', zhCn],
])('in %s', (lang, text) => {
  test.each(STEP_NAMES)('%s is switched off, and on again with what it was set to', async (name) => {
    const settings = { ...frame.settings, repetitionPenalty: 1.3, topK: 7, minP: 0.2 };
    await using inspector = await inspectors.open({
      lang,
      messages: fixture.messages({ ...frame, settings }),
      saved: { open: ['samplers'] },
    });
    const label = text.samplers.names[name];
    const toggle = inspector.page.getByRole('checkbox', { name: text.samplers.apply(label), exact: true });
    const effect = inspector.page.locator('.card', { has: toggle }).locator('.effect');
    const [value, before] = [await inspector.page.locator(`#number-${name}`).inputValue(), await effect.textContent()];
    expect(await toggle.isChecked()).toBe(true);
    await toggle.press('Space');
    await inspector.painted();
    expect([await toggle.isChecked(), await effect.textContent()]).toEqual([false, text.samplers.off]);
    expect(await inspector.page.locator(`#number-${name}`).inputValue()).not.toBe(value);
    expect(await inspector.page.locator('.card.is-off').count()).toBe(1);
    await toggle.press('Space');
    await inspector.painted();
    expect([await toggle.isChecked(), await effect.textContent()]).toEqual([true, before]);
    expect(await inspector.page.locator(`#number-${name}`).inputValue()).toBe(value);
  });

  test('Alt and an arrow move a card, with the focus, to the ends and no further', async () => {
    await using inspector = await open(lang, { keys: true });
    expect(await inspector.text('.keys')).toContain(`Alt+↑Alt+↓${text.keys.move}`);
    const { names } = text.samplers;
    const [penalty, temperature, topK, topP, minP] = STEP_NAMES.map((name) => names[name]);
    const slider = inspector.page.locator('input[type=range]').nth(4);
    const value = await slider.inputValue();
    await slider.focus();
    await press(inspector, 'Alt+ArrowUp', 'Alt+ArrowUp');
    expect(await order(inspector)).toEqual([penalty, temperature, minP, topK, topP]);
    expect(await focused(inspector)).toBe(minP);
    expect(await inspector.page.locator('input[type=range]').nth(2).inputValue()).toBe(value);
    await press(inspector, 'Alt+ArrowUp', 'Alt+ArrowUp', 'Alt+ArrowUp');
    expect(await order(inspector)).toEqual([minP, penalty, temperature, topK, topP]);
    expect(await focused(inspector)).toBe(minP);
    await press(inspector, 'Alt+ArrowDown');
    expect(await order(inspector)).toEqual([penalty, minP, temperature, topK, topP]);
  });

  test('a button that moves a card goes with it, and at the end the other one has the focus', async () => {
    await using inspector = await open(lang);
    const { names, up, down } = text.samplers;
    await inspector.page.getByLabel(up(names['top-k']), { exact: true }).focus();
    await press(inspector, 'Enter');
    expect(await focused(inspector)).toBe(up(names['top-k']));
    await press(inspector, 'Enter');
    expect((await order(inspector))[0]).toBe(names['top-k']);
    expect(await focused(inspector)).toBe(down(names['top-k']));
  });
});

test('an arrow without Alt moves no card', async () => {
  await using inspector = await open();
  const before = await order(inspector);
  await inspector.page.locator('#number-top-k').focus();
  await press(inspector, 'ArrowUp', 'Shift+ArrowDown');
  expect(await order(inspector)).toEqual(before);
});
