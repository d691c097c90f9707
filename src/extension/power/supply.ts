import type { PowerReading } from '../../completion/power/policy';

/** What a system says of its power supply. */
export type Supply = Omit<PowerReading, 'load'>;

/** A machine without a battery, and one that says nothing. */
export const MAINS: Supply = { onBattery: false, batteryLevel: undefined, powerSaver: undefined };

/** One folder of `/sys/class/power_supply`: its files with their texts, those that are there. */
export type LinuxSupply = Readonly<Record<'type' | 'scope' | 'online' | 'status' | 'capacity', string | undefined>>;

/**
 * From Linux's list of supplies and its power profile.
 * Mice and telephones have batteries too: those are of the scope `Device`.
 */
export function linuxSupply(supplies: readonly LinuxSupply[], profile: string | undefined): Supply {
  const own = supplies.filter(({ scope }) => scope !== 'Device');
  const batteries = own.filter(({ type }) => type === 'Battery');
  const sources = own.filter(({ type, online }) => type !== 'Battery' && online !== undefined);
  // Some name no source but the battery; then its own word has to do.
  const isPlugged = sources.some(({ online }) => online !== '0');
  const isCharged = batteries.some(({ status }) => status === 'Charging');
  const isDischarged = sources.length > 0 || batteries.some(({ status }) => status === 'Discharging');
  const levels = batteries.map(({ capacity }) => Number.parseInt(capacity ?? '', 10)).filter(Number.isFinite);
  return {
    onBattery: batteries.length > 0 && !isPlugged && !isCharged && isDischarged,
    batteryLevel: levels.length === 0 ? undefined : levels.reduce((sum, level) => sum + level, 0) / levels.length / 100,
    powerSaver: profile === undefined ? undefined : profile === 'low-power',
  };
}

/** From the words of macOS's `pmset -g batt` and `pmset -g`. */
export function macSupply(battery: string, settings: string): Supply {
  const level = /(\d+)%/.exec(battery)?.[1];
  const saver = /^\s*lowpowermode\s+(\d)/m.exec(settings)?.[1];
  return {
    onBattery: battery.includes("'Battery Power'"),
    batteryLevel: level === undefined ? undefined : Number(level) / 100,
    powerSaver: saver === undefined ? undefined : saver === '1',
  };
}

/** `Win32_Battery.BatteryStatus`: discharging, low, critical. */
const DISCHARGING: ReadonlySet<string> = new Set(['1', '4', '5']);

/** From a line for each of Windows's batteries, with its `BatteryStatus` and `EstimatedChargeRemaining`. */
export function windowsSupply(lines: string): Supply {
  const batteries = [...lines.matchAll(/^(\d+) (\d+)\s*$/gm)].map(([, status = '', level = '']) => ({
    status,
    level: Number(level) / 100,
  }));
  if (batteries.length === 0) return MAINS;
  return {
    onBattery: batteries.some(({ status }) => DISCHARGING.has(status)),
    batteryLevel: batteries.reduce((sum, { level }) => sum + level, 0) / batteries.length,
    powerSaver: undefined,
  };
}
