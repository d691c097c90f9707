import { Vocabulary } from '../../inspection/vocabulary';
import type { VocabularyTable } from '../../protocol/inspection';
import type { PanelModel, ToPage } from '../../protocol/panel';
import type { InspectionEngine } from './engine';

/** The model and its vocabulary, fetched once for each model. */
export class Introduction {
  readonly #engine: InspectionEngine;
  #known: { readonly model: PanelModel; readonly table: VocabularyTable; readonly vocabulary: Vocabulary } | undefined;

  constructor(engine: InspectionEngine) {
    this.#engine = engine;
  }

  get known(): { readonly model: PanelModel; readonly vocabulary: Vocabulary } | undefined {
    return this.#known;
  }

  /** What to tell a page that knows nothing yet. */
  get message(): Extract<ToPage, { readonly type: 'model' }> | undefined {
    return this.#known && { type: 'model', model: this.#known.model, vocabulary: this.#known.table };
  }

  /**
   * Makes sure that it is known, and starts the engine for it if need be. Tells whether there is news.
   * @throws EngineFault
   */
  async make(): Promise<boolean> {
    const { state } = this.#engine;
    if (this.#known && 'model' in state && state.model.path === this.#known.model.path) return false;
    const table = await this.#engine.vocabulary();
    const opened = this.#engine.state;
    if (!('model' in opened)) return false;
    this.#known = { model: opened.model, table, vocabulary: new Vocabulary(table) };
    return true;
  }
}
