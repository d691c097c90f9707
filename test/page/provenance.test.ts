// Every number on the page says where it comes from: in words, and not only by an attribute.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Frame, PanelState, ToPage } from '../../src/protocol/panel';
import type { Provenance } from '../../src/webview/model/provenance';
import { SECTIONS } from '../../src/webview/model/state';
import { en } from '../../src/webview/text/en';
import { zhCn } from '../../src/webview/text/zh-cn';
import { Fixture } from './fixture';
import { type Inspector, Inspectors } from './inspector';

let fixture: Fixture;
let frame: Frame;
let inspectors: Inspectors;
let full: readonly ToPage[];
beforeAll(async () => {
  [fixture, inspectors] = await Promise.all([Fixture.open(), Inspectors.start()]);
  frame = await fixture.frame(undefined, { seq: 2, decode: { tokens: 4, milliseconds: 36 } });
  const suggestion = await fixture.suggestion();
  const { ids, logits } = suggestion.inspection;
  full = [
    ...fixture.messages(suggestion),
    {
      type: 'extras',
      seq: 1,
      extras: {
        attention: fixture.attention(ids.length),
        layers: fixture.layers(logits),
        embedding: fixture.embedding(),
        sessionBytes: 168e6,
      },
    },
    { type: 'search', seq: 1, path: [], tree: await fixture.search(), done: true },
    { type: 'scan', part: { tokens: fixture.scan(), done: 1 }, from: 0, done: true },
  ];
});
afterAll(() => Promise.all([inspectors?.stop(), fixture?.close()]));

/** Texts with digits in the header and the sections: how many there are, and those that do not say where they are from. */
function numbers(inspector: Inspector, words: Readonly<Record<Provenance, string>>) {
  return inspector.page.evaluate((known) => {
    const silent: string[] = [];
    let count = 0;
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.textContent ?? '';
      const element = node.parentElement;
      if (!/\d/.test(text) || !element?.closest('inkling-header, .section')) continue;
      if (element.closest('#section-learn > summary')) continue; // how many cards the page has
      count++;
      const group = element.closest<HTMLElement>('[data-from]');
      const said = `${group?.textContent} ${group?.querySelector<HTMLElement>(':scope > summary')?.title}`;
      const kinds = group?.dataset['from']?.split(' ') ?? [];
      if (kinds.length === 0 || !kinds.every((kind) => kind in known && said.includes(known[kind as keyof typeof known])))
        silent.push(text.trim());
    }
    return { count, silent };
  }, words);
}

describe.each([
  ['en', en.from],
  ['zh-cn', zhCn.from],
])('in %s', (lang, words) => {
  test.each([
    ['open', SECTIONS, 150],
    ['closed', [], 10],
  ])('every number of sections that are %s says where it comes from', async (_, open, least) => {
    await using inspector = await inspectors.open({ lang, messages: full, saved: { open, flips: 1000, keys: true } });
    const ofSuggestion = await numbers(inspector, words);
    expect(ofSuggestion.silent).toEqual([]);
    expect(ofSuggestion.count).toBeGreaterThan(least);
    await inspector.deliver({ type: 'frame', frame });
    const ofDocument = await numbers(inspector, words);
    expect(ofDocument.silent).toEqual([]);
    expect(ofDocument.count).toBeGreaterThan(least);
    if (open.length === 0) return;
    // And what asks before it costs something.
    await using asking = await inspectors.open({ lang, messages: fixture.messages(frame), saved: { open } });
    expect((await numbers(asking, words)).silent).toEqual([]);
  });

  test.each<PanelState>([
    { kind: 'loading', fraction: 0.5 },
    { kind: 'reading', done: 12, of: 38 },
    { kind: 'stale', line: 12, edits: 3 },
  ])('so does the sentence of the state $kind', async (state) => {
    await using inspector = await inspectors.open({ lang, messages: [...fixture.messages(frame), { type: 'state', state }] });
    const { count, silent } = await numbers(inspector, words);
    expect(silent).toEqual([]);
    expect(count).toBeGreaterThan(3);
  });
});

const GROUPS: readonly (readonly [selector: string, kinds: string])[] = [
  ['.place bdi', 'read'],
  ['.numbers > :nth-child(1)', 'computed'],
  ['.numbers > :nth-child(2)', 'measured'],
  ['.numbers > :nth-child(3)', 'model'],
  ['#section-context .chip', 'read'],
  ['#row-1 .number.model', 'computed'],
  ['#section-engine > summary .summary', 'read'],
  ['.shapes code', 'read model'],
  ['.times .number', 'measured'],
  ['.log td', 'measured'],
  ['dt:text-is("reused") + dd', 'read'],
  ['dt:text-is("parameters") + dd', 'model'],
  ['dt:text-is("memory after opening") + dd', 'measured'],
  ['dt:text-is("threads") + dd', 'set'],
  ['p:text("numbers × 4 bytes")', 'model'],
  ['p:text("All documents together")', 'read set'],
  ['#card-cache p', 'read measured'],
  ['#card-embedding p', 'model read'],
  ['#card-softmax p', 'computed'],
];

test('each group of numbers says what is true of it', async () => {
  await using inspector = await inspectors.open({ messages: fixture.messages(frame), saved: { open: SECTIONS } });
  const said: unknown[] = [];
  for (const [selector] of GROUPS) {
    const found = inspector.page.locator(selector).first();
    said.push([selector, await found.evaluate((element) => element.closest<HTMLElement>('[data-from]')?.dataset['from'])]);
  }
  expect(said).toEqual(GROUPS);
});
