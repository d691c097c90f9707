import { NUMBER_SETTINGS, type SamplingSettings } from '../../sampling/settings';
import type { StepName } from '../../sampling/step';

/** The setting that a step of the chain goes by. */
export const SETTING_OF = {
  'repetition-penalty': 'repetitionPenalty',
  temperature: 'temperature',
  'top-k': 'topK',
  'top-p': 'topP',
  'min-p': 'minP',
} as const satisfies Record<StepName, keyof SamplingSettings>;

/** What steps were set to when they were switched off. */
export type Remembered = Readonly<Record<string, number>>;

/** What a step is set to when it changes nothing. A temperature of 0, which is none, leaves one token only. */
export function neutral(name: StepName): number {
  return name === 'temperature' ? 1 : NUMBER_SETTINGS[SETTING_OF[name]].idle;
}

/** What a step is set to when it is switched on: what it was, or what completions use, or else what is usual. */
export function switchedOn(name: StepName, remembered: Remembered, settings: SamplingSettings): number {
  const setting = SETTING_OF[name];
  const { minimum, maximum, default: standard } = NUMBER_SETTINGS[setting];
  const isUseful = (value: unknown): value is number =>
    typeof value === 'number' && value >= minimum && value <= maximum && value !== neutral(name);
  const used = settings.strategy === 'sample' || name === 'repetition-penalty' ? settings[setting] : undefined;
  return [remembered[name], used, standard].find(isUseful) ?? 1.1; // a penalty is usually off, and 1.1 where it is not
}
