/** An engine with a tiny random model, and what is asked of it in tests of the inspector. */
import { afterAll, beforeAll } from 'vitest';
import { Engine } from '../../../../src/engine/engine';
import type { Inspection, InspectionRequest } from '../../../../src/protocol/inspection';
import type { Completion, CompletionRequest } from '../../../../src/protocol/messages';
import { prefixOf } from '../../../../src/protocol/prefix';
import { tinyGguf } from '../../../support/tiny-gguf';
import type { TinyModel } from '../../../support/tiny-model';
import { TemporaryFolder } from '../temporary-folder';

export const NEVER = { cancelled: false };
export const WITHOUT_PAUSE = async (): Promise<void> => {};

export class TinyEngine {
  readonly #folder = new TemporaryFolder();
  readonly path: string;
  #engine: Engine | undefined;

  constructor(changes: Partial<TinyModel> = {}) {
    this.path = this.#folder.write('tiny.gguf', tinyGguf({ context: 512, ...changes }).bytes);
    beforeAll(async () => {
      this.#engine = await this.open();
    });
    afterAll(() => this.#engine?.close());
  }

  /** The one of the test file. */
  get engine(): Engine {
    if (!this.#engine) throw new Error('the engine is open only while tests run');
    return this.#engine;
  }

  /** Another one; the caller closes it. */
  open(): Promise<Engine> {
    return Engine.open({ modelPath: this.path, threads: 1 });
  }

  async inspect(text: string, changes: Partial<InspectionRequest> = {}, engine = this.engine): Promise<Inspection> {
    const request = { document: 'a', prefix: prefixOf(text), heal: false, ...changes };
    const inspection = await engine.inspect(request, NEVER, WITHOUT_PAUSE);
    if (!inspection) throw new Error('it was cancelled');
    return inspection;
  }

  complete(text: string, changes: Partial<CompletionRequest> = {}, engine = this.engine): Promise<Completion> {
    const request = { document: 'a', prefix: prefixOf(text), extent: 'line', maxTokens: 8, ...changes } as const;
    return engine.complete(request, NEVER, () => {});
  }
}
