import { EngineClient } from '../../../src/extension/engine/client';
import { Clock } from '../../../src/extension/engine/clock';
import type { EngineState } from '../../../src/extension/engine/state';
import type { StartTransport, TransportEvents } from '../../../src/extension/engine/transport';
import type { Completion, CompletionRequest, ModelInfo, Reply, Request } from '../../../src/protocol/messages';

export const MODEL: ModelInfo = {
  name: 'fake',
  path: '/models/fake.gguf',
  architecture: 'none',
  quantisation: { F32: 1 },
  parameters: 1,
  fileBytes: 1,
  vocabulary: 1,
  layers: 1,
  heads: 1,
  kvHeads: 1,
  headDim: 1,
  embedding: 1,
  context: 1,
  window: 1,
  cacheBytesPerToken: 1,
  runtime: 'none',
  threads: 2,
  loadTime: 900,
  residentBytes: 180e6,
  inspectionBytes: 1e8,
};

export function completion(text: string, stop: Completion['stop'] = 'line-end'): Completion {
  return {
    text,
    tokens: [],
    stop,
    timings: { tokenize: 1, prefill: 10, decode: 20, total: 31 },
    counts: { prompt: 9, reused: 7, prefilled: 2, decoded: 5, guessed: 1 },
  };
}

export function request(document: string, text = 'let x'): CompletionRequest {
  return { document, prefix: { text, start: 0 }, extent: 'line', maxTokens: 64 };
}

/** One engine as the test plays it. */
export class FakeEngine {
  readonly sent: Request[] = [];
  readonly #events: TransportEvents;
  ended = false;

  constructor(events: TransportEvents) {
    this.#events = events;
  }

  says(reply: Reply): void {
    this.#events.onMessage(reply);
  }

  saysAnything(value: unknown): void {
    this.#events.onMessage(value);
  }

  opens(): void {
    this.says({ type: 'opened', id: this.idOf('open'), model: MODEL });
  }

  crashes(reason = 'SIGKILL'): void {
    this.#events.onExit({ code: 'engine-crashed', args: [reason] });
  }

  /** The id of the last request of a type. */
  idOf(type: 'open' | 'complete' | 'cancel'): number {
    const found = this.sent.findLast((sent) => sent.type === type);
    if (!found || !('id' in found)) throw new Error(`no ${type} was sent`);
    return found.id;
  }

  types(): string[] {
    return this.sent.map(({ type }) => type);
  }
}

/** A clock that never waits, and writes down how long it should have; what is for later happens when the test says so. */
export class FakeClock extends Clock {
  readonly slept: number[] = [];
  readonly #later = new Set<{ readonly at: number; readonly action: () => void }>();
  time = 0;

  override now(): number {
    return this.time;
  }

  override async sleep(ms: number): Promise<void> {
    this.slept.push(ms);
    this.time += ms;
  }

  override after(ms: number, action: () => void): () => void {
    const timer = { at: this.time + ms, action };
    this.#later.add(timer);
    return () => this.#later.delete(timer);
  }

  get timers(): number {
    return this.#later.size;
  }

  pass(ms: number): void {
    this.time += ms;
    for (const timer of [...this.#later].filter(({ at }) => at <= this.time)) {
      this.#later.delete(timer);
      timer.action();
    }
  }
}

/** A client with engines that do what the test says; `engines` are those it started, in order. */
export function playedClient(idleTime?: () => number) {
  const engines: FakeEngine[] = [];
  const states: EngineState['kind'][] = [];
  const log: string[] = [];
  const clock = new FakeClock();
  const start: StartTransport = (events) => {
    const engine = new FakeEngine(events);
    engines.push(engine);
    return {
      send: (message) => engine.sent.push(message),
      end: async () => {
        engine.ended = true;
      },
    };
  };
  const note = (message: string): number => log.push(message);
  const client = new EngineClient({
    start,
    options: () => ({ modelPath: '/models/fake.gguf', threads: 2 }),
    log: { debug: note, info: note, warn: note, error: note },
    clock,
    ...(idleTime && { idleTime }),
  });
  client.onStateChange(({ kind }) => states.push(kind));
  return { client, engines, states, log, clock };
}

/** Lets everything that waits for nothing but promises happen. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
