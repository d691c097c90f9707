/** A model and the caches of the documents that it completes: what the worker and the command line run. */
import type { Completion, CompletionRequest, EngineOptions, GeneratedToken, ModelInfo } from '../protocol/messages';
import { Documents } from './cache/documents';
import { complete } from './decode/complete';
import { Pace } from './decode/lookup/pace';
import type { Model } from './decode/model';
import type { Signal } from './decode/prefill';
import { openModel } from './open-model';

const CACHE_BUDGET = 256 * 1024 * 1024; // bytes, for all documents together

export class Engine {
  readonly #model: Model;
  readonly #documents: Documents;
  readonly #pace = new Pace();

  private constructor(model: Model) {
    this.#model = model;
    this.#documents = new Documents(model.decoder.shape, CACHE_BUDGET);
  }

  /** @throws EngineFault when the model or the runtime cannot be used */
  static async open({ modelPath, threads }: EngineOptions): Promise<Engine> {
    return new Engine(await openModel({ path: modelPath, threads }));
  }

  get info(): ModelInfo {
    return this.#model.info;
  }

  /** One at a time: the caller waits for the answer before it asks again. */
  complete(request: CompletionRequest, signal: Signal, onToken: (token: GeneratedToken) => void): Promise<Completion> {
    const tree = this.#documents.open(request.document);
    const lookup = { pace: this.#pace, others: this.#documents.othersThan(request.document) };
    return complete(this.#model, tree, request, signal, onToken, lookup);
  }

  /** Forgets a document's cache. */
  closeDocument(name: string): void {
    this.#documents.close(name);
  }

  async close(): Promise<void> {
    await this.#model.close();
  }
}
