import { minP } from './min-p';
import { repetitionPenalty } from './repetition-penalty';
import { type SamplingSettings, STEP_NAMES } from './settings';
import type { SamplingStep, StepName } from './step';
import { temperature } from './temperature';
import { topK } from './top-k';
import { topP } from './top-p';

/**
 * The order that completions use; the draw comes last. The penalty needs the model's own logits; the temperature comes
 * before the cuts, so that top-p and min-p judge the distribution that is drawn from; top-k first among the cuts, so that
 * top-p adds up what it left, as in most engines.
 */
export const STANDARD_ORDER: readonly StepName[] = STEP_NAMES;

/**
 * The steps of some settings.
 * @param order another order, to try one out; a step that is left out does not happen
 * @throws RangeError for a search, which chooses among whole continuations, and for a step that comes twice
 */
export function chain(settings: SamplingSettings, order = STANDARD_ORDER): readonly SamplingStep[] {
  if (settings.strategy === 'beam') throw new RangeError('beam search draws no tokens, so it has no sampling steps');
  const twice = order.find((name, index) => order.indexOf(name) !== index);
  if (twice) throw new RangeError(`the step ${twice} comes twice`);
  return order.map((name) => step(name, settings));
}

function step(name: StepName, settings: SamplingSettings): SamplingStep {
  switch (name) {
    case 'repetition-penalty':
      return repetitionPenalty(settings.repetitionPenalty);
    case 'temperature':
      return temperature(settings.temperature);
    case 'top-k':
      return topK(settings.topK);
    case 'top-p':
      return topP(settings.topP);
    case 'min-p':
      return minP(settings.minP);
  }
}
