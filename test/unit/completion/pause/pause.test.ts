import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Circumstances, pauseFor } from '../../../../src/completion/pause/pause';
import { Reaction } from '../../../../src/completion/pause/reaction';
import { Recent } from '../../../../src/completion/pause/recent';
import { Rhythm } from '../../../../src/completion/pause/rhythm';
import { Timing } from '../../../../src/completion/pause/timing';
import { UNSAVED } from '../../../../src/completion/power/policy';

const USUAL: Circumstances = {
  immediate: undefined,
  sinceKey: 0,
  intervals: { usual: 150, long: 220 },
  answerTime: 60,
  reaction: 1,
  power: 1,
};

describe('the pause', () => {
  test.each<[string, Partial<Circumstances>, number]>([
    ['passes over the keys of one burst', {}, 20],
    ['counts from the key: what VS Code waited is part of it', { sinceKey: 15 }, 5],
    ['is over when VS Code has waited longer', { sinceKey: 50 }, 0],
    ['is none when the user asks', { immediate: 'invoked', power: 4 }, 0],
    ['is none on a new line', { immediate: 'new-line', reaction: 3 }, 0],
    ['is short for a person who is not known', { intervals: undefined }, 20],
    ['and before the engine has answered', { answerTime: undefined }, 20],
    ['grows when the answer needs over half of a gap', { answerTime: 80, intervals: { usual: 150, long: 100 } }, 25],
    ['waits for a gap that is long for this person, but never so long that it is felt', { answerTime: 400 }, 30],
    ['grows no further than the gaps of a fast typist', { answerTime: 400, intervals: { usual: 20, long: 25 } }, 25],
    ['follows the person', { reaction: 2 }, 40],
    ['follows the power policy', { power: 4 }, 80],
    ['has an end all the same', { answerTime: 400, power: 16, reaction: 1.5 }, 400],
  ])('%s', (_, changes, expected) => {
    expect(pauseFor({ ...USUAL, ...changes })).toBe(expected);
  });

  test('is never negative, and longer with every reason to wait', () => {
    const positive = fc.double({ min: 1, max: 1e4, noNaN: true });
    fc.assert(
      fc.property(positive, positive, positive, positive, (usual, more, answerTime, sinceKey) => {
        const circumstances = { ...USUAL, intervals: { usual, long: usual + more }, answerTime, sinceKey };
        const pause = pauseFor(circumstances);
        expect(pause).toBeGreaterThanOrEqual(0);
        expect(pauseFor({ ...circumstances, answerTime: 2 * answerTime })).toBeGreaterThanOrEqual(pause);
        expect(pauseFor({ ...circumstances, reaction: 2 })).toBeGreaterThanOrEqual(pause);
        expect(pauseFor({ ...circumstances, power: 2 })).toBeGreaterThanOrEqual(pause);
      }),
    );
  });
});

describe('the rhythm', () => {
  const typed = (intervals: readonly number[]) => {
    const rhythm = new Rhythm();
    let time = 0;
    rhythm.key(time);
    for (const interval of intervals) {
      time += interval;
      rhythm.key(time);
    }
    return rhythm.intervals;
  };

  test('is not known from a few keys', () => {
    expect(typed([100, 100, 100])).toBeUndefined();
  });

  test('is that of typing: neither thinking nor a single slip moves it', () => {
    expect(typed([...Array(10).fill(100), 60_000, 990])).toEqual({ usual: 100, long: 100 });
  });

  test('follows a person who changes', () => {
    expect(typed([...Array(40).fill(100), ...Array(40).fill(200)])).toEqual({ usual: 200, long: 200 });
  });
});

test('quantiles are those of the last numbers', () => {
  const recent = new Recent(4);
  expect(recent.quantile(0.5)).toBeUndefined();
  for (const number of [1000, 3, 1, 4, 2]) recent.add(number);
  expect([0, 0.5, 1].map((share) => recent.quantile(share))).toEqual([1, 3, 4]);
  expect(recent.size).toBe(4);
});

describe('the reaction', () => {
  test('lengthens with rejections, shortens with acceptances, within bounds', () => {
    const reaction = new Reaction();
    expect(reaction.factor(0)).toBe(1);
    reaction.rejected(0);
    expect(reaction.factor(0)).toBeCloseTo(1.1);
    for (let count = 0; count < 50; count++) reaction.rejected(0);
    expect(reaction.factor(0)).toBeCloseTo(4 / 3);
    for (let count = 0; count < 50; count++) reaction.accepted(0);
    expect(reaction.factor(0)).toBeCloseTo(3 / 4);
  });

  test('is forgotten', () => {
    const reaction = new Reaction();
    for (let count = 0; count < 50; count++) reaction.rejected(0);
    expect(reaction.factor(3 * 60_000)).toBeCloseTo(Math.sqrt(4 / 3));
    expect(reaction.factor(60 * 60_000)).toBeCloseTo(1);
  });
});

describe('the timing', () => {
  test('waits for nothing after a line break, as long as nothing stands on the line', () => {
    const timing = new Timing();
    timing.key(1_000, true);
    expect(timing.pause(1_010, '    ', false, UNSAVED)).toBe(0);
    expect(timing.pause(1_010, '    x', false, UNSAVED)).toBe(10);
    expect(timing.pause(3_000, '    ', false, UNSAVED)).toBe(20);
    timing.key(3_000, false);
    expect(timing.pause(3_000, '    ', false, UNSAVED)).toBe(20);
    expect(timing.pause(3_000, '    ', true, UNSAVED)).toBe(0);
  });

  test('learns from keys, answers and what becomes of them', () => {
    const timing = new Timing();
    for (let time = 0; time <= 2_000; time += 100) timing.key(time, false);
    for (const ms of [500, 90, 95]) timing.answered(ms);
    const usual = timing.pause(2_000, 'x', false, UNSAVED);
    expect(usual).toBe(30);
    timing.rejected(2_000);
    expect(timing.pause(2_000, 'x', false, UNSAVED)).toBeGreaterThan(usual);
    timing.accepted(2_000);
    timing.accepted(2_000);
    expect(timing.pause(2_000, 'x', false, UNSAVED)).toBeLessThan(usual);
  });
});
