// The coin: its strip is the final distribution, and its table counts the draws of a sampler with the same seed.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Frame } from '../../src/protocol/panel';
import { seededRandom } from '../../src/sampling/random';
import { Sampler } from '../../src/sampling/sampler';
import { checkSettings } from '../../src/sampling/settings';
import { origin, tokens } from '../../src/webview/example.json';
import { Fixture } from './fixture';
import { type Inspector, Inspectors } from './inspector';

let fixture: Fixture;
let frame: Frame;
let inspectors: Inspectors;
beforeAll(async () => {
  [fixture, inspectors] = await Promise.all([Fixture.open(), Inspectors.start()]);
  frame = await fixture.frame('let x ='); // after which much is possible
});
afterAll(() => Promise.all([inspectors?.stop(), fixture?.close()]));

const WIDE = checkSettings({ strategy: 'sample', temperature: 1.5, topK: 0, topP: 1, minP: 0 });
const NARROW = checkSettings({ strategy: 'sample', temperature: 1, topK: 5, topP: 1, minP: 0 });

/** The likeliest tokens of what is drawn from, by the sampler alone. */
function finals({ inspection, settings }: Frame, most: number) {
  const sampler = new Sampler(settings, inspection.logits.length, seededRandom(0));
  sampler.choose(inspection.logits, []);
  const { result } = sampler.explain();
  return Array.from(inspection.logits.keys())
    .filter((id) => result.has(id))
    .map((id) => ({ id, probability: result.probability(id) }))
    .sort((a, b) => b.probability - a.probability || a.id - b.id)
    .slice(0, most);
}

function drawn({ inspection, settings }: Frame, seed: number, count: number): readonly number[] {
  const sampler = new Sampler(settings, inspection.logits.length, seededRandom(seed));
  const first = sampler.choose(inspection.logits, [])!.id;
  return [first, ...Array.from({ length: count - 1 }, () => sampler.again()!.id)];
}

const open = (shown: Frame, saved: object = {}) =>
  inspectors.open({ messages: fixture.messages(shown), saved: { open: ['coin'], ...saved } });
const pieces = (inspector: Inspector) =>
  inspector.page.locator('.strip .piece').evaluateAll((found) =>
    found.map((piece) => ({
      share: Number((piece as HTMLElement).style.getPropertyValue('--share')),
      width: piece.getBoundingClientRect().width / piece.parentElement!.clientWidth,
      isHit: piece.classList.contains('is-hit'),
    })),
  );

test.each([
  ['a few tokens', NARROW, 5],
  ['all tokens', WIDE, 41],
])('each piece of the strip is as wide as its probability: %s', async (_, settings, count) => {
  const shown = { ...frame, settings };
  await using inspector = await open(shown);
  const shares = finals(shown, 40).map(({ probability }) => probability);
  const rest = 1 - shares.reduce((sum, share) => sum + share, 0);
  const expected = count === 41 ? [...shares, rest] : shares;
  const found = await pieces(inspector);
  expect(found).toHaveLength(count);
  for (const [index, { share, width }] of found.entries()) {
    expect(share).toBeCloseTo(expected[index]!, 9);
    expect(Math.abs(width - expected[index]!)).toBeLessThan(0.002); // of the strip, as it is laid out
  }
});

test('the pointer stands on the piece that was drawn', async () => {
  await using inspector = await open({ ...frame, settings: NARROW }, { seed: 11 });
  const hit = new Set<number>();
  for (let flip = 0; flip < 8; flip++) {
    await inspector.page.locator('#flip').click();
    await inspector.painted();
    const found = await pieces(inspector);
    const index = found.findIndex(({ isHit }) => isHit);
    const begin = found.slice(0, index).reduce((sum, { share }) => sum + share, 0);
    const at = await inspector.page
      .locator('.pointer')
      .evaluate((pointer) => Number((pointer as HTMLElement).style.getPropertyValue('--at')));
    expect([begin <= at, at <= begin + found[index]!.share]).toEqual([true, true]);
    hit.add(index);
  }
  expect(hit.size).toBeGreaterThan(1);
});

test.each([0, 42])('1,000 flips with the seed %i are counted against what was to be expected', async (seed) => {
  const shown = { ...frame, settings: WIDE };
  await using inspector = await open(shown, { seed });
  await inspector.page.locator('#section-coin button', { hasText: '1,000' }).click();
  await inspector.painted();
  const rows = await inspector.page
    .locator('.tally tbody tr')
    .evaluateAll((found) => found.map((row) => [...row.querySelectorAll('td.number')].map((cell) => cell.textContent)));
  const likely = finals(shown, 10);
  const ids = drawn(shown, seed, 1_000);
  const expected = likely.map(({ id, probability }) => [(probability * 1_000).toFixed(1), String(ids.filter((one) => one === id).length)]);
  const listed = new Set(likely.map(({ id }) => id));
  const rest = 1 - likely.reduce((sum, { probability }) => sum + probability, 0);
  const others = ids.filter((id) => !listed.has(id)).length;
  expect(others).toBeGreaterThan(0);
  expect(rows).toEqual([...expected, [(rest * 1_000).toFixed(1), String(others)]]);
});

test.each([
  ['en', 'others'],
  ['zh-cn', '其他'],
])('the example “Viewing a single” is what was recorded, and nothing of it is inserted, in %s', async (lang, others) => {
  await using inspector = await inspectors.open({ lang, messages: fixture.messages(frame), saved: { open: ['coin'] } });
  await inspector.page.locator('#section-coin .choice span', { hasText: origin.text }).click();
  await inspector.painted();
  expect(await inspector.text('#section-coin .note')).toContain('256');
  const found = await pieces(inspector);
  const recorded = tokens.slice(0, 40).map(([logprob]) => Math.exp(Number(logprob)));
  expect(found).toHaveLength(41);
  const shares = found.slice(0, 40).map(({ share }) => share);
  // All others together are one token among them, in the place that their probability gives them.
  const rest = 1 - tokens.reduce((sum, [logprob]) => sum + Math.exp(Number(logprob)), 0);
  const expected = [...recorded, rest].sort((a, b) => b - a).slice(0, 40);
  for (const [index, share] of shares.entries()) expect(share).toBeCloseTo(expected[index]!, 4);
  await inspector.page.locator('#section-coin button', { hasText: '1,000' }).click();
  await inspector.painted();
  const names = await inspector.page.locator('.tally tbody th').allTextContents();
  expect(names.filter((name) => name.includes(others)).length).toBeGreaterThan(0);
  expect(names).toContain(`·${String(tokens[0]![1]).trim()}`);
  expect(await inspector.page.locator('#section-coin button:disabled').count()).toBe(1);
});

test('the same seed draws the same with the example, without any document', async () => {
  const landed = async () => {
    await using inspector = await inspectors.open({ saved: { open: ['coin'], coin: 'example', seed: 5, flips: 3 } });
    return await inspector.text('.landed');
  };
  const first = await landed();
  expect(first).toMatch(/^u = 0\.\d{3} → \S/);
  expect(await landed()).toBe(first);
});
