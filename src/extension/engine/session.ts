import { type EngineError, EngineFault, sentence, toEngineError } from '../../protocol/errors';
import type { Completion, CompletionRequest, EngineOptions, ModelInfo, OnToken, Request } from '../../protocol/messages';
import { parseReply } from '../../protocol/validate';
import { type Deferred, deferred } from './deferred';
import type { EngineLog } from './log';
import type { StartTransport, Transport } from './transport';

/** Why a session is over: the engine could not open the model, went by itself, or was told to go. */
export type SessionEnd =
  | { readonly kind: 'refused'; readonly error: EngineError }
  | { readonly kind: 'crashed'; readonly error: EngineError }
  | { readonly kind: 'stopped'; readonly error: EngineError };

export interface SessionEvents {
  onOpened(model: ModelInfo): void;
  /** A completion that somebody waited for is done; said before its call is answered. */
  onCompleted(completion: Completion): void;
  /** How many completions are being worked on changed. */
  onBusy(calls: number): void;
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
  readonly request: CompletionRequest;
  readonly answer: Deferred<Completion>;
  readonly onToken: OnToken | undefined;
}

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
  async complete(request: CompletionRequest, signal: AbortSignal, onToken?: OnToken): Promise<Completion> {
    if (this.#end) throw faultOf(this.#end.error);
    const id = ++this.#lastId;
    const answer = deferred<Completion>();
    const cancel = (): void => this.#send({ type: 'cancel', id });
    this.#calls.set(id, { request, answer, onToken });
    this.#documents.add(request.document);
    this.#setup.events.onBusy(this.#calls.size);
    this.#send({ type: 'complete', id, request });
    signal.addEventListener('abort', cancel, { once: true });
    try {
      return await answer.promise;
    } finally {
      signal.removeEventListener('abort', cancel);
    }
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
      case 'opened':
        this.#model.resolve(reply.model);
        this.#setup.events.onOpened(reply.model);
        return;
      case 'token':
        this.#calls.get(reply.id)?.onToken?.(reply.token, reply.text);
        return;
      case 'completed':
        if (this.#isForSomebody(reply.id)) this.#setup.events.onCompleted(reply.completion);
        this.#take(reply.id)?.answer.resolve(reply.completion);
        return;
      case 'failed':
        if (reply.id === OPEN_ID) this.#finish({ kind: 'refused', error: reply.error });
        else this.#fail(reply.id, reply.error);
        return;
    }
  }

  #isForSomebody(id: number): boolean {
    const request = this.#calls.get(id)?.request;
    return request !== undefined && request.purpose === undefined;
  }

  #fail(id: number, error: EngineError): void {
    this.#setup.log.error(sentence(error));
    this.#take(id)?.answer.reject(faultOf(error));
  }

  #take(id: number): Call | undefined {
    const call = this.#calls.get(id);
    if (this.#calls.delete(id)) this.#setup.events.onBusy(this.#calls.size);
    return call;
  }

  #finish(end: SessionEnd): void {
    if (this.#end) return;
    this.#end = end;
    const fault = faultOf(end.error);
    this.#model.reject(fault);
    for (const { answer } of this.#calls.values()) answer.reject(fault);
    this.#calls.clear();
    this.#setup.events.onEnd(end);
  }
}

function faultOf({ code, args }: EngineError): EngineFault {
  return new EngineFault(code, ...args);
}
