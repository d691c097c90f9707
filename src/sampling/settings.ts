/**
 * How the next token is chosen: the settings, their ranges and defaults, and what goes together.
 *
 * A strategy uses some settings and not others, and a setting that would have no effect is refused rather than ignored:
 * whoever gives a temperature expects chance, so a temperature with 'greedy' is a fault. Settings that a strategy does not
 * use are left out, or given at their idle value; checked settings hold the idle value for them, and so say what happens.
 */
import { SettingError } from './setting-error';

export const STRATEGIES = ['greedy', 'beam', 'sample'] as const;

export type Strategy = (typeof STRATEGIES)[number];

/** The steps from the model's distribution to the draw, each of one setting. */
export const STEP_NAMES = ['repetition-penalty', 'temperature', 'top-k', 'top-p', 'min-p'] as const;

export type StepName = (typeof STEP_NAMES)[number];

export interface SamplingSettings {
  readonly strategy: Strategy;
  /** Above 1 evens the probabilities out, below 1 sharpens them; 0 takes the likeliest token. */
  readonly temperature: number;
  /** Only this many of the likeliest tokens; 0 is all. */
  readonly topK: number;
  /** Only the likeliest tokens that together have this share of the probability; 1 is all. */
  readonly topP: number;
  /** Only tokens at least this likely, relative to the likeliest; 0 is all. */
  readonly minP: number;
  /** How much less likely a token of the recent text becomes; 1 is no less. */
  readonly repetitionPenalty: number;
  /** The same seed gives the same text; without chance every seed does. */
  readonly seed: number;
  /** Continuations that are followed side by side. */
  readonly beams: number;
  /** A continuation's log-probability is divided by its length to this power; 0 is no division. */
  readonly lengthPenalty: number;
}

export interface NumberSetting {
  readonly minimum: number;
  readonly maximum: number;
  readonly whole: boolean;
  /** Where the strategy uses it and nothing is given. */
  readonly default: number;
  /** Has no effect: what it is where the strategy does not use it. */
  readonly idle: number;
  readonly usedBy: readonly Strategy[];
}

/** Ranges and defaults of everything but the strategy. The sampling defaults are those of llama.cpp, which users know. */
export const NUMBER_SETTINGS = {
  temperature: { minimum: 0, maximum: 5, whole: false, default: 0.8, idle: 0, usedBy: ['sample'] },
  topK: { minimum: 0, maximum: 1_000_000, whole: true, default: 40, idle: 0, usedBy: ['sample'] },
  topP: { minimum: 0, maximum: 1, whole: false, default: 0.95, idle: 1, usedBy: ['sample'] },
  minP: { minimum: 0, maximum: 1, whole: false, default: 0.05, idle: 0, usedBy: ['sample'] },
  repetitionPenalty: { minimum: 1, maximum: 2, whole: false, default: 1, idle: 1, usedBy: ['greedy', 'sample'] },
  seed: { minimum: 0, maximum: 0xffff_ffff, whole: true, default: 0, idle: 0, usedBy: STRATEGIES },
  beams: { minimum: 1, maximum: 8, whole: true, default: 4, idle: 1, usedBy: ['beam'] },
  lengthPenalty: { minimum: 0, maximum: 2, whole: false, default: 0, idle: 0, usedBy: ['beam'] },
} as const satisfies Record<Exclude<keyof SamplingSettings, 'strategy'>, NumberSetting>;

const DEFAULT_STRATEGY: Strategy = 'greedy';

type NumberName = keyof typeof NUMBER_SETTINGS;

/**
 * Settings in full from those that somebody gave; `undefined` is not given. Checked settings pass unchanged.
 * @throws SettingError naming the first setting that is unknown, out of its range, or not used by the strategy
 */
export function checkSettings(given: unknown): SamplingSettings {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw new SettingError('setting-group', 'Sampling settings', display(given));
  }
  const values: Readonly<Record<string, unknown>> = { ...given };
  for (const name of Object.keys(values)) {
    if (name !== 'strategy' && !Object.hasOwn(NUMBER_SETTINGS, name)) throw new SettingError('setting-unknown', name);
  }
  const strategy = checkStrategy(values['strategy']);
  const number = (name: NumberName) => checkNumber(name, values[name], strategy);
  return {
    strategy,
    temperature: number('temperature'),
    topK: number('topK'),
    topP: number('topP'),
    minP: number('minP'),
    repetitionPenalty: number('repetitionPenalty'),
    seed: number('seed'),
    beams: number('beams'),
    lengthPenalty: number('lengthPenalty'),
  };
}

function checkStrategy(value: unknown): Strategy {
  if (value === undefined) return DEFAULT_STRATEGY;
  const strategy = STRATEGIES.find((known) => known === value);
  if (!strategy) throw new SettingError('setting-choice', 'strategy', either(STRATEGIES), display(value));
  return strategy;
}

function checkNumber(name: NumberName, value: unknown, strategy: Strategy): number {
  const setting: NumberSetting = NUMBER_SETTINGS[name];
  const used = setting.usedBy.includes(strategy);
  if (value === undefined) return used ? setting.default : setting.idle;
  const { minimum, maximum, whole } = setting;
  if (typeof value !== 'number' || !(value >= minimum && value <= maximum) || (whole && !Number.isInteger(value))) {
    throw new SettingError(whole ? 'setting-whole' : 'setting-number', name, `${minimum}`, `${maximum}`, display(value));
  }
  if (!used && value !== setting.idle) throw new SettingError('setting-strategy', name, `${value}`, either(setting.usedBy), strategy);
  return value;
}

function either(strategies: readonly Strategy[]): string {
  const quoted = strategies.map((strategy) => `'${strategy}'`);
  return [quoted.slice(0, -1).join(', '), quoted.at(-1)].filter(Boolean).join(' or ');
}

function display(value: unknown): string {
  if (typeof value === 'string') return `'${value}'`;
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}

/** The settings that their strategy uses, itself included: of the others the values say nothing. */
export function usedSettings(
  settings: SamplingSettings,
): readonly (readonly [keyof SamplingSettings, SamplingSettings[keyof SamplingSettings]])[] {
  const names = (Object.keys(NUMBER_SETTINGS) as NumberName[]).filter((name) => {
    const usedBy: readonly Strategy[] = NUMBER_SETTINGS[name].usedBy;
    return usedBy.includes(settings.strategy);
  });
  return (['strategy', ...names] as const).map((name) => [name, settings[name]]);
}
