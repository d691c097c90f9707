// In another language the page says the same things in other words: nothing that it says by itself is left in English.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Frame, ToPage } from '../../src/protocol/panel';
import { numbersOf } from '../../src/sampling/draw';
import { SECTIONS } from '../../src/webview/model/state';
import { en } from '../../src/webview/text/en';
import { Fixture } from './fixture';
import { type Inspector, Inspectors } from './inspector';
import { STATES } from './states';

let fixture: Fixture;
let frame: Frame;
let suggestion: Frame;
let inspectors: Inspectors;
let everything: readonly ToPage[];
beforeAll(async () => {
  [fixture, inspectors] = await Promise.all([Fixture.open(), Inspectors.start()]);
  frame = await fixture.frame();
  suggestion = await fixture.suggestion();
  const { source } = suggestion;
  if (source.kind !== 'suggestion') throw new Error('it is no suggestion');
  suggestion = { ...suggestion, source: { ...source, drawn: { seed: 7, numbers: numbersOf(7, source.tokens.length) } } };
  everything = await fixture.everything(frame);
});
afterAll(() => Promise.all([inspectors?.stop(), fixture?.close()]));

/** Everything that is said on the page, to be seen or heard. */
const said = (inspector: Inspector) =>
  inspector.page.evaluate(() => {
    const found = new Set<string>([document.title]);
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node instanceof Text && !(node.parentElement instanceof HTMLScriptElement)) found.add(node.data.replace(/\s+/g, ' ').trim());
      if (!(node instanceof Element)) continue;
      for (const name of ['aria-label', 'aria-valuetext', 'aria-description', 'title', 'placeholder', 'alt']) {
        const value = node.getAttribute(name);
        if (value) found.add(value.trim());
      }
    }
    return [...found];
  });

/** What an English sentence looks like, whatever is put into it; none where it is a single word, which a text may have, too. */
function patternsOf(table: object): RegExp[] {
  return Object.values(table).flatMap((value: unknown) => {
    if (typeof value === 'object' && value !== null) return patternsOf(value);
    const gap = { [Symbol.toPrimitive]: () => '\0' };
    const group = new Proxy(gap, { get: (_, key) => (key === Symbol.toPrimitive ? gap[Symbol.toPrimitive] : '\0') });
    const text = typeof value === 'function' ? String(value(group, group, group, group, group, group)) : String(value);
    const words = text.match(/\p{L}{3,}/gu) ?? [];
    if (words.length < (typeof value === 'function' ? 1 : 2)) return [];
    const parts = text.split('\0').map((part) => part.replace(/\s+/g, ' ').replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    return [new RegExp(`^${parts.join('.*')}$`, 'su')];
  });
}

const PATTERNS = patternsOf(en);
const inEnglish = (texts: readonly string[]) => texts.filter((text) => PATTERNS.some((pattern) => pattern.test(text)));

const VIEWS = { open: SECTIONS, keys: true, find: 'ret', flips: 3 };

/** Everything that it says in one language, in all sections and states. */
async function allSaid(lang: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const messages of [[], everything, [...everything, { type: 'frame', frame: { ...suggestion, seq: 2 } } as const]]) {
    await using inspector = await inspectors.open({ lang, messages, saved: VIEWS });
    found.push(...(await said(inspector)));
    for (const { state } of STATES) {
      if (state.kind === 'error' || state.kind === 'no-model') continue; // their sentence comes with them
      await inspector.deliver({ type: 'state', state });
      found.push(...(await said(inspector)));
    }
    expect(await inspector.faults()).toEqual([]);
  }
  return [...new Set(found)];
}

test('nothing of a page in Chinese is in English', async () => {
  const texts = await allSaid('zh-cn');
  expect(inEnglish(texts)).toEqual([]);
  expect(texts.filter((text) => /\p{Script=Han}/u.test(text)).length).toBeGreaterThan(200);
});

test('what is in English is found, so that it would be missed in Chinese', async () => {
  const texts = await allSaid('en');
  const found = inEnglish(texts);
  expect(found).toEqual(expect.arrayContaining([en.about.next, en.next.find, en.states.paused.sentence, 'Move Min-p earlier']));
  expect(PATTERNS.filter((pattern) => found.some((text) => pattern.test(text))).length).toBeGreaterThan(PATTERNS.length / 2);
});
