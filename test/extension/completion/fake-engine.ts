import { type PowerDecision, UNSAVED } from '../../../src/completion/power/policy';
import { Traces } from '../../../src/completion/trace/traces';
import { Completer } from '../../../src/extension/completion/completer';
import type { Question } from '../../../src/extension/completion/question';
import type { CompleteOptions } from '../../../src/extension/engine/client';
import { deferred } from '../../../src/extension/engine/deferred';
import type { Completion, CompletionRequest } from '../../../src/protocol/messages';
import { prefixOf } from '../../../src/protocol/prefix';
import { completion, FakeClock, settled } from '../engine/fake-transport';

/** One request as the test answers it. */
class Asked {
  readonly request: CompletionRequest;
  readonly #options: CompleteOptions;
  readonly #answer = deferred<Completion>();
  #text = '';

  constructor(request: CompletionRequest, options: CompleteOptions) {
    this.request = request;
    this.#options = options;
    options.signal?.addEventListener('abort', () => this.#answer.resolve(completion('', 'cancelled')));
  }

  get answer(): Promise<Completion> {
    return this.#answer.promise;
  }

  get isCancelled(): boolean {
    return this.#options.signal?.aborted === true;
  }

  streams(text: string, probability = 0.9): void {
    this.#text += text;
    this.#options.onToken?.({ id: 0, text, logprob: Math.log(probability) }, this.#text);
  }

  completes(text: string, ...others: readonly string[]): Promise<void> {
    const candidates = [text, ...others].map((one) => ({ text: one, tokens: [], logprob: -1, score: -1, stop: 'line-end' as const }));
    this.#answer.resolve({ ...completion(text), ...(this.request.count === undefined ? {} : { candidates }) });
    return settled();
  }

  fails(error: Error): void {
    this.#answer.reject(error);
  }
}

/** A completer with an engine that does what the test says, and a clock that stands. */
export function playedCompleter() {
  const asked: Asked[] = [];
  const clock = new FakeClock();
  const power = { decision: UNSAVED as PowerDecision };
  const traces = new Traces();
  const engine = {
    remembered: (name: string) => `text of ${name}`,
    complete: (request: CompletionRequest, options: CompleteOptions = {}) => {
      const one = new Asked(request, options);
      asked.push(one);
      return one.answer;
    },
  };
  const completer = new Completer({ engine, traces, power: () => power.decision, clock, date: () => 0 });
  /** Asks as VS Code does; `left` ends its question. */
  const ask = (marked: string, changes: Partial<Question> = {}) => {
    const controller = new AbortController();
    const answer = completer.answer(questionOf(marked, changes), controller.signal);
    answer.catch(() => {});
    return { answer, left: () => controller.abort(), texts: async () => (await answer).texts };
  };
  /** Asks, and lets the pause pass. */
  const askAndWait = async (marked: string, changes: Partial<Question> = {}) => {
    const question = ask(marked, changes);
    await settled();
    clock.pass(40);
    await settled();
    return question;
  };
  /** Those that decode for somebody, those that only read, and those that work ahead. */
  const requests = (purpose?: CompletionRequest['purpose']) => asked.filter(({ request }) => request.purpose === purpose);
  return { completer, asked, requests, clock, power, traces, ask, askAndWait };
}

export function questionOf(marked: string, changes: Partial<Question> = {}): Question {
  const cursor = marked.indexOf('|');
  const before = marked.slice(0, cursor);
  const after = marked.slice(cursor + 1);
  const [rest = ''] = after.split('\n');
  return {
    document: 'a',
    language: 'typescript',
    facts: {
      trigger: 'automatic',
      off: undefined,
      snoozedUntil: undefined,
      untrusted: false,
      excluded: undefined,
      readOnly: false,
      compared: false,
      code: true,
      length: before.length + after.length,
      lines: (before + after).split('\n').length,
      largeFileOptimizations: true,
      cursors: 1,
      comment: false,
      rest,
      selected: undefined,
    },
    read: () => ({ prefix: prefixOf(before), after, neighbours: undefined }),
    settings: { maxTokens: 64, multiline: 'auto', minimumConfidence: 'low' },
    choices: 3,
    ...changes,
  };
}

/** A question that the user asks by a command. */
export function invoked(marked: string): Partial<Question> {
  return { facts: { ...questionOf(marked).facts, trigger: 'invoked' } };
}
