import { Vocabulary } from '../../inspection/vocabulary';
import type { PanelModel, ToPage } from '../../protocol/panel';
import type { InspectionEngine } from './engine';

/** The model and its vocabulary, fetched once for each model. */
export class Introduction {
  readonly #engine: InspectionEngine;
  readonly #post: (message: ToPage) => void;
  #known: { readonly model: PanelModel; readonly vocabulary: Vocabulary } | undefined;

  constructor(engine: InspectionEngine, post: (message: ToPage) => void) {
    this.#engine = engine;
    this.#post = post;
  }

  get known(): { readonly model: PanelModel; readonly vocabulary: Vocabulary } | undefined {
    return this.#known;
  }

  /** Tells a page that knows nothing yet. */
  tell(): void {
    if (this.#known) this.#post({ type: 'model', model: this.#known.model, vocabulary: this.#known.vocabulary.table });
  }

  /**
   * Makes sure that it is known, and starts the engine for it if need be. News are told.
   * @throws EngineFault
   */
  async make(): Promise<void> {
    const { state } = this.#engine;
    if (this.#known && 'model' in state && state.model.path === this.#known.model.path) return;
    const table = await this.#engine.vocabulary();
    const opened = this.#engine.state;
    if (!('model' in opened)) return;
    this.#known = { model: opened.model, vocabulary: new Vocabulary(table) };
    this.tell();
  }
}
