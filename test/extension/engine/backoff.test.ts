import { describe, expect, it } from 'vitest';
import { Backoff } from '../../../src/extension/engine/backoff';

describe('Backoff', () => {
  it('waits longer after each crash, up to half a minute', () => {
    const backoff = new Backoff(20);
    const waits = Array.from({ length: 10 }, (_, crash) => {
      backoff.crashed(crash);
      return backoff.wait(crash);
    });
    expect(waits).toEqual([0, 500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
  });

  it('counts the time that has passed since the crash', () => {
    const backoff = new Backoff();
    backoff.crashed(0);
    backoff.crashed(1_000);
    expect(backoff.wait(1_200)).toBe(300);
    expect(backoff.wait(9_000)).toBe(0);
  });

  it('gives up after five crashes in a row', () => {
    const backoff = new Backoff();
    for (let crash = 0; crash < 4; crash += 1) backoff.crashed(crash);
    expect(backoff.exhausted).toBe(false);
    backoff.crashed(5);
    expect(backoff.exhausted).toBe(true);
    expect(backoff.crashes).toBe(5);
  });

  it('begins a new row after a healthy minute', () => {
    const backoff = new Backoff();
    for (let crash = 0; crash < 4; crash += 1) backoff.crashed(crash);
    backoff.started(1_000);
    backoff.crashed(61_000);
    expect(backoff.crashes).toBe(1);
    expect(backoff.wait(61_000)).toBe(0);
  });

  it('forgets all when told to', () => {
    const backoff = new Backoff();
    for (let crash = 0; crash < 5; crash += 1) backoff.crashed(crash);
    backoff.reset();
    expect(backoff.exhausted).toBe(false);
    expect(backoff.wait(5)).toBe(0);
  });
});
