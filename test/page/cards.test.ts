// Every card of the page says the numbers of the document that is shown: here worked out again from what the page was given.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Frame } from '../../src/protocol/panel';
import { seededRandom } from '../../src/sampling/random';
import { Sampler } from '../../src/sampling/sampler';
import { checkSettings } from '../../src/sampling/settings';
import { softmax } from '../../src/sampling/softmax';
import { CARDS, type CardName } from '../../src/webview/model/learn';
import type { Numbers } from '../../src/webview/model/numbers';
import { en } from '../../src/webview/text/en';
import { zhCn } from '../../src/webview/text/zh-cn';
import { Fixture, TEXT } from './fixture';
import { Inspectors } from './inspector';

const HEALED = ' ret';

let fixture: Fixture;
let frame: Frame;
let inspectors: Inspectors;
const settings = checkSettings({ strategy: 'sample', temperature: 0.7, topK: 12, topP: 1, minP: 0 });
beforeAll(async () => {
  [fixture, inspectors] = await Promise.all([Fixture.open(), Inspectors.start()]);
  const { inspection, ...rest } = await fixture.frame(TEXT, { settings });
  frame = { ...rest, inspection: { ...inspection, healed: new TextEncoder().encode(HEALED) } };
});
afterAll(() => Promise.all([inspectors?.stop(), fixture?.close()]));

const whole = (value: number) => value.toLocaleString('en');
const fixed = (value: number, digits: number) => value.toFixed(digits).replace('-', '−');
const share = (value: number) => `${(100 * value).toFixed(value < 0.01 ? 2 : 1)}%`;
const total = (values: Iterable<number>) => [...values].reduce((sum, value) => sum + value, 0);

/** From the model's own facts, the text's bytes and the row of logits, by nothing that the page uses for its cards. */
function expected(): Numbers {
  const { inspection } = frame;
  const { info, tokenizer } = fixture.model;
  const { logits, ids } = inspection;
  const probabilities = softmax(logits);
  const [first, second] = [...probabilities.keys()].sort((a, b) => logits[b]! - logits[a]!) as [number, number];
  const entropy = -total([...probabilities].filter((p) => p > 0).map((p) => p * Math.log2(p)));
  const sampler = new Sampler(checkSettings(settings), logits.length, seededRandom(0));
  const spells = (text: string) => text !== '' && (text.startsWith(HEALED) || HEALED.startsWith(text));
  sampler.choose(
    logits,
    [],
    [...logits.keys()].filter((id) => spells(tokenizer.decode([id]))),
  );
  const { result } = sampler.explain();
  const bytes = Buffer.byteLength(TEXT, 'utf8');
  const name = (id: number) => `“${tokenizer.decode([id]).replaceAll(' ', '·')}”`;
  return {
    vocabulary: whole(info.vocabulary),
    tokens: whole(ids.length),
    bytes: whole(bytes),
    bytesPerToken: fixed(bytes / ids.length, 1),
    specials: whole(fixture.vocabulary.control.length),
    specialsHere: '0',
    width: whole(info.embedding),
    position: whole(ids.length - 1),
    layers: whole(info.layers),
    heads: whole(info.heads),
    layerHeads: whole(info.layers * info.heads),
    first: name(first),
    logit: fixed(logits[first]!, 2),
    share: share(probabilities[first]!),
    second: name(second),
    secondShare: share(probabilities[second]!),
    rest: share(1 - probabilities[first]!),
    temperature: '0.70',
    entropy: fixed(entropy, 2),
    choices: fixed(2 ** entropy, 1),
    kept: '12',
    agree: share(total([...logits.keys()].map((id) => result.probability(id) ** 2))),
    reused: whole(inspection.reused),
    fresh: whole(inspection.prefilled),
    time: '65 ms',
    window: whole(info.window),
    healed: '“·ret”',
  };
}

test.each([
  ['en', en],
  ['zh-cn', zhCn],
])('the cards say what the document has (%s)', async (lang, text) => {
  await using inspector = await inspectors.open({ lang, messages: fixture.messages(frame), saved: { open: ['learn'] } });
  const numbers = expected();
  for (const name of Object.keys(CARDS) as CardName[]) {
    expect(await inspector.text(`#card-${name} p`), name).toBe(text.learn.cards[name].text(numbers));
  }
});
