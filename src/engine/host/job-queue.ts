import type { CancelFlags } from '../../protocol/cancel';
import { EngineFault, toEngineError } from '../../protocol/errors';
import type { Completion, CompletionRequest, Reply, Request } from '../../protocol/messages';
import type { Signal } from '../decode/prefill';
import { Engine } from '../engine';
import type { Pause } from '../inspect/pause';
import { Background } from './background';

/** After so many milliseconds without a request, what takes longer may be done. */
const LONG_IDLE = 20_000;

type Work = Extract<Request, { readonly type: 'open' | 'complete' }>;

/** What the inspector asks. */
type Look = Extract<Request, { readonly type: 'inspect' | 'vocabulary' | 'scan' | 'search' }>;

/** Of what the inspector asks, the quick before the slow. */
const URGENCY = { vocabulary: 2, inspect: 2, search: 1, scan: 0 } as const satisfies Record<Look['type'], number>;

const CANCELLED: Completion = {
  text: '',
  tokens: [],
  stop: 'cancelled',
  timings: { tokenize: 0, prefill: 0, decode: 0, total: 0 },
  counts: { prompt: 0, reused: 0, prefilled: 0, decoded: 0, guessed: 0 },
};

/** How urgent a completion is, and which waits for the document that it is about. */
interface Pending {
  readonly document: string;
  readonly rank: number;
}

/** A look that is not answered: of its kind only one for each document is wanted. */
interface PendingLook {
  readonly type: Look['type'];
  readonly document: string | undefined;
}

/**
 * Runs requests one after the other and answers each exactly once. A new completion cancels those that it leaves without use,
 * even while they run: for its own document what is no more urgent than itself, elsewhere what is less urgent.
 * What the inspector asks is done behind everything else, and gives way to it between two passes.
 */
export class JobQueue {
  readonly #flags: CancelFlags;
  readonly #reply: (reply: Reply) => void;
  readonly #pending = new Map<number, Pending>(); // completions that are not answered, by id
  readonly #looks = new Map<number, PendingLook>(); // by id
  readonly #background = new Background();
  #isStepping = false;
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
        this.#makeWay(request.request);
        this.#pending.set(request.id, { document: request.request.document, rank: rankOf(request.request) });
        this.#enqueue(() => this.#answer(request));
        return;
      case 'inspect':
      case 'scan':
      case 'search':
        this.#cancelLooks((older) => older.type === request.type && older.document === request.request.document);
        this.#look(request, request.request.document);
        return;
      case 'vocabulary':
        this.#look(request, undefined);
        return;
      case 'release':
        this.#enqueue(() => this.#engine?.release());
        return;
      case 'cancel':
        this.#flags.cancel(request.id);
        return;
      case 'close':
        this.#cancelWhere(({ document }) => document === request.document);
        this.#cancelLooks(({ document }) => document === request.document);
        this.#enqueue(() => this.#engine?.closeDocument(request.document));
        return;
      case 'remember':
        this.#enqueue(() => this.#engine?.remember(request.source, request.text));
        this.#enqueue(() => this.#learn());
        return;
      case 'forget':
        this.#enqueue(() => this.#engine?.forget(request.source));
        return;
      case 'shutdown':
        this.#cancelWhere(() => true);
        this.#cancelLooks(() => true);
        this.#enqueue(() => this.#close());
        return;
    }
  }

  /** Resolves when everything taken so far is answered. */
  async idle(): Promise<void> {
    while (this.#waiting > 0) await this.#tail;
  }

  #makeWay(request: CompletionRequest): void {
    const rank = rankOf(request);
    this.#cancelWhere((older) => older.rank < rank || (older.rank === rank && older.document === request.document));
  }

  #cancelWhere(isUseless: (pending: Pending) => boolean): void {
    for (const [id, pending] of this.#pending) if (isUseless(pending)) this.#flags.cancel(id);
  }

  #cancelLooks(isUseless: (look: PendingLook) => boolean): void {
    for (const [id, look] of this.#looks) if (isUseless(look)) this.#flags.cancel(id);
  }

  #look(look: Look, document: string | undefined): void {
    this.#looks.set(look.id, { type: look.type, document });
    this.#background.add((pause) => this.#answerLook(look, pause), URGENCY[look.type]);
    this.#stepLater();
  }

  /** Lets what is done in the background go on when it is its turn: as soon as nothing else waits. */
  #stepLater(): void {
    if (this.#isStepping) return;
    this.#isStepping = true;
    this.#enqueue(async () => {
      await immediately(); // takes in messages that have come
      this.#isStepping = false;
      if (!this.#idle.cancelled) await this.#background.step();
      if (!this.#background.isEmpty) this.#stepLater();
    });
  }

  async #answerLook(look: Look, pause: Pause): Promise<void> {
    try {
      this.#reply(await this.#lookWith(look, this.#signalOf(look.id), pause));
    } catch (error) {
      this.#reply({ type: 'failed', id: look.id, error: toEngineError(error) });
    } finally {
      this.#looks.delete(look.id);
    }
  }

  async #lookWith(look: Look, signal: Signal, pause: Pause): Promise<Reply> {
    const { id } = look;
    if (signal.cancelled) return { type: 'dropped', id };
    const engine = this.#engine;
    if (!engine) throw new EngineFault('engine-not-open');
    switch (look.type) {
      case 'vocabulary':
        return { type: 'listed', id, vocabulary: engine.vocabulary() };
      case 'inspect': {
        const inspection = await engine.inspect(look.request, signal, pause, (done, of) => this.#reply({ type: 'reading', id, done, of }));
        return inspection ? { type: 'inspected', id, inspection } : { type: 'dropped', id };
      }
      case 'scan': {
        const isWhole = await engine.scan(look.request, signal, pause, (part) => this.#reply({ type: 'scanned', id, part }));
        return { type: isWhole ? 'done' : 'dropped', id };
      }
      case 'search': {
        const isWhole = await engine.search(look.request, signal, pause, (tree) => this.#reply({ type: 'searched', id, tree }));
        return { type: isWhole ? 'done' : 'dropped', id };
      }
    }
  }

  #signalOf(id: number): Signal {
    const flags = this.#flags;
    return {
      get cancelled() {
        return flags.isCancelled(id);
      },
    };
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
          this.#engine = await Engine.open(work.options, (fraction) => this.#reply({ type: 'opening', id: work.id, fraction }));
          this.#reply({ type: 'opened', id: work.id, model: this.#engine.info });
          return;
        case 'complete':
          await this.#completeAndPrepare(work);
          return;
      }
    } catch (error) {
      this.#reply({ type: 'failed', id: work.id, error: toEngineError(error) });
    }
  }

  async #completeAndPrepare(work: Extract<Request, { readonly type: 'complete' }>): Promise<void> {
    const completion = await this.#complete(work);
    this.#reply({ type: 'completed', id: work.id, completion });
    await this.#learn();
    // Of what was only read ahead all there is to prepare is the rest of it.
    if (!work.request.purpose || completion.window !== undefined) await this.#prepare(work.request, completion);
  }

  async #complete({ id, request }: Extract<Request, { readonly type: 'complete' }>): Promise<Completion> {
    const signal = this.#signalOf(id);
    try {
      if (!this.#engine) throw new EngineFault('engine-not-open');
      if (signal.cancelled) return CANCELLED;
      return await this.#engine.complete(request, signal, (token, text) => this.#reply({ type: 'token', id, token, text }));
    } finally {
      this.#pending.delete(id);
    }
  }

  /** Uses idle time to index what is to be remembered; what is left then is done after the next answer. */
  async #learn(): Promise<void> {
    await this.#engine?.learn(this.#idle).catch(() => {});
  }

  /** Uses idle time after an answer, until the next message comes. */
  async #prepare(request: CompletionRequest, completion: Completion): Promise<void> {
    clearTimeout(this.#longIdle);
    // The answer is given already: what fails here will fail again, and be told, when it is needed.
    if (!this.#idle.cancelled) await this.#engine?.prepare(request, completion, this.#idle).catch(() => {});
    this.#longIdle = setTimeout(() => this.#enqueue(() => this.#engine?.tuneThreads(this.#idle).catch(() => {})), LONG_IDLE);
  }

  async #close(): Promise<void> {
    clearTimeout(this.#longIdle);
    const engine = this.#engine;
    if (engine) this.#cancelLooks(() => true);
    while (engine && !this.#background.isEmpty) await this.#background.step(); // to their ends, as all are cancelled
    this.#engine = undefined;
    await engine?.close();
  }
}

/** How urgent requests are, the least first. */
const RANKS = ['speculation', 'prefill', undefined] as const;

const rankOf = ({ purpose }: CompletionRequest) => RANKS.indexOf(purpose);

const immediately = () => new Promise<void>((resolve) => setImmediate(resolve));
