import { describe, expect, it } from 'vitest';
import { LoadMeter } from '../../../../src/completion/power/load';

/** What the second of two readings says of two processors: `busy` of 20 s in 10 s. */
function loadOf(busy: number, own = 0, passed = 10_000): number | undefined {
  const meter = new LoadMeter();
  expect(meter.read(1_000, { busy: 500, idle: 700 }, 100)).toBeUndefined();
  return meter.read(1_000 + passed, { busy: 500 + busy, idle: 700 + 2 * passed - busy }, 100 + own);
}

describe('LoadMeter', () => {
  it('is what was done of what could have been', () => {
    expect(loadOf(0)).toBe(0);
    expect(loadOf(5_000)).toBe(0.25);
    expect(loadOf(20_000)).toBe(1);
  });

  it('leaves out what the engine did itself', () => {
    expect(loadOf(15_000, 10_000)).toBe(0.25);
    expect(loadOf(5_000, 6_000)).toBe(0);
  });

  it('says nothing of too short or too long a time', () => {
    expect(loadOf(100, 0, 4_999)).toBeUndefined();
    expect(loadOf(100, 0, 60_001)).toBeUndefined();
  });

  it('goes on from an early reading as if it had not been', () => {
    const meter = new LoadMeter();
    meter.read(0, { busy: 0, idle: 0 }, 0);
    meter.read(3_000, { busy: 3_000, idle: 0 }, 0);
    expect(meter.read(6_000, { busy: 3_000, idle: 3_000 }, 0)).toBe(0.5);
  });

  it('says nothing when counters have gone back', () => {
    const meter = new LoadMeter();
    meter.read(0, { busy: 500, idle: 9_000 }, 0);
    expect(meter.read(5_000, { busy: 100, idle: 100 }, 0)).toBeUndefined();
  });
});
