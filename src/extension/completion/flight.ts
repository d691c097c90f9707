import type { Confidence } from '../../completion/confidence/levels';
import { type Place, typedBetween } from '../../completion/lookup/place';
import type { Source } from '../../completion/trace/trace';
import type { Completion, CompletionRequest, GeneratedToken } from '../../protocol/messages';
import type { EngineClient } from '../engine/client';
import type { Clock } from '../engine/clock';

export interface FlightSetup {
  readonly engine: Pick<EngineClient, 'complete'>;
  readonly clock: Clock;
  readonly place: Place;
  readonly request: CompletionRequest;
  /** How sure the model has to be of what is shown. */
  readonly confidence: Confidence;
  readonly sources: readonly Source[];
  /** Told with the result before anybody who waits; not told of what was cancelled or failed. */
  readonly onLanded: (flight: Flight, completion: Completion) => void;
}

/**
 * A question that the engine is working on. It outlives VS Code's question: what is typed meanwhile may be what it is about to
 * say, and what it says in the end is kept for later.
 */
export class Flight {
  readonly place: Place;
  readonly request: CompletionRequest;
  readonly confidence: Confidence;
  /** The related code that the request names, as it was when it was made. */
  readonly sources: readonly Source[];
  readonly #clock: Clock;
  readonly #abort = new AbortController();
  readonly #listeners = new Set<() => void>();
  #text = '';
  #tokens: readonly GeneratedToken[] = [];
  #firstTokenAt: number | undefined;
  #end: 'landed' | 'cancelled' | Error | undefined;

  constructor({ engine, clock, place, request, sources, confidence, onLanded }: FlightSetup) {
    this.place = place;
    this.request = request;
    this.sources = sources;
    this.confidence = confidence;
    this.#clock = clock;
    const onToken = (token: GeneratedToken, text: string): void => {
      this.#tokens = [...this.#tokens, token];
      this.#text = text;
      this.#firstTokenAt ??= clock.now();
      this.#tell();
    };
    engine.complete(request, { signal: this.#abort.signal, onToken }).then(
      (completion) => {
        if (completion.stop !== 'cancelled') onLanded(this, completion);
        this.#finish(completion.stop === 'cancelled' ? 'cancelled' : 'landed');
      },
      (thrown: unknown) => this.#finish(thrown instanceof Error ? thrown : new Error(String(thrown))),
    );
  }

  /** What there is to insert so far. */
  get text(): string {
    return this.#text;
  }

  get tokens(): readonly GeneratedToken[] {
    return this.#tokens;
  }

  /** By the clock; undefined before there is a token. */
  get firstTokenAt(): number | undefined {
    return this.#firstTokenAt;
  }

  /** How it ended: with a result, without one, or with the fault that ended it; undefined while it goes on. */
  get end(): 'landed' | 'cancelled' | Error | undefined {
    return this.#end;
  }

  /** Whether what was typed since may still turn out to be what it says. */
  fits(place: Place): boolean {
    const typed = typedBetween(this.place, place);
    if (typed === undefined || this.#abort.signal.aborted) return false;
    return this.#text.length < typed.length ? typed.startsWith(this.#text) : this.#text.startsWith(typed);
  }

  cancel(): void {
    this.#abort.abort();
  }

  /** Settles when there is more, when it has ended, when the signal aborts, or after some milliseconds. */
  change(signal: AbortSignal, ms: number): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        this.#listeners.delete(done);
        signal.removeEventListener('abort', done);
        stop();
        resolve();
      };
      const stop = Number.isFinite(ms) ? this.#clock.after(ms, done) : () => {};
      this.#listeners.add(done);
      signal.addEventListener('abort', done, { once: true });
      if (signal.aborted || this.#end) done();
    });
  }

  #finish(end: 'landed' | 'cancelled' | Error): void {
    this.#end = end;
    this.#tell();
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}
