import { type EngineError, EngineFault, sentence, toEngineError } from '../../protocol/errors';
import type {
  Inspection,
  InspectionRequest,
  ScanPart,
  ScanRequest,
  SearchRequest,
  SearchTree,
  VocabularyTable,
} from '../../protocol/inspection';
import type { Completion, CompletionRequest, EngineOptions, ModelInfo, OnToken, Reply, Request } from '../../protocol/messages';
import { parseReply } from '../../protocol/validate';
import { type Deferred, deferred } from './deferred';
import type { EngineLog } from './log';
import { ownBuffers } from './own-buffers';
import type { StartTransport, Transport } from './transport';

/** Why a session is over: the engine could not open the model, went by itself, or was told to go. */
export type SessionEnd =
  | { readonly kind: 'refused'; readonly error: EngineError }
  | { readonly kind: 'crashed'; readonly error: EngineError }
  | { readonly kind: 'stopped'; readonly error: EngineError };

export interface SessionEvents {
  /** How much of the model is loaded, 0 to 1. */
  onOpening(fraction: number): void;
  onOpened(model: ModelInfo): void;
  /** A completion that somebody waited for is done; said before its call is answered. */
  onCompleted(completion: Completion): void;
  /** How many requests are being worked on changed. */
  onBusy(calls: number): void;
  /** How many of them are completions changed. */
  onCompleting(completions: number): void;
  /** Said once. */
  onEnd(end: SessionEnd): void;
}

export interface SessionSetup {
  readonly start: StartTransport;
  readonly options: EngineOptions;
  /** Settles when the engine may be started. */
  readonly notBefore: Promise<void>;
  readonly events: SessionEvents;
  readonly log: EngineLog;
}

interface Call {
  readonly type: Question['type'];
  /** Takes what the engine says about it. */
  readonly hear: (reply: Reply) => void;
  readonly reject: Deferred<unknown>['reject'];
}

/** A request that is answered, but for its id. */
type Question = WithoutId<Extract<Request, { readonly type: 'complete' | 'inspect' | 'vocabulary' | 'scan' | 'search' }>>;
type WithoutId<T> = T extends { readonly id: number } ? Omit<T, 'id'> : never;

/** Hears how many tokens of an inspection are read, of how many. */
export type OnReading = (done: number, of: number) => void;

const OPEN_ID = 1;

/**
 * One life of the engine: it is started, opens its model, answers requests by id, and ends once.
 * Whether another follows is the client's decision.
 */
export class EngineSession {
  readonly #setup: SessionSetup;
  readonly #model = deferred<ModelInfo>();
  readonly #calls = new Map<number, Call>();
  /** Those that the engine may keep something for. */
  readonly #documents = new Set<string>();
  #transport: Transport | undefined;
  #lastId = OPEN_ID;
  #end: SessionEnd | undefined;

  constructor(setup: SessionSetup) {
    this.#setup = setup;
    this.opened.catch(() => {}); // also told by onEnd; nobody has to wait for it here
    void setup.notBefore.then(() => this.#open());
  }

  /** The model, or the fault that ended the session before there was one. */
  get opened(): Promise<ModelInfo> {
    return this.#model.promise;
  }

  /**
   * Completes with an open engine. When `signal` aborts, the engine is told and answers soon with what it has.
   * @throws EngineFault what the engine said, or why it is gone
   */
  complete(request: CompletionRequest, signal: AbortSignal, onToken?: OnToken): Promise<Completion> {
    return this.#ask<Completion>({ type: 'complete', request }, signal, (reply, answer) => {
      if (reply.type === 'token') onToken?.(reply.token, reply.text);
      if (reply.type !== 'completed') return;
      if (request.purpose === undefined) this.#setup.events.onCompleted(reply.completion);
      answer(reply.completion);
    });
  }

  /** Undefined when it was dropped: cancelled, or for a newer one of the same document. */
  inspect(request: InspectionRequest, signal: AbortSignal, onReading?: OnReading): Promise<Inspection | undefined> {
    return this.#ask<Inspection | undefined>({ type: 'inspect', request }, signal, (reply, answer) => {
      if (reply.type === 'reading') onReading?.(reply.done, reply.of);
      if (reply.type === 'dropped') answer(undefined);
      if (reply.type !== 'inspected') return;
      const { attention, ...inspection } = reply.inspection;
      answer({ ...ownBuffers(inspection), ...(attention && { attention: ownBuffers(attention) }) });
    });
  }

  vocabulary(): Promise<VocabularyTable> {
    return this.#ask<VocabularyTable>({ type: 'vocabulary' }, new AbortController().signal, (reply, answer) => {
      if (reply.type === 'listed') answer(ownBuffers(reply.vocabulary));
    });
  }

  /** @returns whether it came to its end */
  scan(request: ScanRequest, signal: AbortSignal, onPart: (part: ScanPart) => void): Promise<boolean> {
    return this.#ask<boolean>({ type: 'scan', request }, signal, (reply, answer) => {
      if (reply.type === 'scanned') onPart(reply.part);
      if (reply.type === 'done' || reply.type === 'dropped') answer(reply.type === 'done');
    });
  }

  /** @returns whether it came to its end */
  search(request: SearchRequest, signal: AbortSignal, onTree: (tree: SearchTree) => void): Promise<boolean> {
    return this.#ask<boolean>({ type: 'search', request }, signal, (reply, answer) => {
      if (reply.type === 'searched') onTree(reply.tree);
      if (reply.type === 'done' || reply.type === 'dropped') answer(reply.type === 'done');
    });
  }

  /** Frees what only looking at attention and layers needs. */
  release(): void {
    this.#send({ type: 'release' });
  }

  /** Lets the engine forget a document, if it ever heard of it. */
  closeDocument(document: string): void {
    if (this.#documents.delete(document)) this.#send({ type: 'close', document });
  }

  /** Gives the engine a text to remember; it has to be open. */
  remember(source: string, text: string): void {
    this.#send({ type: 'remember', source, text });
  }

  forget(source: string): void {
    this.#send({ type: 'forget', source });
  }

  /** Ends the engine, also one that refused; settles when it has ended. What was asked is answered with `engine-stopped`. */
  async stop(): Promise<void> {
    for (const id of this.#calls.keys()) this.#send({ type: 'cancel', id });
    this.#finish({ kind: 'stopped', error: { code: 'engine-stopped', args: [] } });
    await this.#transport?.end();
  }

  /** Asks, and hands on what is said about it until there is an answer. When `signal` aborts, the engine is told. */
  async #ask<T>(question: Question, signal: AbortSignal, hear: (reply: Reply, answer: (value: T) => void) => void): Promise<T> {
    if (this.#end) throw faultOf(this.#end.error);
    const id = ++this.#lastId;
    const { promise, resolve, reject } = deferred<T>();
    const answer = (value: T): void => {
      this.#take(id);
      resolve(value);
    };
    const cancel = (): void => this.#send({ type: 'cancel', id });
    this.#calls.set(id, { type: question.type, hear: (reply) => hear(reply, answer), reject });
    if ('request' in question) this.#documents.add(question.request.document);
    this.#countCalls(question.type);
    this.#send({ ...question, id });
    signal.addEventListener('abort', cancel, { once: true });
    try {
      return await promise;
    } finally {
      signal.removeEventListener('abort', cancel);
    }
  }

  #open(): void {
    if (this.#end) return;
    const { start, options, log } = this.#setup;
    try {
      this.#transport = start({
        onMessage: (value) => this.#receive(value),
        onExit: (error) => this.#finish({ kind: 'crashed', error }),
        onOutput: (line) => log.info(`engine: ${line}`),
      });
      this.#send({ type: 'open', id: OPEN_ID, options });
    } catch (thrown) {
      const [reason = ''] = toEngineError(thrown).args;
      this.#finish({ kind: 'crashed', error: { code: 'engine-start', args: [reason] } });
    }
  }

  #send(request: Request): void {
    this.#transport?.send(request);
  }

  #receive(value: unknown): void {
    if (this.#end) return;
    const reply = parseReply(value);
    if (!reply) {
      this.#setup.log.warn('The engine said something that is not in the protocol; it was left aside.');
      return;
    }
    switch (reply.type) {
      case 'opening':
        this.#setup.events.onOpening(reply.fraction);
        return;
      case 'opened':
        this.#model.resolve(reply.model);
        this.#setup.events.onOpened(reply.model);
        return;
      case 'failed':
        if (reply.id === OPEN_ID) this.#finish({ kind: 'refused', error: reply.error });
        else this.#fail(reply.id, reply.error);
        return;
      case 'token':
      case 'completed':
      case 'reading':
      case 'inspected':
      case 'listed':
      case 'scanned':
      case 'searched':
      case 'done':
      case 'dropped':
        this.#calls.get(reply.id)?.hear(reply);
        return;
    }
  }

  #fail(id: number, error: EngineError): void {
    this.#setup.log.error(sentence(error));
    this.#take(id)?.reject(faultOf(error));
  }

  #take(id: number): Call | undefined {
    const call = this.#calls.get(id);
    this.#calls.delete(id);
    if (call) this.#countCalls(call.type);
    return call;
  }

  /** Says how many calls there are, after one of this type came or went. */
  #countCalls(type: Question['type']): void {
    const { events } = this.#setup;
    events.onBusy(this.#calls.size);
    if (type === 'complete') events.onCompleting([...this.#calls.values()].filter((call) => call.type === 'complete').length);
  }

  #finish(end: SessionEnd): void {
    if (this.#end) return;
    this.#end = end;
    const fault = faultOf(end.error);
    this.#model.reject(fault);
    for (const { reject } of this.#calls.values()) reject(fault);
    this.#calls.clear();
    this.#setup.events.onEnd(end);
  }
}

function faultOf({ code, args }: EngineError): EngineFault {
  return new EngineFault(code, ...args);
}
