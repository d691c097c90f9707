import { beforeEach, describe, expect, it } from 'vitest';
import { Power } from '../../../src/extension/power/power';
import { MAINS, type Supply } from '../../../src/extension/power/supply';
import { Settings } from '../../../src/extension/settings';
import { playedClient, request, settled } from '../engine/fake-transport';
import { living, reset, setSetting, state } from '../vscode-mock';

const BATTERY: Supply = { onBattery: true, batteryLevel: 0.8, powerSaver: false };
const MINUTE = 60_000;

/** A power that is told what the machine says, and how often it asked. */
function played() {
  const machine = { supply: MAINS, reads: 0, busy: 0 };
  const { client, engines, clock } = playedClient();
  const power = new Power({
    engine: client,
    settings: new Settings({ warn: () => {} }),
    clock,
    readSupply: async () => {
      machine.reads++;
      return machine.supply;
    },
    readProcessors: () => ({ busy: machine.busy, idle: 2 * clock.time - machine.busy }),
  });
  const reasons: string[] = [];
  power.onDidChange(({ reason }) => reasons.push(reason));

  /** A completion that takes `ms`. */
  const complete = async (ms = 0): Promise<void> => {
    const answer = client.complete(request('a')).catch(() => {});
    await settled();
    const engine = engines.at(-1);
    if (client.state.kind === 'starting') engine?.opens();
    await settled();
    clock.pass(ms);
    engine?.says({ type: 'failed', id: engine.idOf('complete'), error: { code: 'engine-internal', args: ['x'] } });
    await answer;
    await settled();
  };
  return { machine, clock, power, reasons, complete };
}

beforeEach(reset);

describe('Power', () => {
  it('reads nothing by itself', () => {
    const { machine, clock, power } = played();
    clock.pass(60 * MINUTE);
    expect(machine.reads).toBe(0);
    expect(clock.timers).toBe(0);
    expect(power.decision).toEqual({ pauseFactor: 1, speculate: true, reason: 'none' });
  });

  it('follows the supply while completions are asked for, a reading a minute', async () => {
    const { machine, clock, power, reasons, complete } = played();
    machine.supply = BATTERY;
    await complete();
    expect(power.decision).toEqual({ pauseFactor: 4, speculate: false, reason: 'battery' });
    machine.supply = MAINS;
    for (let seconds = 0; seconds < 50; seconds += 10) {
      clock.pass(10_000);
      await complete();
    }
    expect(machine.reads).toBe(1);
    clock.pass(10_000);
    await complete();
    expect(machine.reads).toBe(2);
    expect(reasons).toEqual(['battery', 'none']);
  });

  it('reads again when the window gets the focus', async () => {
    const { machine, clock, power, complete } = played();
    await complete();
    machine.supply = BATTERY;
    clock.pass(6_000);
    state.windowState.fire({ focused: false });
    await settled();
    expect(power.decision.reason).toBe('none');
    state.windowState.fire({ focused: true });
    await settled();
    expect(power.decision.reason).toBe('battery');
  });

  it('follows the load that others make, not its own', async () => {
    const { machine, clock, power, complete } = played();
    await complete();
    machine.busy += 20_000; // two threads of the engine
    await complete(10_000);
    await complete();
    expect(power.decision.reason).toBe('none');
    clock.pass(10_000);
    machine.busy += 18_000;
    await complete();
    expect(power.decision.reason).toBe('load');
    clock.pass(10_000);
    await complete();
    expect(power.decision.reason).toBe('none');
  });

  it('follows the setting at once', async () => {
    const { machine, clock, power, reasons, complete } = played();
    machine.supply = BATTERY;
    await complete();
    setSetting('inkling.power.policy', 'always');
    expect(power.decision.speculate).toBe(true);
    setSetting('inkling.power.policy', 'saving');
    expect(power.decision.speculate).toBe(false);
    clock.pass(10 * MINUTE);
    await complete();
    expect(machine.reads).toBe(1);
    setSetting('inkling.power.policy', 'no such policy');
    expect(power.decision.reason).toBe('battery');
    expect(reasons).toEqual(['battery', 'none', 'setting', 'battery']);
  });

  it('leaves nothing behind', async () => {
    const before = living();
    const { machine, power, complete } = played();
    power.dispose();
    await complete();
    expect(living()).toBe(before);
    expect(machine.reads).toBe(0);
  });
});
