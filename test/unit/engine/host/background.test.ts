import { expect, test } from 'vitest';
import { Background } from '../../../../src/engine/host/background';

/** Work of some steps that writes down each. */
const steps = (log: string[], name: string, count: number) => async (pause: () => Promise<void>) => {
  for (let step = 1; step <= count; step++) {
    if (step > 1) await pause();
    log.push(`${name}${step}`);
  }
};

test('a step runs to the next pause, and the most urgent job goes first', async () => {
  const background = new Background();
  const log: string[] = [];
  background.add(steps(log, 'slow', 3), 0);
  await background.step();
  background.add(steps(log, 'quick', 2), 1);
  background.add(steps(log, 'later', 1), 1);
  expect(log).toEqual(['slow1']);
  while (!background.isEmpty) await background.step();
  expect(log).toEqual(['slow1', 'quick1', 'quick2', 'later1', 'slow2', 'slow3']);
});

test('a step of nothing is none', async () => {
  const background = new Background();
  await background.step();
  expect(background.isEmpty).toBe(true);
});
