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
