/**
 * Mistakes that viewers of probabilities are known to make: each is given its chance here. Others are held elsewhere:
 *
 * - half a percent is not "<0.01%", nor is what is under 1 % floored: truth.test.ts, "half a percent reads as half a percent …"
 * - runs of white space and line breaks are kept: truth.test.ts, "the bytes of the tokens are those of the text"
 * - settings all have an effect: truth.test.ts, "every control does something", "the repetition penalty makes …", "a flip lands …"
 * - times come from a clock or are absent: truth.test.ts, "times are those that were measured, or absent"
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { NextTokens } from '../../src/inspection/next-tokens';
import type { Frame } from '../../src/protocol/panel';
import { seededRandom } from '../../src/sampling/random';
import { checkSettings, type SamplingSettings } from '../../src/sampling/settings';
import { SECTIONS } from '../../src/webview/model/state';
import { Fixture } from './fixture';
import { type Inspector, Inspectors } from './inspector';

let fixture: Fixture;
let inspectors: Inspectors;
beforeAll(async () => {
  [fixture, inspectors] = await Promise.all([Fixture.open(), Inspectors.start()]);
});
afterAll(() => Promise.all([inspectors?.stop(), fixture?.close()]));

const PLAIN = { strategy: 'sample', temperature: 1, topK: 0, topP: 1, minP: 0 } as const;
const size = () => fixture.vocabulary.ends.length;

/** A frame with made-up logits: those of some tokens, and one for all others. */
async function made(likely: ReadonlyMap<number, number>, others: number, settings: Partial<SamplingSettings> = {}): Promise<Frame> {
  const frame = await fixture.frame('x');
  const logits = new Float32Array(size()).fill(others);
  for (const [id, logit] of likely) logits[id] = logit;
  return { ...frame, settings: checkSettings({ ...PLAIN, ...settings }), inspection: { ...frame.inspection, logits } };
}

const show = (frame: Frame, open: readonly string[] = ['next']) => inspectors.open({ messages: fixture.messages(frame), saved: { open } });
const cell = async (inspector: Inspector, row: number, name: string) => (await inspector.text(`#row-${row} .${name}`)).trim();
const idOf = (text: string) => {
  const [id, ...rest] = fixture.model.tokenizer.encode(text);
  if (id === undefined || rest.length > 0) throw new Error(`${JSON.stringify(text)} is not one token`);
  return id;
};

test('what is beyond the rows shown has its part in every probability, and in top-p', async () => {
  // One token at e⁰ before 49,151 at e⁻⁸: 5.7 % of the whole, and 98 % of the first fifty.
  const share = 1 / (1 + (size() - 1) * Math.exp(-8));
  expect(share).toBeCloseTo(0.0572, 3);
  await using inspector = await show(await made(new Map([[idOf('a'), 0]]), -8, { topP: 0.5 }), ['next', 'samplers']);
  expect(await cell(inspector, 1, 'number.model')).toBe('5.7%');
  const kept = 1 + Math.ceil((0.5 - share) / (Math.exp(-8) * share));
  expect(await inspector.text('#section-samplers > summary')).toContain(`${kept.toLocaleString('en')} kept`);
  expect(Number.parseFloat(await cell(inspector, 1, 'number.final'))).toBeCloseTo(100 * share * 2, 0);
});

test('a token that looks like markup is text, in every list', async () => {
  const { tokenizer } = fixture.model;
  const markup = Array.from({ length: size() }, (_, id) => id).filter((id) => /^ ?<[/!a-z]/.test(tokenizer.decode([id])));
  expect(markup.length).toBeGreaterThan(3);
  const frame = await made(new Map(markup.slice(0, 8).map((id, place) => [id, -place / 4])), -40);
  await using inspector = await show(frame, SECTIONS);
  await inspector.page.locator('#flip + button').press('Enter');
  await inspector.painted();
  const names = markup.slice(0, 8).map((id) => tokenizer.decode([id]).replaceAll(' ', '·'));
  for (const [index, name] of names.entries()) expect(await cell(inspector, index + 1, 'name')).toBe(name);
  const tally = await inspector.page.locator('.tally th[scope=row]').allTextContents();
  expect(tally.slice(0, 8)).toEqual(names);
  expect(await inspector.text('#section-next > summary')).toContain(names[0]);
});

test('a line break has its sign, whatever white space it stands in', async () => {
  const texts = ['\n', '\n\n', '\t', '    ', ' '];
  await using inspector = await show(await made(new Map(texts.map((text, place) => [idOf(text), -place])), -40));
  const names = await Promise.all(texts.map((_, index) => cell(inspector, index + 1, 'name')));
  expect(names).toEqual(['↵', '↵×2', '→', '·×4', '·']);
});

test('of tokens that are equally likely, and of one text twice, the one that was meant is taken', async () => {
  const [a, b] = [idOf('a'), idOf('b')].sort((one, other) => one - other) as [number, number];
  await using inspector = await show(await made(new Map([a, b].map((id) => [id, 0])), -40));
  await inspector.page.locator('.grid').press('ArrowDown');
  await inspector.page.locator('.grid').press('Enter');
  expect((await inspector.sent()).at(-1)).toEqual({ type: 'insert', ids: [b] });

  const repeated = await fixture.frame('x = x + x');
  const { ids } = repeated.inspection;
  const position = ids.lastIndexOf(idOf(' x'));
  expect(ids.indexOf(idOf(' x'))).toBeLessThan(position);
  await using again = await show(repeated, ['context']);
  await again.page.locator(`#token-${position - 2}`).click();
  expect((await again.sent()).at(-1)).toEqual({ type: 'look', position: position - 2 });
  expect(ids[position - 2]).toBe(ids[position]);
});

test('perplexity is e to the mean negative log-likelihood', async () => {
  const tokens = [-0.1, -2, -9.5, -0.003].map((logprob, index) => ({
    id: idOf('x'),
    start: 3 * index,
    end: 3 * index + 3,
    logprob,
    rank: 1,
    top: [],
  }));
  const nats = tokens.reduce((sum, { logprob }) => sum - logprob, 0);
  await using inspector = await show(await fixture.frame(), ['surprise']);
  await inspector.deliver({ type: 'scan', part: { tokens, done: 1 }, from: 0, done: true });
  expect(await inspector.page.locator('#section-surprise .figures dd').allTextContents()).toEqual([
    (nats / tokens.length / Math.LN2).toFixed(2),
    (nats / (3 * tokens.length) / Math.LN2).toFixed(2),
    Math.exp(nats / tokens.length).toFixed(1),
    '4',
  ]);
});

test('a search is asked for with all that was set for it', async () => {
  await using inspector = await show(await fixture.frame(), ['search']);
  for (const [label, value] of [
    ['Width', '2'],
    ['Depth', '3'],
    ['Length penalty', '0.5'],
  ] as const) {
    await inspector.page.getByLabel(label).fill(value);
    await inspector.page.getByLabel(label).press('Enter');
  }
  await inspector.page.locator('#section-search .tools button.primary').press('Enter');
  expect((await inspector.sent()).at(-1)).toEqual({ type: 'search', width: 2, depth: 3, lengthPenalty: 0.5, path: [] });
});

test('all others have nothing where rounding gives those shown more than all', async () => {
  const random = seededRandom(1);
  const ids = Array.from({ length: 30 }, (_, index) => 1000 + index);
  const above = async (): Promise<Frame> => {
    for (let tries = 0; tries < 100; tries++) {
      const frame = await made(new Map(ids.map((id) => [id, 4 * random.next()])), -745);
      if (new NextTokens(frame.inspection).cumulative(ids.length) > 1) return frame;
    }
    throw new Error('nothing adds up to more than 1');
  };
  await using inspector = await show(await above(), ['next', 'coin']);
  await inspector.page.locator('#flip + button').press('Enter');
  await inspector.page.locator('.grid').press('End');
  await inspector.painted();
  expect(await inspector.page.locator('.tail .number').allTextContents()).toEqual(['0%', '0%', '100%']);
  expect(await inspector.text('body')).not.toMatch(/[-−]\d[\d.]*%|>100%|NaN/);
});

test('a token costs little of the page', async () => {
  const long = await fixture.frame('const value = [1, 2, 3];\n'.repeat(40));
  await using inspector = await show(long, ['context']);
  const chips = inspector.page.locator('.context-scroll .chip');
  const lengths = await chips.evaluateAll((found) => found.map(({ outerHTML }) => outerHTML.replace(/<!--.*?-->/g, '').length));
  expect(lengths.length).toBeGreaterThan(50);
  expect(Math.max(...lengths)).toBeLessThan(400);
  expect(await inspector.page.locator('.context-scroll *').count()).toBeLessThan(5 * lengths.length);
});

test.each(['â', '—', 'Ġ', 'Ċ', 'é'])('%s is shown as itself', async (text) => {
  await using inspector = await show(await fixture.frame(text), ['context']);
  const shown = (await inspector.page.locator('.context-scroll .chip').allTextContents()).join('');
  // Tokens that are parts of a character are written in bytes, and the character under a brace.
  const joined = await inspector.page
    .locator('.context-scroll .joined')
    .evaluateAll((found) => found.map((one) => (one as HTMLElement).dataset['text']).join(''));
  expect(/\[/.test(shown) ? joined : shown).toBe(text);
});
