import type { CancelFlags } from '../../protocol/cancel';
import { EngineFault, toEngineError } from '../../protocol/errors';
import type { Completion, CompletionRequest, Reply, Request } from '../../protocol/messages';
import type { Signal } from '../decode/prefill';
import { Engine } from '../engine';

/** After so many milliseconds without a request, what takes longer may be done. */
const LONG_IDLE = 20_000;

type Work = Extract<Request, { readonly type: 'open' | 'complete' }>;

const CANCELLED: Completion = {
  text: '',
  tokens: [],
  stop: 'cancelled',
  timings: { tokenize: 0, prefill: 0, decode: 0, total: 0 },
  counts: { prompt: 0, reused: 0, prefilled: 0, decoded: 0, guessed: 0 },
};

/**
 * Runs requests one after the other and answers each exactly once. Of two completions for one document the newer one wins:
 * the older is cancelled as soon as the newer arrives, even while it runs.
 */
export class JobQueue {
  readonly #flags: CancelFlags;
  readonly #reply: (reply: Reply) => void;
  readonly #latest = new Map<string, number>(); // document → id of its newest completion
  #engine: Engine | undefined;
  #tail: Promise<void> = Promise.resolve();
  #waiting = 0; // jobs that are not done
  #longIdle: NodeJS.Timeout | undefined;
  /** Cancelled when another job than the one that asks is waiting. */
  readonly #idle: Signal;

  constructor(flags: CancelFlags, reply: (reply: Reply) => void) {
    this.#flags = flags;
    this.#reply = reply;
    const waiting = () => this.#waiting > 1;
    this.#idle = {
      get cancelled() {
        return waiting();
      },
    };
  }

  take(request: Request): void {
    switch (request.type) {
      case 'open':
        this.#enqueue(() => this.#answer(request));
        return;
      case 'complete':
        this.#supersede(request.request.document, request.id);
        this.#enqueue(() => this.#answer(request));
        return;
      case 'cancel':
        this.#flags.cancel(request.id);
        return;
      case 'close':
        this.#supersede(request.document, undefined);
        this.#enqueue(() => this.#engine?.closeDocument(request.document));
        return;
      case 'remember':
        this.#enqueue(() => this.#engine?.remember(request.source, request.text));
        return;
      case 'forget':
        this.#enqueue(() => this.#engine?.forget(request.source));
        return;
      case 'shutdown':
        for (const id of this.#latest.values()) this.#flags.cancel(id);
        this.#enqueue(() => this.#close());
        return;
    }
  }

  /** Resolves when everything taken so far is answered. */
  idle(): Promise<void> {
    return this.#tail;
  }

  #supersede(document: string, id: number | undefined): void {
    const older = this.#latest.get(document);
    if (older !== undefined) this.#flags.cancel(older);
    if (id === undefined) this.#latest.delete(document);
    else this.#latest.set(document, id);
  }

  #enqueue(job: () => Promise<void> | undefined | void): void {
    this.#waiting++;
    this.#tail = this.#tail.then(job).finally(() => this.#waiting--);
  }

  async #answer(work: Work): Promise<void> {
    try {
      switch (work.type) {
        case 'open':
          await this.#close();
          this.#engine = await Engine.open(work.options);
          this.#reply({ type: 'opened', id: work.id, model: this.#engine.info });
          return;
        case 'complete':
          this.#reply({ type: 'completed', id: work.id, completion: await this.#complete(work) });
          await this.#prepare(work.request);
          return;
      }
    } catch (error) {
      this.#reply({ type: 'failed', id: work.id, error: toEngineError(error) });
    }
  }

  async #complete({ id, request }: Extract<Request, { readonly type: 'complete' }>): Promise<Completion> {
    if (!this.#engine) throw new EngineFault('engine-not-open');
    const flags = this.#flags;
    const signal = {
      get cancelled() {
        return flags.isCancelled(id);
      },
    };
    try {
      if (signal.cancelled) return CANCELLED;
      return await this.#engine.complete(request, signal, (token) => this.#reply({ type: 'token', id, token }));
    } finally {
      if (this.#latest.get(request.document) === id) this.#latest.delete(request.document);
    }
  }

  /** Uses idle time after an answer, until the next message comes. */
  async #prepare(request: CompletionRequest): Promise<void> {
    clearTimeout(this.#longIdle);
    // The answer is given already: what fails here will fail again, and be told, when it is needed.
    if (!this.#idle.cancelled) await this.#engine?.prepare(request, this.#idle).catch(() => {});
    this.#longIdle = setTimeout(() => this.#enqueue(() => this.#engine?.tuneThreads(this.#idle).catch(() => {})), LONG_IDLE);
  }

  async #close(): Promise<void> {
    clearTimeout(this.#longIdle);
    const engine = this.#engine;
    this.#engine = undefined;
    await engine?.close();
  }
}
