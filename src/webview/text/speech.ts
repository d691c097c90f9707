import type { Format } from '../../inspection/format';
import type { Analysis } from '../model/analysis';
import { conditionsOf } from '../model/conditions';
import { stateSentence } from '../model/panel-state';
import type { PageState } from '../model/state';
import { conditionSentence } from './condition-sentence';
import { likeliest } from './likeliest';
import type { Text } from './text';

/** What those who do not see the page hear of its changes. */
export class Speech {
  readonly #analysis: Analysis;
  readonly #words: { readonly text: Text; readonly format: Format };
  #conditions = ''; // that were said last: they are not said again with every frame

  constructor(analysis: Analysis, words: { readonly text: Text; readonly format: Format }) {
    this.#analysis = analysis;
    this.#words = words;
  }

  /** The sentences for what has changed; empty where that is nothing to be heard. */
  of(before: PageState, state: PageState): string {
    if (state.told !== before.told && state.told) return state.told.sentence;
    const sentences = [
      state.panel === before.panel ? '' : this.#state(before, state),
      ...(state.frame === before.frame ? [] : [likeliest(state, this.#analysis, this.#words), ...this.#newConditions(state)]),
    ];
    return sentences.filter((sentence) => sentence !== '').join(' ');
  }

  /** Of live numbers the numbers are all that is to be said. */
  #state(before: PageState, { panel }: PageState): string {
    const { text, format } = this.#words;
    const sentence = stateSentence(panel, text, format);
    return panel.kind === 'live' || sentence === stateSentence(before.panel, text, format) ? '' : sentence;
  }

  #newConditions({ frame }: PageState): readonly string[] {
    const { text, format } = this.#words;
    const conditions = conditionsOf(frame);
    const kinds = conditions.map(({ kind }) => kind).join();
    if (kinds === this.#conditions) return [];
    this.#conditions = kinds;
    return conditions.map((condition) => conditionSentence(condition, text, format));
  }
}
