import { Worker } from 'node:worker_threads';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CancelFlags } from '../../../src/protocol/cancel';

test('nothing is cancelled at first', () => {
  const flags = CancelFlags.create();
  for (const id of [1, 2, 1023, 1024, 1025]) expect(flags.isCancelled(id)).toBe(false);
});

test('of the requests in flight, exactly the cancelled ones are', () => {
  const inFlight = fc.tuple(fc.integer({ min: 1, max: 2 ** 31 - 2000 }), fc.uniqueArray(fc.nat(1023)));
  fc.assert(
    fc.property(inFlight, ([first, cancelled]) => {
      const flags = CancelFlags.create();
      for (const offset of cancelled) flags.cancel(first + offset);
      const found = Array.from({ length: 1024 }, (_, offset) => offset).filter((offset) => flags.isCancelled(first + offset));
      expect(found).toEqual(cancelled.toSorted((a, b) => a - b));
    }),
  );
});

test('a mark does not reach the request that has the same cell a thousand requests later', () => {
  const flags = CancelFlags.create();
  flags.cancel(7);
  expect(flags.isCancelled(7 + 1024)).toBe(false);
  flags.cancel(7 + 1024);
  expect(flags.isCancelled(7 + 1024)).toBe(true);
});

test('both sides of one buffer see the same', () => {
  const here = CancelFlags.create();
  const there = new CancelFlags(here.buffer);
  there.cancel(5);
  expect(here.isCancelled(5)).toBe(true);
  expect(here.isCancelled(6)).toBe(false);
});

test('a thread that never reads its messages sees a mark', async () => {
  const flags = CancelFlags.create();
  const source = `
    const { parentPort, workerData } = require('node:worker_threads');
    const cells = new Int32Array(workerData);
    parentPort.postMessage('running');
    while (!cells.some((_, index) => Atomics.load(cells, index) === 9));
    parentPort.postMessage('cancelled');`;
  const worker = new Worker(source, { eval: true, workerData: flags.buffer });
  const messages: unknown[] = [];
  await new Promise<void>((resolve, reject) => {
    worker.on('error', reject);
    worker.on('exit', () => resolve());
    worker.on('message', (message) => {
      messages.push(message);
      if (message === 'running') flags.cancel(9);
    });
  });
  expect(messages).toEqual(['running', 'cancelled']);
});
