// What the host says in passing, such as that nothing was inserted, and why.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Frame, ToPage } from '../../src/protocol/panel';
import { Fixture } from './fixture';
import { Inspectors } from './inspector';

const NOTE: ToPage = {
  type: 'told',
  sentence: 'This does not stand at the cursor, so <b>nothing</b> was inserted: go back to the cursor first.',
};

let fixture: Fixture;
let frame: Frame;
let inspectors: Inspectors;
beforeAll(async () => {
  [fixture, inspectors] = await Promise.all([Fixture.open(), Inspectors.start()]);
  frame = await fixture.frame();
});
afterAll(() => Promise.all([inspectors?.stop(), fixture?.close()]));

test.each([
  [900, 'a result', true],
  [480, 'a result', true],
  [320, 'a result', true],
  [900, 'no result', false],
  [320, 'no result', false],
] as const)('a note is seen on a page of %i pixels with %s, scrolled or not, and moves nothing', async (width, _, isShown) => {
  await using inspector = await inspectors.open({ width, height: 400, messages: isShown ? fixture.messages(frame) : [] });
  const tops = () =>
    inspector.page.evaluate(() =>
      [...document.querySelectorAll('summary, button, .grid-rows .row, .chip')].map((part) => part.getBoundingClientRect().y),
    );
  const told = inspector.page.locator('.told');
  for (const down of [0, 600]) {
    await inspector.page.evaluate((y) => window.scrollTo(0, y), down);
    await inspector.painted();
    const before = await tops();
    await inspector.deliver(NOTE);
    expect(await told.textContent()).toBe(NOTE.type === 'told' && NOTE.sentence);
    // Nothing lies over it, so it can be read.
    const isSeen = await told.evaluate((note: HTMLElement) => {
      const { left, right, top, bottom } = note.getBoundingClientRect();
      note.style.setProperty('pointer-events', 'auto');
      const corners = [left + 5, right - 5].flatMap((x) => [top + 5, bottom - 5].map((y) => document.elementFromPoint(x, y)));
      note.style.removeProperty('pointer-events');
      return corners.every((element) => element === note);
    });
    expect(isSeen).toBe(true);
    expect(await tops()).toEqual(before);
    expect(await inspector.overflows()).toBe(false);
    await inspector.deliver({ type: 'told', sentence: 'Copied.' });
    expect(await told.allTextContents()).toEqual(['Copied.']);
  }
  expect(await inspector.faults()).toEqual([]);
});

test.each<[what: string, message: (frame: Frame) => ToPage, stays: number]>([
  ['goes with the next frame', (next) => ({ type: 'frame', frame: { ...next, seq: 2 } }), 0],
  ['goes with another state', () => ({ type: 'state', state: { kind: 'stale', line: 1, edits: 1 } }), 0],
  ['stays with the same state', () => ({ type: 'state', state: { kind: 'live' } }), 1],
  ['stays with an older frame', (next) => ({ type: 'frame', frame: { ...next, seq: 0 } }), 1],
])('a note %s', async (_, message, stays) => {
  await using inspector = await inspectors.open({ messages: fixture.messages(frame) });
  await inspector.deliver(NOTE, message(frame));
  expect(await inspector.page.locator('.told').count()).toBe(stays);
});

test('a note goes after some seconds, counted from when it was said last', async () => {
  await using inspector = await inspectors.open({ messages: fixture.messages(frame) });
  const { clock } = inspector.page;
  await clock.install();
  const told = inspector.page.locator('.told');
  await inspector.deliver(NOTE);
  await clock.fastForward(5000);
  await inspector.deliver(NOTE);
  await clock.fastForward(5000);
  expect(await told.count()).toBe(1);
  await clock.fastForward(5000);
  await inspector.painted();
  expect(await told.count()).toBe(0);
});
