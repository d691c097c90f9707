import type { Inspection } from '../protocol/inspection';
import { STANDARD_ORDER } from '../sampling/chain';
import { recentOf } from '../sampling/repetition-penalty';
import type { SamplingSettings } from '../sampling/settings';
import type { StepName } from '../sampling/step';
import { toSpell } from './to-spell';
import type { Vocabulary } from './vocabulary';

/** What decides at a place, besides the model and the settings, which token comes next. */
export interface PlaceRules {
  /** Tokens of the recent text, for the repetition penalty. */
  readonly recent: readonly number[];
  /** Only these tokens, where healing spells something again. */
  readonly allowed?: readonly number[];
}

/** What decides, besides the model, which token comes next. */
export interface Rules extends PlaceRules {
  readonly settings: SamplingSettings;
  /** The steps' order; completions use `STANDARD_ORDER`. */
  readonly order: readonly StepName[];
}

type InspectedPlace = Pick<Inspection, 'ids' | 'position' | 'healed' | 'path'>;

/** The rules of completions for an inspected position. */
export function rulesOf(place: InspectedPlace, settings: SamplingSettings, vocabulary: Vocabulary, order = STANDARD_ORDER): Rules {
  return rulesWith(placeRules(place, vocabulary), settings, order);
}

/** Those that stay the same whatever the settings are. */
export function placeRules(place: InspectedPlace, vocabulary: Vocabulary): PlaceRules {
  const { ids, position } = place;
  const spelled = toSpell(place, vocabulary);
  return {
    recent: recentOf([...ids.subarray(0, position + 1)]),
    ...(spelled.length > 0 ? { allowed: vocabulary.spelling(spelled) } : {}),
  };
}

export function rulesWith(place: PlaceRules, settings: SamplingSettings, order: readonly StepName[]): Rules {
  return { ...place, settings: sampling(settings), order };
}

/** Beam search follows the likeliest continuations and draws nothing: one step of it, looked at alone, is greedy. */
function sampling(settings: SamplingSettings): SamplingSettings {
  return settings.strategy === 'beam' ? { ...settings, strategy: 'greedy' } : settings;
}
