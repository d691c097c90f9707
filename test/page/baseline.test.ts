// Bits before and after an edit.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ScanScope, ToPage } from '../../src/protocol/panel';
import { Fixture } from './fixture';
import { type Inspector, Inspectors } from './inspector';

let fixture: Fixture;
let inspectors: Inspectors;
let first: readonly ToPage[];
beforeAll(async () => {
  [fixture, inspectors] = await Promise.all([Fixture.open(), Inspectors.start()]);
  first = fixture.messages(await fixture.frame('x'));
});
afterAll(() => Promise.all([inspectors?.stop(), fixture?.close()]));

/** A scan that has found tokens of these many bits. */
const scan = (bits: readonly number[], { scope = 'file' as ScanScope, done = 1 } = {}): readonly ToPage[] => [
  { type: 'scanning', scope, document: 'file:///a.ts' },
  {
    type: 'scan',
    part: {
      tokens: bits.map((one, start) => ({ id: start, start, end: start + 1, logprob: -one * Math.LN2, rank: 1, top: [] })),
      done,
    },
    from: 0,
    done: true,
  },
];
const table = (inspector: Inspector) =>
  inspector.page
    .locator('.changes tbody tr')
    .evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => (cell.textContent ?? '').trim())));
const keep = (inspector: Inspector) => inspector.page.locator('#section-surprise button', { hasText: 'Keep as baseline' });

test('after an edit: bits a token, bits in all and tokens, before and now', async () => {
  await using inspector = await inspectors.open({ messages: [...first, ...scan([1, 8, 3])], saved: { open: ['surprise'] }, width: 320 });
  expect(await table(inspector)).toEqual([]);
  await keep(inspector).press('Enter');
  await inspector.painted();
  expect([await table(inspector), await keep(inspector).count()]).toEqual([[], 0]);
  expect(await inspector.text('#section-surprise .note')).toContain('This is the baseline');
  await inspector.deliver(...scan([1, 1, 1, 2]));
  expect(await inspector.page.locator('#section-surprise .note').count()).toBe(0);
  expect(await table(inspector)).toEqual([
    ['bits a token', '4.00', '1.25', '−2.75'],
    ['bits in all', '12.00', '5.00', '−7.00'],
    ['tokens', '3', '4', '+1'],
  ]);
  await inspector.deliver(...scan([4.001, 4, 4]));
  expect((await table(inspector)).map((row) => row.at(-1))).toEqual(['0.00', '0.00', '0']);
  expect([await inspector.overflows(), await inspector.inaccessible(), await inspector.faults()]).toEqual([false, [], []]);
});

test('nothing is compared with a part of a text, or with another one', async () => {
  await using inspector = await inspectors.open({ messages: [...first, ...scan([1], { done: 0.5 })], saved: { open: ['surprise'] } });
  expect(await keep(inspector).count()).toBe(0);
  await inspector.deliver(...scan([1, 2]));
  await keep(inspector).click();
  for (const [other, offers] of [
    [scan([1], { done: 0.5 }), 0],
    [scan([1], { scope: 'selection' }), 1],
  ] as const) {
    await inspector.deliver(...other);
    expect([await table(inspector), await keep(inspector).count()]).toEqual([[], offers]);
  }
  await inspector.deliver(...scan([1]));
  expect(await table(inspector)).toHaveLength(3);
});
