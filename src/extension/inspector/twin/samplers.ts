import { l10n } from 'vscode';
import { table } from '../../../inspection/markdown';
import { STANDARD_ORDER } from '../../../sampling/chain';
import { NUMBER_SETTINGS, type SamplingSettings, type StepName } from '../../../sampling/settings';
import { heading } from './heading';
import type { Writing } from './writing';

const SETTINGS = {
  'repetition-penalty': 'repetitionPenalty',
  temperature: 'temperature',
  'top-k': 'topK',
  'top-p': 'topP',
  'min-p': 'minP',
} as const satisfies Record<StepName, keyof SamplingSettings>;

/** What each setting cut, in the order in which they were applied, and whether completions do the same. */
export function samplersPart({ shown, settings, outcome, share, integer, format }: Writing): readonly string[] {
  const isGreedy = settings.strategy === 'greedy' || (settings.strategy === 'sample' && settings.temperature === 0);
  const rows = outcome.stages.map(({ name, received, kept, removed }) => [
    stepText(name),
    settings.strategy !== 'sample' && name === 'temperature' ? l10n.t('the likeliest') : settingText(name, settings, format.locale),
    integer(received),
    integer(kept),
    share(removed),
  ]);
  const head = [l10n.t('Step'), l10n.t('Setting'), l10n.t('Tokens received'), l10n.t('Kept'), l10n.t('Probability cut')];
  const others = [
    ...(isGreedy ? [l10n.t('Greedy: only the likeliest token is left, whatever the seed.')] : []),
    ...(settings.strategy === 'beam' ? [l10n.t('Completions use beam search; one step of it is shown as greedy.')] : []),
  ];
  return [
    heading(2, l10n.t('Samplers'), 'computed'),
    [differs(shown) ? l10n.t('Not what completions use.') : l10n.t('What completions use.'), ...others].join(' '),
    table(head, rows),
  ];
}

/** What a step is called; three of them have the same name in every language. */
export function stepText(name: StepName): string {
  switch (name) {
    case 'repetition-penalty':
      return l10n.t('Repetition penalty');
    case 'temperature':
      return l10n.t('Temperature');
    case 'top-k':
      return 'Top-k';
    case 'top-p':
      return 'Top-p';
    case 'min-p':
      return 'Min-p';
  }
}

function settingText(name: StepName, settings: SamplingSettings, locale: string): string {
  const value = settings[SETTINGS[name]];
  const isOff = value === (name === 'temperature' ? 1 : NUMBER_SETTINGS[SETTINGS[name]].idle);
  return isOff ? l10n.t('off') : value.toLocaleString(locale, { maximumFractionDigits: 20 });
}

function differs({ frame, tried }: Writing['shown']): boolean {
  if (!tried) return false;
  if (tried.order.join() !== STANDARD_ORDER.join()) return true;
  return Object.entries(tried.settings).some(([name, value]) => frame.settings[name as keyof SamplingSettings] !== value);
}
