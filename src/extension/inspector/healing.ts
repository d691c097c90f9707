import { likeliestNext } from '../../inspection/likely';
import { toSpell } from '../../inspection/to-spell';
import type { ToPage } from '../../protocol/panel';
import type { Shown } from './desk';
import type { InspectionEngine } from './engine';

const MOST = 8;

/** Looks at the cursor of a healed frame once more as if nothing had been taken back, to set both side by side. */
export class Healing {
  readonly #engine: InspectionEngine;
  readonly #post: (message: ToPage) => void;
  #run: AbortController | undefined;

  constructor(engine: InspectionEngine, post: (message: ToPage) => void) {
    this.#engine = engine;
    this.#post = post;
  }

  /**
   * For a document or a text where something was taken back; there is nothing to compare otherwise.
   * @throws EngineFault
   */
  async compare({ frame, request: asked, vocabulary }: Shown): Promise<void> {
    this.stop();
    const { source, inspection, seq } = frame;
    const { position: _, ...request } = asked;
    if ((source.kind !== 'document' && source.kind !== 'text') || toSpell(inspection, vocabulary).length === 0) return;
    const run = new AbortController();
    this.#run = run;
    const plain = await this.#engine.inspect({ ...request, heal: false }, { signal: run.signal });
    if (!plain || run.signal.aborted) return;
    const healing = { on: likeliestNext(inspection, vocabulary, MOST), off: likeliestNext(plain, vocabulary, MOST) };
    this.#post({ type: 'extras', seq, extras: { healing } });
  }

  stop(): void {
    this.#run?.abort();
  }
}
