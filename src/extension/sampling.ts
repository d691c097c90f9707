import { SettingError } from '../sampling/setting-error';
import { checkSettings, NUMBER_SETTINGS, type NumberSetting, type SamplingSettings } from '../sampling/settings';

export type SamplingName = keyof SamplingSettings;

type NumberName = keyof typeof NUMBER_SETTINGS;

/** What is wrong with a value, and what is used in its place. */
export interface SamplingFault {
  readonly name: SamplingName;
  readonly error: SettingError;
  readonly instead: string | number;
}

/** Whose values are read in this order: the strategy decides which of the others are. */
export const SAMPLING_NAMES: readonly SamplingName[] = ['strategy', ...(Object.keys(NUMBER_SETTINGS) as NumberName[])];

/**
 * Sampling settings from what `get` says of each.
 *
 * An editor has a value for every setting, its default if no other. Those that the strategy does not use are therefore
 * no contradiction, as they are on a command line; they are not asked for.
 */
export function samplingSettings(get: (name: SamplingName) => unknown, onFault: (fault: SamplingFault) => void): SamplingSettings {
  let sound = {};
  for (const name of SAMPLING_NAMES) {
    const settings = checkSettings(sound);
    if (!isUsed(name, settings)) continue;
    const more = { ...sound, [name]: get(name) };
    try {
      checkSettings(more);
      sound = more;
    } catch (error) {
      if (!(error instanceof SettingError)) throw error;
      onFault({ name, error, instead: settings[name] });
    }
  }
  return checkSettings(sound);
}

function isUsed(name: SamplingName, { strategy }: SamplingSettings): boolean {
  if (name === 'strategy') return true;
  const { usedBy }: NumberSetting = NUMBER_SETTINGS[name];
  return usedBy.includes(strategy);
}
