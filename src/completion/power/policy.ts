/** What is known of the machine's power and work; what is not known is undefined. */
export interface PowerReading {
  readonly onBattery: boolean;
  /** 0 to 1. */
  readonly batteryLevel: number | undefined;
  /** Whether the user has asked the system to save power. */
  readonly powerSaver: boolean | undefined;
  /** How much of all processors other programs use, 0 to 1. */
  readonly load: number | undefined;
}

/** `auto` follows the machine, `always` never saves, `saving` always does. */
export const POWER_POLICIES = ['auto', 'always', 'saving'] as const;
export type PowerPolicy = (typeof POWER_POLICIES)[number];

/** Why power is saved, the strongest reason if there are several. */
export type PowerReason = 'none' | 'load' | 'battery' | 'power-saver' | 'battery-low' | 'setting';

export interface PowerDecision {
  /** The pause before an unasked completion is this many times as long. */
  readonly pauseFactor: number;
  /** Whether to work ahead, on what nobody has asked for yet. */
  readonly speculate: boolean;
  readonly reason: PowerReason;
}

/**
 * Four times the pause (up to 200 ms) passes over the keys inside of words and asks at the ends of thoughts; eight times waits until
 * somebody stops to think. Under load an answer takes longer anyway, so that twice the pause does the same. Working ahead is given up first: about half of it is never looked at.
 */
const DECISIONS: Readonly<Record<PowerReason, PowerDecision>> = {
  none: { pauseFactor: 1, speculate: true, reason: 'none' },
  load: { pauseFactor: 2, speculate: false, reason: 'load' },
  battery: { pauseFactor: 4, speculate: false, reason: 'battery' },
  'power-saver': { pauseFactor: 8, speculate: false, reason: 'power-saver' },
  'battery-low': { pauseFactor: 8, speculate: false, reason: 'battery-low' },
  setting: { pauseFactor: 4, speculate: false, reason: 'setting' },
};

/** What a limit has to be passed by before the other side of it holds again: a value that trembles there changes nothing. */
const LOW_LEVEL = { enter: 0.2, leave: 0.25 };
const HIGH_LOAD = { enter: 0.75, leave: 0.5 };

export const UNSAVED: PowerDecision = DECISIONS.none;

/** Follows the readings of one machine. */
export class PowerRule {
  #isLow = false;
  #isLoaded = false;

  decide(policy: PowerPolicy, reading: PowerReading): PowerDecision {
    this.#follow(reading);
    switch (policy) {
      case 'always':
        return DECISIONS.none;
      case 'saving':
        return DECISIONS.setting;
      case 'auto':
        return DECISIONS[this.#reason(reading)];
    }
  }

  #follow({ onBattery, batteryLevel = 1, load }: PowerReading): void {
    this.#isLow = onBattery && batteryLevel <= (this.#isLow ? LOW_LEVEL.leave : LOW_LEVEL.enter);
    // Between two measurements of the load the last one holds.
    if (load !== undefined) this.#isLoaded = load >= (this.#isLoaded ? HIGH_LOAD.leave : HIGH_LOAD.enter);
  }

  #reason({ onBattery, powerSaver }: PowerReading): PowerReason {
    if (this.#isLow) return 'battery-low';
    if (powerSaver) return 'power-saver';
    if (onBattery) return 'battery';
    return this.#isLoaded ? 'load' : 'none';
  }
}
