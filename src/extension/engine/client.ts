import { type EngineError, EngineFault, sentence } from '../../protocol/errors';
import type {
  Inspection,
  InspectionRequest,
  ScanPart,
  ScanRequest,
  SearchRequest,
  SearchTree,
  VocabularyTable,
} from '../../protocol/inspection';
import type { Completion, CompletionRequest, EngineOptions, ModelInfo, OnToken } from '../../protocol/messages';
import { Sources } from '../../protocol/sources';
import { Backoff } from './backoff';
import { cancelledCompletion } from './cancelled-completion';
import { Clock } from './clock';
import { IdleTimer } from './idle';
import type { EngineLog } from './log';
import { EngineSession, type OnReading, type SessionEnd } from './session';
import type { EngineState, LastRun } from './state';
import type { StartTransport } from './transport';
import { untilAborted } from './until-aborted';

export interface EngineSetup {
  /** Starts an engine, the way the settings of that moment say. */
  readonly start: StartTransport;
  /** Asked at every start. */
  readonly options: () => EngineOptions;
  /** Milliseconds without a request after which the engine is ended; 0 is never, as when absent. */
  readonly idleTime?: () => number;
  readonly log: EngineLog;
  readonly clock?: Clock;
}

export interface CompleteOptions {
  readonly signal?: AbortSignal;
  readonly onToken?: OnToken;
}

export interface LookOptions {
  readonly signal?: AbortSignal;
}

const NEVER = new AbortController().signal;

/**
 * The engine as the extension sees it: always there to be asked.
 *
 * It is started by the first request, and again by the next request after a crash, with growing pauses, or after it was
 * ended because nobody had asked for a while: its process then no longer takes memory, for caches or for the model.
 * One session lives at a time; what is asked of it, and how, is the session's business.
 */
export class EngineClient {
  readonly #setup: EngineSetup;
  readonly #clock: Clock;
  readonly #backoff = new Backoff();
  readonly #idle: IdleTimer;
  readonly #listeners = new Set<(state: EngineState) => void>();
  /** What every engine is told when it has opened. */
  readonly #sources = new Sources();
  #session: EngineSession | undefined;
  #ending: Promise<void> = Promise.resolve();
  #state: EngineState = { kind: 'stopped' };
  #lastRun: LastRun | undefined;
  #disposed = false;

  constructor(setup: EngineSetup) {
    this.#setup = setup;
    this.#clock = setup.clock ?? new Clock();
    this.#idle = new IdleTimer(this.#clock, setup.idleTime ?? (() => 0), () => this.#endIdle());
  }

  get state(): EngineState {
    return this.#state;
  }

  /** Calls `listener` at every change of state, until the returned object is disposed. */
  onStateChange(listener: (state: EngineState) => void): { dispose(): void } {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }

  /**
   * Completes, and starts the engine for it if need be. What is cancelled, by `signal` or in the engine by a newer request for
   * the same document, still has a result, with `stop: 'cancelled'`.
   * @throws EngineFault why there is no result
   */
  async complete(request: CompletionRequest, { signal = NEVER, onToken }: CompleteOptions = {}): Promise<Completion> {
    const session = this.#current();
    await untilAborted(session.opened, signal);
    if (signal.aborted) return cancelledCompletion();
    return session.complete(request, signal, onToken);
  }

  /**
   * Looks at one position of a text. Completions go first, and a newer inspection of the same document takes its place.
   * @returns undefined when another took its place or `signal` aborted
   * @throws EngineFault why there is no result
   */
  async inspect(
    request: InspectionRequest,
    { signal, onReading }: LookOptions & { readonly onReading?: OnReading } = {},
  ): Promise<Inspection | undefined> {
    return this.#look(signal, undefined, (session, aborted) => session.inspect(request, aborted, onReading));
  }

  /** The bytes of every token. @throws EngineFault why there is no result */
  async vocabulary(): Promise<VocabularyTable> {
    const session = this.#current();
    await session.opened;
    return session.vocabulary();
  }

  /**
   * How well the model foresees a text, token by token; `onPart` gets the tokens in order as they are known. Otherwise as
   * `inspect`.
   * @returns whether it came to its end
   */
  async scan(request: ScanRequest, { signal, onPart }: LookOptions & { readonly onPart: (part: ScanPart) => void }): Promise<boolean> {
    return this.#look(signal, false, (session, aborted) => session.scan(request, aborted, onPart));
  }

  /**
   * The greedy, the sampled and the beams' paths from a cursor; `onTree` gets the tree after every step. Otherwise as `inspect`.
   * @returns whether it came to its end
   */
  async search(
    request: SearchRequest,
    { signal, onTree }: LookOptions & { readonly onTree: (tree: SearchTree) => void },
  ): Promise<boolean> {
    return this.#look(signal, false, (session, aborted) => session.search(request, aborted, onTree));
  }

  /** Frees what only looking at attention and layers needs; the next inspection that asks for them gets it back. */
  releaseInspection(): void {
    if (this.#isOpen) this.#session?.release();
  }

  async #look<T>(
    signal: AbortSignal | undefined,
    dropped: T,
    ask: (session: EngineSession, signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const aborted = signal ?? NEVER;
    if (aborted.aborted) return dropped;
    const session = this.#current();
    await untilAborted(session.opened, aborted);
    return aborted.aborted ? dropped : ask(session, aborted);
  }

  /** Lets the engine forget what it keeps for a document. */
  closeDocument(document: string): void {
    this.#session?.closeDocument(document);
  }

  /**
   * Gives the engine a text that completions may draw on when they name it; it takes the place of an earlier one of that name.
   * An engine that is started later gets it too. Of too many the ones remembered longest ago are forgotten.
   */
  remember(source: string, text: string): void {
    const known = this.#sources.text(source);
    const gone = this.#sources.remember(source, text);
    if (!this.#isOpen) return;
    for (const forgotten of gone) this.#session?.forget(forgotten);
    const kept = this.#sources.text(source);
    if (kept !== undefined && kept !== known) this.#session?.remember(source, kept);
  }

  /** The text that was given under a name, as far as it is kept. */
  remembered(source: string): string | undefined {
    return this.#sources.text(source);
  }

  /** Takes a text away again, from the engine at once. */
  forget(source: string): void {
    if (this.#sources.forget(source) && this.#isOpen) this.#session?.forget(source);
  }

  /** Counts anew from now how long nobody has asked, with the time that holds now. */
  idleTimeChanged(): void {
    if (this.#state.kind === 'ready') this.#idle.arm();
  }

  /** Ends the engine and forgives what it did. The next request starts it, with the settings of then. */
  async stop(): Promise<void> {
    this.#backoff.reset();
    const session = this.#session;
    if (session) this.#ending = Promise.all([this.#ending, session.stop()]).then(() => {});
    else this.#become({ kind: 'stopped' });
    await this.#ending;
  }

  /**
   * Ends the engine, starts it anew and waits for its model.
   * @throws EngineFault why it did not start
   */
  async restart(): Promise<ModelInfo> {
    await this.stop();
    return this.#current().opened;
  }

  /** Ends the engine for good. */
  async dispose(): Promise<void> {
    this.#disposed = true;
    await this.stop();
    this.#listeners.clear();
  }

  get #isOpen(): boolean {
    return this.#state.kind === 'ready' || this.#state.kind === 'thinking';
  }

  /** The living session, or a new one. */
  #current(): EngineSession {
    if (this.#disposed) throw new EngineFault('engine-stopped');
    if (this.#state.kind === 'failed') throw new EngineFault(this.#state.error.code, ...this.#state.error.args);
    this.#session ??= this.#begin();
    return this.#session;
  }

  #begin(): EngineSession {
    const { start, options, log } = this.#setup;
    const wait = this.#backoff.wait(this.#clock.now());
    const notBefore = Promise.all([this.#ending, this.#clock.sleep(wait)]).then(() => this.#backoff.started(this.#clock.now()));
    let model: ModelInfo | undefined;
    log.info(wait > 0 ? `The engine is started again in ${wait} ms.` : 'The engine is being started.');
    const session: EngineSession = new EngineSession({
      start,
      options: options(),
      notBefore,
      log,
      events: {
        onOpening: (loaded) => this.#become({ kind: 'starting', loaded }),
        onOpened: (opened) => {
          model = opened;
          for (const [source, text] of this.#sources.entries()) session.remember(source, text);
          log.info(`Opened ${opened.name} in ${Math.round(opened.loadTime)} ms; ${opened.threads} threads.`);
          this.#idle.arm();
          this.#become({ kind: 'ready', model, last: this.#lastRun });
        },
        onCompleted: ({ stop, timings, counts }) => {
          if (stop !== 'cancelled') this.#lastRun = { timings, counts };
        },
        onBusy: (calls) => {
          if (calls > 0) this.#idle.disarm();
          else this.#idle.arm();
        },
        onCompleting: (completions) => {
          if (model) this.#become({ kind: completions > 0 ? 'thinking' : 'ready', model, last: this.#lastRun });
        },
        onEnd: (end) => this.#ended(session, end),
      },
    });
    this.#become({ kind: 'starting' });
    return session;
  }

  #ended(session: EngineSession, end: SessionEnd): void {
    this.#session = undefined;
    this.#idle.disarm();
    switch (end.kind) {
      case 'stopped':
        this.#become({ kind: 'stopped' });
        return;
      case 'refused': // an engine without a model is of no use, so it is not kept
        this.#ending = session.stop();
        this.#fail(end.error);
        return;
      case 'crashed':
        this.#setup.log.warn(sentence(end.error));
        this.#backoff.crashed(this.#clock.now());
        if (this.#backoff.exhausted) this.#fail({ code: 'engine-gave-up', args: [String(this.#backoff.crashes)] });
        else this.#become({ kind: 'stopped' });
        return;
    }
  }

  #endIdle(): void {
    this.#setup.log.info('The engine is ended because nobody has asked for a while; the next request starts it again.');
    void this.stop();
  }

  #fail(error: EngineError): void {
    this.#setup.log.error(sentence(error));
    this.#become({ kind: 'failed', error });
  }

  #become(state: EngineState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener(state);
  }
}
