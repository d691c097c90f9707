import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { POWER_POLICIES, type PowerReading, PowerRule, UNSAVED } from '../../../../src/completion/power/policy';

const MAINS: PowerReading = { onBattery: false, batteryLevel: undefined, powerSaver: undefined, load: undefined };
const battery = (batteryLevel?: number): PowerReading => ({ ...MAINS, onBattery: true, batteryLevel });
const load = (share: number | undefined): PowerReading => ({ ...MAINS, load: share });
const reasons = (...readings: PowerReading[]): string[] => {
  const rule = new PowerRule();
  return readings.map((reading) => rule.decide('auto', reading).reason);
};

describe('PowerRule', () => {
  it.each([
    [MAINS, { pauseFactor: 1, speculate: true, reason: 'none' }],
    [battery(), { pauseFactor: 4, speculate: false, reason: 'battery' }],
    [battery(0.9), { pauseFactor: 4, speculate: false, reason: 'battery' }],
    [battery(0.1), { pauseFactor: 8, speculate: false, reason: 'battery-low' }],
    [
      { ...MAINS, batteryLevel: 0.1 },
      { pauseFactor: 1, speculate: true, reason: 'none' },
    ],
    [
      { ...MAINS, powerSaver: true },
      { pauseFactor: 8, speculate: false, reason: 'power-saver' },
    ],
    [load(0.9), { pauseFactor: 2, speculate: false, reason: 'load' }],
    [
      { ...battery(0.5), load: 1 },
      { pauseFactor: 4, speculate: false, reason: 'battery' },
    ],
  ])('%j', (reading, decision) => {
    expect(new PowerRule().decide('auto', reading)).toEqual(decision);
  });

  it('does not tremble with a level at its limit', () => {
    expect(reasons(...[0.21, 0.2, 0.21, 0.24, 0.26, 0.21].map(battery))).toEqual([
      'battery',
      'battery-low',
      'battery-low',
      'battery-low',
      'battery',
      'battery',
    ]);
    expect(reasons(battery(0.1), MAINS, battery(0.22))).toEqual(['battery-low', 'none', 'battery']);
  });

  it('does not tremble with the load, and keeps to the last known', () => {
    expect(reasons(...[0.7, 0.8, 0.6, undefined, 0.49, 0.7, undefined].map(load))).toEqual([
      'none',
      'load',
      'load',
      'load',
      'none',
      'none',
      'none',
    ]);
  });

  it('does as it is told, whatever the machine says', () => {
    const reading = fc.record({
      onBattery: fc.boolean(),
      batteryLevel: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
      powerSaver: fc.option(fc.boolean(), { nil: undefined }),
      load: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.array(reading), (readings) => {
        const rule = new PowerRule();
        for (const one of readings) {
          expect(rule.decide('always', one)).toBe(UNSAVED);
          expect(rule.decide('saving', one)).toMatchObject({ speculate: false, reason: 'setting' });
          for (const policy of POWER_POLICIES) expect(rule.decide(policy, one).pauseFactor).toBeGreaterThanOrEqual(1);
          if (one.onBattery) expect(rule.decide('auto', one).speculate).toBe(false);
        }
      }),
    );
  });
});
