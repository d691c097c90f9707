import { NextTokens } from '../../inspection/next-tokens';
import { Outcome } from '../../inspection/outcome';
import { type PlaceRules, placeRules, rulesWith } from '../../inspection/rules';
import { Trials } from '../../inspection/trials';
import type { Inspection } from '../../protocol/inspection';
import type { SamplingSettings } from '../../sampling/settings';
import type { StepName } from '../../sampling/step';
import type { PageState } from './state';
import { settingsShown } from './update';

/** What the page works out from its state. The last of each kind is kept: a moved slider sorts nothing anew. */
export class Analysis {
  #next: { readonly of: Inspection; readonly value: NextTokens } | undefined;
  #outcome:
    | { readonly of: Inspection; readonly settings: SamplingSettings; readonly order: readonly StepName[]; readonly value: Outcome }
    | undefined;
  #place: { readonly of: Inspection; readonly value: PlaceRules } | undefined;
  #trials: Trials | undefined;

  /** What may follow the position shown. */
  next({ frame }: PageState): NextTokens | undefined {
    if (!frame) return undefined;
    if (this.#next?.of !== frame.inspection) this.#next = { of: frame.inspection, value: new NextTokens(frame.inspection) };
    return this.#next.value;
  }

  /** And what the settings shown make of it. */
  outcome(state: PageState): Outcome | undefined {
    const next = this.next(state);
    const { frame, vocabulary, view } = state;
    if (!next || !frame || !vocabulary) return undefined;
    const settings = settingsShown(state);
    const known = this.#outcome;
    if (known?.of === frame.inspection && known.settings === settings && known.order === view.order) return known.value;
    if (this.#place?.of !== frame.inspection) this.#place = { of: frame.inspection, value: placeRules(frame.inspection, vocabulary) };
    if (this.#trials?.size !== next.size) this.#trials = new Trials(next.size);
    const value = new Outcome(next, rulesWith(this.#place.value, settings, view.order), this.#trials);
    this.#outcome = { of: frame.inspection, settings, order: view.order, value };
    return value;
  }
}
