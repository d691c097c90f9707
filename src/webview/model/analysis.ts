import { NextTokens } from '../../inspection/next-tokens';
import { Outcome, rulesOf } from '../../inspection/outcome';
import type { Inspection } from '../../protocol/inspection';
import { Candidates } from '../../sampling/candidates';
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
  #candidates: Candidates | undefined;

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
    const rules = rulesOf(frame.inspection, settings, vocabulary, view.order);
    const value = new Outcome(next, rules, this.candidates(next.size));
    this.#outcome = { of: frame.inspection, settings, order: view.order, value };
    return value;
  }

  /** Large, so there is one of them. */
  candidates(size: number): Candidates {
    if (this.#candidates?.size !== size) this.#candidates = new Candidates(size);
    return this.#candidates;
  }
}
