// Mistakes that pages of this kind make, each as a test.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Vocabulary } from '../../src/inspection/vocabulary';
import type { Frame } from '../../src/protocol/panel';
import { seededRandom } from '../../src/sampling/random';
import { Sampler } from '../../src/sampling/sampler';
import { checkSettings } from '../../src/sampling/settings';
import { logSumExp } from '../../src/sampling/softmax';
import { SECTIONS } from '../../src/webview/model/state';
import { en } from '../../src/webview/text/en';
import { spoken } from '../../src/webview/text/spoken';
import { Fixture } from './fixture';
import { Inspectors } from './inspector';

let fixture: Fixture;
let inspectors: Inspectors;
beforeAll(async () => {
  [fixture, inspectors] = await Promise.all([Fixture.open(), Inspectors.start()]);
});
afterAll(() => Promise.all([inspectors?.stop(), fixture?.close()]));

/** A frame in which exactly these tokens are likely, in this order. */
async function likely(
  texts: readonly string[],
  settings = checkSettings({ strategy: 'sample', temperature: 1, topK: 0, topP: 1, minP: 0 }),
): Promise<Frame> {
  const frame = await fixture.frame('x');
  const logits = new Float32Array(frame.inspection.logits.length).fill(-40);
  for (const [place, text] of texts.entries()) {
    const [id, ...others] = fixture.model.tokenizer.encode(text);
    if (id === undefined || others.length > 0) throw new Error(`${JSON.stringify(text)} is not one token`);
    logits[id] = -place;
  }
  return { ...frame, settings, inspection: { ...frame.inspection, logits } };
}

const tokensOf = (text: string) => fixture.model.tokenizer.encode(text);

test('markup in tokens is text', async () => {
  const text = '<div>&nbsp;<script>alert(1)</script><img src=x onerror=alert(2)>';
  const frame = await fixture.frame(text);
  await using inspector = await inspectors.open({ messages: fixture.messages(frame), saved: { open: SECTIONS } });
  expect((await inspector.page.locator('.context-scroll .chip').allTextContents()).join('').replaceAll('·', ' ')).toBe(text);
  expect(await inspector.page.locator('img, .context-scroll script').count()).toBe(0);
  expect(await inspector.faults()).toEqual([]);
});

test('the name of a special token in the text is text, and a special token looks otherwise', async () => {
  const plain = await fixture.frame('<|endoftext|>');
  await using inspector = await inspectors.open({ messages: fixture.messages(plain) });
  expect((await inspector.page.locator('.context-scroll .chip').allTextContents()).join('')).toBe('<|endoftext|>');
  expect(await inspector.page.locator('.context-scroll .special').count()).toBe(0);
  await inspector.deliver({ type: 'frame', frame: { ...(await fixture.frame('')), seq: 2 } });
  expect(await inspector.page.locator('.context-scroll .special').allTextContents()).toEqual(['<|endoftext|>']);
  expect(await inspector.text('.condition')).toContain('empty before the cursor');
});

test('white space, bidirectional marks and parts of characters are seen, and none is lost', async () => {
  const text = 'a\n\n\tb\r\n        c \u202e\u200b語👩‍🚀é';
  const frame = await fixture.frame(text);
  await using inspector = await inspectors.open({ messages: fixture.messages(frame), saved: { open: ['context'], tokens: 'bytes' } });
  const bytes = (await inspector.page.locator('.context-scroll .chip code').allTextContents()).join(' ');
  expect(Buffer.from(bytes.replaceAll(' ', ''), 'hex').toString()).toBe(text);
  await inspector.page.locator('.choice span', { hasText: 'text' }).first().click();
  await inspector.painted();
  const shown = (await inspector.page.locator('.context-scroll').allTextContents()).join('');
  expect(shown).toMatch(/↵×2→|↵×2|↵.*→/);
  expect(shown).toMatch(/\[[0-9A-F ]+\]/);
  expect(shown).not.toMatch(/[\u202e\u200b\ufffd]/);
});

test.each([
  ['tabs and CRLF', '\tif (a) {\r\n\t\tb();\r\n\t}\r\n'],
  ['emoji and CJK', '// 👩‍🚀 语言 かな\n'],
  ['a byte order mark', '\ufeffimport x'],
  ['what looks like markup or a special token', '<div class="a">&amp;</div> <|endoftext|> <|im_start|>'],
  ['half a character', 'a\ud83d b\udc80'],
  ['runs of white space', '    \n\n\n        x   \t  \n'],
])('the bytes of the tokens are those of the text: %s', async (_, text) => {
  const frame = await fixture.frame(text);
  await using inspector = await inspectors.open({ messages: fixture.messages(frame), saved: { open: ['context'], tokens: 'bytes' } });
  const bytes = (await inspector.page.locator('.context-scroll .chip code').allTextContents()).join(' ');
  expect(Buffer.from(bytes.replaceAll(' ', ''), 'hex')).toEqual(Buffer.from(text, 'utf8'));
});

test('a probability of the model is of the whole vocabulary, not of the rows shown', async () => {
  const frame = await fixture.frame();
  const { logits } = frame.inspection;
  const norm = logSumExp(logits);
  await using inspector = await inspectors.open({ messages: fixture.messages(frame) });
  for (const rank of [1, 2, 3]) {
    const id = Number(await inspector.text(`#row-${rank} .id`));
    expect(Number.parseFloat(await inspector.text(`#row-${rank} .number.model`))).toBeCloseTo(100 * Math.exp(logits[id]! - norm), 1);
  }
});

test('half a percent reads as half a percent, and what is cut stays where it was', async () => {
  const frame = await likely(
    ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k'],
    checkSettings({ strategy: 'sample', temperature: 1, topK: 4, topP: 1, minP: 0 }),
  );
  await using inspector = await inspectors.open({ messages: fixture.messages(frame) });
  expect(await inspector.text('#row-6 .number.model')).toBe('0.43%');
  expect(await inspector.text('#row-10 .number.model')).toBe('<0.01%');
  expect(await inspector.text('#row-11 .number.model')).toBe('<0.01%');
  expect(await inspector.text('#row-5 .number.final')).toBe('0%');
  expect(await inspector.text('#row-5 .verdict')).toBe('cut by top-k: rank 5 > 4');
  expect(await inspector.text('#row-5 .name')).toBe('e');
});

test('equal probabilities are different tokens', async () => {
  const frame = await likely(['a', 'b']);
  const [a, b] = [tokensOf('a')[0]!, tokensOf('b')[0]!];
  frame.inspection.logits[b] = frame.inspection.logits[a]!;
  await using inspector = await inspectors.open({ messages: fixture.messages(frame) });
  expect([await inspector.text('#row-1 .id'), await inspector.text('#row-2 .id')]).toEqual([
    String(Math.min(a, b)),
    String(Math.max(a, b)),
  ]);
});

test('every control does something', async () => {
  const frame = await fixture.frame();
  await using inspector = await inspectors.open({
    messages: fixture.messages(frame),
    saved: { open: ['next', 'samplers'], tried: checkSettings({ strategy: 'sample', temperature: 1, topK: 0, topP: 1, minP: 0 }) },
  });
  const finals = () => inspector.page.locator('.grid-rows .number.final').allTextContents();
  for (const [name, value] of [
    ['temperature', '0.5'],
    ['top-k', '3'],
    ['top-p', '0.5'],
    ['min-p', '0.3'],
    ['repetition-penalty', '1.9'],
  ] as const) {
    const before = await finals();
    await inspector.page.locator(`#number-${name}`).fill(value);
    await inspector.page.locator(`#number-${name}`).press('Enter');
    await inspector.painted();
    if (name !== 'repetition-penalty') expect(await finals(), name).not.toEqual(before);
    await inspector.page.locator('button', { hasText: 'Use completion settings' }).click();
    await inspector.page.locator('#number-temperature').fill('1');
    await inspector.page.locator('#number-temperature').press('Enter');
    for (const [reset, idle] of [
      ['top-k', '0'],
      ['top-p', '1'],
      ['min-p', '0'],
    ] as const) {
      await inspector.page.locator(`#number-${reset}`).fill(idle);
      await inspector.page.locator(`#number-${reset}`).press('Enter');
    }
    await inspector.painted();
  }
});

test('the repetition penalty makes a token of the text less likely, and no other', async () => {
  const frame = await likely(['b', 'x']); // the text is x
  await using inspector = await inspectors.open({ messages: fixture.messages(frame), saved: { open: ['next', 'samplers'] } });
  const finals = async () => [
    Number.parseFloat(await inspector.text('#row-1 .number.final')),
    Number.parseFloat(await inspector.text('#row-2 .number.final')),
  ];
  const [b, x] = await finals();
  await inspector.page.locator('#number-repetition-penalty').fill('2');
  await inspector.page.locator('#number-repetition-penalty').press('Enter');
  await inspector.painted();
  const [bThen, xThen] = await finals();
  expect(xThen).toBeLessThan(x!);
  expect(bThen).toBeGreaterThan(b!);
});

test('a flip lands where a completion with the same seed begins', async () => {
  const frame = await fixture.frame();
  for (const seed of [0, 7, 4294967295]) {
    await using inspector = await inspectors.open({ messages: fixture.messages(frame), saved: { open: ['coin'], seed } });
    await inspector.page.locator('#flip').click();
    await inspector.painted();
    await inspector.page.locator('button', { hasText: 'Insert the last' }).click();
    const choice = new Sampler(frame.settings, frame.inspection.logits.length, seededRandom(seed)).choose(frame.inspection.logits, []);
    expect((await inspector.sent()).at(-1)).toEqual({ type: 'insert', ids: [choice!.id] });
  }
});

test('the number that was drawn for a token of a suggestion lies on that token in the strip', async () => {
  const frames = await fixture.sampled(11, 4);
  const { steps } = frames[0]!.inspection;
  const vocabulary = new Vocabulary(fixture.vocabulary);
  await using inspector = await inspectors.open({ messages: fixture.messages(frames[0]!), saved: { open: ['suggestion', 'coin'] } });
  for (const [index, { id }] of steps!.entries()) {
    if (index > 0) await inspector.deliver({ type: 'frame', frame: frames[index]! });
    const hits = await inspector.page.locator('.strip .is-hit').evaluateAll((pieces) => pieces.map((piece) => piece.getAttribute('title')));
    expect(hits).toEqual([expect.stringMatching(/ [\d.]+%$/)]);
    expect(hits[0]!.replace(/ [\d.]+%$/, '')).toBe(spoken(vocabulary.label(id), en));
    const [at, width] = await inspector.page
      .locator('.strip .pointer')
      .evaluate((pointer) => [pointer.getBoundingClientRect().left, pointer.parentElement!.clientWidth] as const);
    const left = await inspector.page.locator('.strip').evaluate((strip) => strip.getBoundingClientRect().left + strip.clientLeft);
    const number = await inspector.page.locator(`#step-${index} [role=gridcell]`).nth(4).textContent();
    expect((at - left) / width).toBeCloseTo(Number(number), 2);
    expect(await inspector.text('#section-coin')).toContain(`The suggestion drew u = ${number} here.`);
  }
  // Nothing was drawn behind the last token, nor for the example.
  const pointers = inspector.page.locator('.strip .pointer');
  expect(await pointers.count()).toBe(1);
  await inspector.page.locator('.choice span', { hasText: 'example' }).click();
  await inspector.painted();
  expect(await pointers.count()).toBe(0);
  await inspector.page.locator('.choice span', { hasText: 'this document' }).click();
  await inspector.deliver({ type: 'frame', frame: frames[4]! });
  expect(await pointers.count()).toBe(0);
  expect(await inspector.text('#section-coin')).not.toContain('The suggestion drew');
});

test('times are those that were measured, or absent', async () => {
  const frame = await fixture.frame();
  const { edit: _, ...unedited } = frame;
  await using inspector = await inspectors.open({ messages: fixture.messages(unedited), saved: { open: ['engine'] } });
  expect((await inspector.page.locator('.times .number').allTextContents()).map((text) => text.trim())).toEqual([
    '1.2 ms',
    '61 ms',
    '65 ms',
  ]);
  expect(await inspector.text('#section-engine')).toContain('Nothing was edited since.');
  await inspector.deliver({ type: 'frame', frame: { ...frame, seq: 2 } });
  expect(await inspector.text('#section-engine')).toContain('read 12 tokens again: 84 ms');
  // So is the memory of the second session: while it is closed there is none.
  expect(await inspector.text('#section-engine')).not.toContain('second session');
  await inspector.deliver({ type: 'extras', seq: 2, extras: { sessionBytes: 168e6 } });
  expect(await inspector.text('#section-engine')).toMatch(/second session, for attention and layers\s*168 MB/);
});

test('a page that is hidden draws nothing', async () => {
  const frame = await fixture.frame();
  await using inspector = await inspectors.open({ messages: fixture.messages(frame) });
  await inspector.page.evaluate(() => Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true }));
  const before = await inspector.page.locator('.place').textContent();
  const other = await fixture.frame('let y');
  await inspector.deliver({ type: 'frame', frame: { ...other, seq: 2 } });
  expect(await inspector.page.locator('.place').textContent()).toBe(before);
  await inspector.page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { value: 'visible', configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await inspector.painted();
  expect(await inspector.page.locator('.place').textContent()).not.toBe(before);
});
