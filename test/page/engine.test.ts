// The engine section: what it says of shapes, cache and times is what the frame and the model say.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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

const all = async (inspector: Inspector, selector: string) =>
  (await inspector.page.locator(selector).allTextContents()).map((text) => text.replace(/\s+/g, ' ').trim());

describe.each([
  ['en', '· decode 9.0 ms a token', 'The last completion wrote 4 tokens, 9.0 ms each.', 'The last completion wrote one token, 36 ms each.'],
  ['zh-cn', '· 解码每词元 9.0 ms', '上一次补全写出：4 个词元，每个 9.0 ms。', '上一次补全写出：一个词元，每个 36 ms。'],
])('decoding, in %s', (lang, inHeader, inSection, ofOne) => {
  test('is there once a completion has written', async () => {
    await using inspector = await inspectors.open({ lang, messages: fixture.messages(frame), saved: { open: ['engine'] } });
    expect(await inspector.text('.numbers')).not.toContain(inHeader.slice(0, 4));
    expect(await all(inspector, '.times .number')).toEqual(['1.2 ms', '61 ms', '65 ms']);
    await inspector.deliver({ type: 'frame', frame: { ...frame, seq: 2, decode: { tokens: 4, milliseconds: 36 } } });
    expect(await inspector.text('.numbers')).toContain(inHeader);
    expect(await inspector.text('.numbers')).toMatch(/61 ms/); // prefill, not all of it
    expect(await all(inspector, '.times .number')).toEqual(['1.2 ms', '61 ms', '65 ms', '36 ms']);
    expect(await inspector.text('#section-engine')).toContain(inSection);
    await inspector.deliver({ type: 'frame', frame: { ...frame, seq: 3, decode: { tokens: 1, milliseconds: 36 } } });
    expect(await inspector.text('#section-engine')).toContain(ofOne);
  });
});

describe('what is said of a frame', () => {
  const of = (inspection: Partial<Frame['inspection']>, seq = 1): Frame => ({
    ...frame,
    seq,
    inspection: { ...frame.inspection, ...inspection },
  });
  const open = (shown: Frame, lang = 'en') => inspectors.open({ lang, messages: fixture.messages(shown), saved: { open: ['engine'] } });
  const whole = (value: number) => value.toLocaleString('en');
  const megabytes = (bytes: number) => {
    const value = bytes / 1e6;
    return `${value.toLocaleString('en', { minimumFractionDigits: value < 10 ? 1 : 0, maximumFractionDigits: value < 10 ? 1 : 0 })} MB`;
  };

  test('shapes, from the ids to the probabilities', async () => {
    const { ids } = frame.inspection;
    const { embedding, vocabulary } = fixture.model.info;
    await using inspector = await open(frame);
    const [t, d, v] = [ids.length, embedding, vocabulary].map(whole);
    expect(ids.length).toBeGreaterThan(50);
    expect(await all(inspector, '.shapes li')).toEqual([
      `ids[1, ${t}]`,
      `hidden[1, ${t}, ${d}]`,
      `logits[1, ${t}, ${v}]`,
      `last row[${v}]`,
      `p[${v}]`,
    ]);
  });

  test.each([
    { reused: 1_000, prefilled: 200, tokens: 1_200, shares: [1_000, 200] },
    { reused: 0, prefilled: 700, tokens: 700, shares: [0, 700] },
    // The cache also has what stands after the position: tokens that are neither reused nor new, but not free.
    { reused: 1_000, prefilled: 200, tokens: 1_500, shares: [1_300, 200] },
  ])('cache: $reused reused, $prefilled new, $tokens in all', async ({ reused, prefilled, tokens, shares }) => {
    const { layers, kvHeads, headDim, window } = fixture.model.info;
    const each = 2 * layers * kvHeads * headDim * 4; // keys and values, each a float32
    const free = window - tokens;
    await using inspector = await open(of({ reused, prefilled, cache: { tokens, window, bytes: 90e6, budget: 256e6 } }));
    const cache = (await all(inspector, '#section-engine .facts')).at(0)!;
    const others = tokens - reused - prefilled;
    const said = (count: number) => `${whole(count)} tokens, ${count === 0 ? '0 B' : megabytes(count * each)}`;
    const more = others > 0 ? `kept besides${said(others)} ` : '';
    expect(cache).toBe(`reused${said(reused)} new${said(prefilled)} ${more}free${said(free)}`);
    const bar = await inspector.page
      .locator('.cache-bar i')
      .evaluateAll((parts) => parts.map((part) => Number((part as HTMLElement).style.getPropertyValue('--share'))));
    expect(bar).toEqual([...shares, free]);
    expect(await inspector.text('#section-engine')).toContain(
      `2 × ${layers} layers × ${kvHeads} heads × ${headDim} numbers × 4 bytes = ${Math.round(each / 1000)} KB a token.`,
    );
    expect(await inspector.text('#section-engine')).toContain('All documents together: 90 MB of 256 MB.');
    expect(await inspector.text('#section-engine > summary')).toContain(`cache ${whole(tokens)} of ${whole(window)} tokens`);
  });

  test('the last 20 looks, newest first; the same one that comes again is one', async () => {
    const look = (seq: number) =>
      of({ reused: 100 + seq, prefilled: seq, timings: { tokenize: 1, prefill: 10 + seq, total: 100 + seq } }, seq);
    await using inspector = await open(look(1));
    expect(await inspector.page.locator('.log[open]').count()).toBe(0);
    await inspector.page.locator('.times .bar').first().click();
    expect(await inspector.page.locator('.log[open]').count()).toBe(1);
    expect(await all(inspector, '.log summary')).toEqual(['The last looks: 1']);
    for (let seq = 2; seq <= 23; seq++) await inspector.deliver({ type: 'frame', frame: look(seq) });
    await inspector.deliver({ type: 'frame', frame: look(23) });
    expect(await all(inspector, '.log summary')).toEqual(['The last looks: 20']);
    expect(await all(inspector, '.log th')).toEqual(['reused', 'new', 'prefill', 'in all']);
    const rows = await inspector.page
      .locator('.log tbody tr')
      .evaluateAll((found) => found.map((row) => [...row.children].map((cell) => cell.textContent)));
    expect(rows).toEqual(
      Array.from({ length: 20 }, (_, index) => [`${123 - index}`, `${23 - index}`, `${33 - index} ms`, `${123 - index} ms`]),
    );
    await inspector.deliver({ type: 'model', model: fixture.model.info, vocabulary: fixture.vocabulary });
    await inspector.deliver({ type: 'frame', frame: look(24) });
    expect(await all(inspector, '.log summary')).toEqual(['The last looks: 1']); // of another model
  });

  test.each([
    ['en', ['runtime', 'threads', 'reads at most', 'cache of all documents, at most']],
    ['zh-cn', ['运行时', '线程', '最多读取', '所有文档的缓存上限']],
  ])('what the session runs with, in %s', async (lang, names) => {
    const { runtime, threads, window } = fixture.model.info;
    await using inspector = await open(frame, lang);
    const rows = await inspector.page
      .locator('#section-engine .facts')
      .last()
      .locator('div')
      .evaluateAll((found) => found.map((row) => [row.children[0]!.textContent, row.children[1]!.textContent?.trim()]));
    const tokens = `${whole(window)} ${lang === 'en' ? 'tokens' : '个词元'}`;
    expect(rows).toEqual([runtime, String(threads), tokens, '256 MB'].map((value, index) => [names[index], value]));
  });
});
