/** A model and the caches of the documents that it completes: what the worker and the command line run. */
import { availableParallelism } from 'node:os';
import { setImmediate as turn } from 'node:timers/promises';
import type {
  Inspection,
  InspectionRequest,
  ScanPart,
  ScanRequest,
  SearchRequest,
  SearchTree,
  VocabularyTable,
} from '../protocol/inspection';
import type { Completion, CompletionRequest, EngineOptions, ModelInfo, OnToken } from '../protocol/messages';
import { Documents } from './cache/documents';
import { Neighbourhood } from './context/neighbourhood';
import { complete } from './decode/complete';
import { Pace } from './decode/lookup/pace';
import type { Model } from './decode/model';
import { choosePrompt } from './decode/patience';
import { prefill, type Signal } from './decode/prefill';
import { nextPromptAround, type Prompt, promptAround } from './decode/prompt';
import { inspect } from './inspect/inspect';
import type { Lens } from './inspect/lens';
import type { Pause } from './inspect/pause';
import type { OnReading } from './inspect/reach';
import { scan } from './inspect/scan';
import { search } from './inspect/search';
import { vocabularyTable } from './inspect/vocabulary-table';
import { Memory } from './memory/memory';
import { openLens, openModel } from './open-model';
import { measureThreads, threadCandidates } from './tuning/measure-threads';
import { machineAndModel, ThreadMemory } from './tuning/thread-memory';

const CACHE_MEMORY = 256 * 1024 * 1024; // bytes, for all documents together, unless the options say otherwise

export class Engine {
  readonly #model: Model;
  readonly #documents: Documents;
  readonly #options: EngineOptions;
  readonly #pace = new Pace();
  readonly #memory: Memory;
  readonly #neighbourhood: Neighbourhood;
  #areThreadsUnknown: boolean;
  #lens: Lens | undefined;
  #lensBytes: number | undefined;

  private constructor(model: Model, options: EngineOptions, areThreadsUnknown: boolean) {
    this.#model = model;
    this.#memory = new Memory(model.tokenizer);
    this.#neighbourhood = new Neighbourhood(model.tokenizer, (source) => this.#memory.text(source));
    this.#options = options;
    this.#areThreadsUnknown = areThreadsUnknown;
    this.#documents = new Documents(model.decoder.shape, options.cacheMemory ?? CACHE_MEMORY);
  }

  /**
   * @param onProgress told how much of the opening is done, 0 to 1
   * @throws EngineFault when the model or the runtime cannot be used
   */
  static async open(options: EngineOptions, onProgress: (fraction: number) => void = () => {}): Promise<Engine> {
    const { modelPath, threads, threadMemory } = options;
    const known = threads === 0 && threadMemory ? new ThreadMemory(threadMemory).recall(machineAndModel(modelPath)) : undefined;
    return new Engine(await openModel({ path: modelPath, threads: known ?? threads, onProgress }), options, known === undefined);
  }

  get info(): ModelInfo {
    return this.#model.info;
  }

  /** One at a time: the caller waits for the answer before it asks again. */
  complete(request: CompletionRequest, signal: Signal, onToken: OnToken): Promise<Completion> {
    const { document } = request;
    const reading = () => {
      const missing = (ids: readonly number[]) => this.#documents.missing(document, ids);
      const { prompt, window } = choosePrompt(this.#model, request, this.#neighbourhood.of(request), missing);
      return { prompt, window, tree: this.#documents.open(document, prompt.ids) };
    };
    const recall = ({ text, healed }: Prompt) => this.#memory.recall(request, text, healed.length);
    return complete(this.#model, reading, request, signal, onToken, { pace: this.#pace, recall });
  }

  /**
   * For idle time after a completion. Where a short window was read for lack of patience, reads the whole one; when the window
   * of a document is nearly full, the one that comes next, so that no key has to wait for it. Can be interrupted at any pass, and
   * goes on from there when asked again.
   */
  async prepare(request: CompletionRequest, { window }: Completion, signal: Signal): Promise<void> {
    const find = window === undefined ? nextPromptAround : promptAround;
    const prompt = find(this.#model, request, this.#neighbourhood.of(request));
    const tree = prompt && this.#documents.openNext(request.document);
    if (tree) await prefill(this.#model.decoder, tree, prompt.ids, signal);
  }

  /**
   * For long idle time: measures once for this machine and model which number of threads is the fastest, and remembers it for
   * the next start. Opens the model beside the one in use, which takes about a second for each number that is tried.
   */
  async tuneThreads(signal: Signal): Promise<void> {
    const { modelPath, threads, threadMemory } = this.#options;
    if (!this.#areThreadsUnknown || threads !== 0 || !threadMemory) return;
    const open = (count: number) => openModel({ path: modelPath, threads: count });
    const fastest = await measureThreads(threadCandidates(availableParallelism()), open, signal);
    if (fastest === undefined) return;
    new ThreadMemory(threadMemory).remember(machineAndModel(modelPath), fastest);
    this.#areThreadsUnknown = false;
  }

  /** For idle time: indexes what is to be remembered, one source after the other. Goes on where it was cancelled. */
  async learn(signal: Signal): Promise<void> {
    while (!signal.cancelled && this.#memory.learn()) await turn(); // messages come in between
  }

  /**
   * Looks at one position of a text. Between two passes, at a pause, others may be answered, but not another inspection.
   * @param onReading told how many tokens have been read of how many, where it takes several passes
   * @returns undefined when cancelled
   */
  inspect(request: InspectionRequest, signal: Signal, pause: Pause, onReading?: OnReading): Promise<Inspection | undefined> {
    const parts = { model: this.#model, documents: this.#documents, memory: this.#memory };
    return inspect({ ...parts, lens: () => this.#openLens(), lensBytes: () => this.#lensBytes }, request, signal, pause, onReading);
  }

  async #openLens(): Promise<Lens> {
    if (!this.#lens) {
      const before = process.memoryUsage.rss();
      this.#lens = await openLens(this.#model);
      this.#lensBytes = Math.max(0, process.memoryUsage.rss() - before);
    }
    return this.#lens;
  }

  /**
   * How well the model foresees a text, in a cache of its own: up to a window's memory more while it runs.
   * @returns whether it came to its end
   */
  scan(request: ScanRequest, signal: Signal, pause: Pause, onPart: (part: ScanPart) => void): Promise<boolean> {
    return scan(this.#model, request, signal, pause, onPart);
  }

  /**
   * The greedy, the sampled and the beams' paths from a cursor, in the document's cache, which is left as it was.
   * @returns whether it came to its end
   */
  search(request: SearchRequest, signal: Signal, pause: Pause, onTree: (tree: SearchTree) => void): Promise<boolean> {
    return search({ model: this.#model, documents: this.#documents, memory: this.#memory }, request, signal, pause, onTree);
  }

  vocabulary(): VocabularyTable {
    return vocabularyTable(this.#model.tokenizer.vocabulary);
  }

  /** Frees what only looking at attention and layers needs; the next inspection that asks for them opens it again. */
  async release(): Promise<void> {
    const lens = this.#lens;
    this.#lens = undefined;
    this.#lensBytes = undefined;
    await lens?.close();
  }

  /** Forgets a document's cache and what is remembered of it. */
  closeDocument(name: string): void {
    this.#memory.close(name);
    this.#neighbourhood.close(name);
    this.#documents.close(name);
  }

  /** Keeps a text for completions that name it, once it is indexed; it takes the place of an earlier one of that name. */
  remember(source: string, text: string): void {
    this.#memory.remember(source, text);
  }

  forget(source: string): void {
    this.#memory.forget(source);
    this.#neighbourhood.forget(source);
  }

  async close(): Promise<void> {
    await this.release();
    await this.#model.close();
  }
}
