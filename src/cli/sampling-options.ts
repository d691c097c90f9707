/** The sampling settings as options: the same names in kebab-case. */
import { SETTING_SENTENCES, SettingError } from '../sampling/setting-error';
import { checkSettings, NUMBER_SETTINGS, type SamplingSettings } from '../sampling/settings';
import { UsageFault } from './faults';

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

const NAMES = ['strategy', ...Object.keys(NUMBER_SETTINGS)];

/** For the parser of arguments. */
export const SAMPLING_OPTIONS: Readonly<Record<string, { readonly type: 'string' }>> = Object.fromEntries(
  NAMES.map((name) => [kebab(name), { type: 'string' }]),
);

/** @throws UsageFault that names the option which is out of its range or belongs to another strategy */
export function samplingSettings(values: Readonly<Record<string, unknown>>): SamplingSettings {
  const given = NAMES.flatMap((name) => {
    const value = values[kebab(name)];
    if (value === undefined) return [];
    return [[name, name === 'strategy' ? value : toNumber(value)] as const];
  });
  try {
    return checkSettings(Object.fromEntries(given));
  } catch (error) {
    if (!(error instanceof SettingError)) throw error;
    const [name = '', ...rest] = error.args;
    const args = [`--${kebab(name)}`, ...rest];
    throw new UsageFault(SETTING_SENTENCES[error.code].replace(/\{(\d)\}/g, (_, index: string) => args[Number(index)] ?? ''));
  }
}

/** What is no number stays as it is, for the message. */
const toNumber = (value: unknown) =>
  typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value)) ? Number(value) : value;
