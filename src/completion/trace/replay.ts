import type { Candidate, Completion, CompletionRequest } from '../../protocol/messages';
import { isCompletionRequest } from '../../protocol/validate';
import type { Source } from './trace';

/** A request to the engine with all that its answer depended on, and that answer: a file that can be run again. */
export interface Replay {
  readonly format: typeof FORMAT;
  readonly version: typeof VERSION;
  readonly model: ModelFile;
  /** Threads of a forward pass. */
  readonly threads: number;
  readonly request: CompletionRequest;
  readonly sources: readonly Source[];
  readonly answers: readonly Answer[];
}

export interface ModelFile {
  /** Its name, without the folder. */
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** One of the texts that the engine gave, best first. */
interface Answer {
  readonly text: string;
  readonly ids: readonly number[];
}

const FORMAT = 'inkling-replay';
const VERSION = 1;

/** What is saved of an answered request. */
export function replayOf(
  request: CompletionRequest,
  completion: Completion,
  sources: readonly Source[],
  model: ModelFile,
  threads: number,
): Replay {
  return {
    format: FORMAT,
    version: VERSION,
    model,
    threads,
    request: repeatable(request, completion),
    sources,
    answers: answersOf(completion),
  };
}

/** Without what depends on the clock: what was read is said, and where time ran out, so many tokens are wanted as were there by then. */
function repeatable(
  { timeLimit: _, purpose: __, patience: ___, ...timeless }: CompletionRequest,
  { stop, tokens, candidates, window }: Completion,
): CompletionRequest {
  const request = window === undefined ? timeless : { ...timeless, window };
  if (stop !== 'time-limit') return request;
  return { ...request, maxTokens: Math.max(tokens.length, ...(candidates ?? []).map((candidate) => candidate.tokens.length)) };
}

function answersOf(completion: Completion): Answer[] {
  const texts: readonly Pick<Candidate, 'text' | 'tokens'>[] = completion.candidates ?? [completion];
  return texts.map(({ text, tokens }) => ({ text, ids: tokens.map(({ id }) => id) }));
}

/** The value as a saved request; otherwise a sentence that says what is wrong with it. */
export function parseReplay(value: unknown): Replay | string {
  const { format, version, model, threads, request, sources, answers } = fields(value);
  if (format !== FORMAT) return 'It is no saved request.';
  if (version !== VERSION) return `It is of version ${String(version)}; this Inkling reads version ${VERSION}.`;
  const { name, bytes, sha256 } = fields(model);
  if (typeof name !== 'string' || typeof bytes !== 'number' || typeof sha256 !== 'string') return 'It does not say which model answered.';
  if (!Number.isSafeInteger(threads) || (threads as number) < 0) return 'It does not say with how many threads the model ran.';
  if (!isCompletionRequest(request)) return 'Its request is damaged.';
  if (!isListOf(sources, (source) => typeof source['name'] === 'string' && typeof source['text'] === 'string'))
    return 'Its related code is damaged.';
  const isAnswer = (answer: Fields) =>
    typeof answer['text'] === 'string' && Array.isArray(answer['ids']) && answer['ids'].every((id) => Number.isSafeInteger(id));
  if (!isListOf(answers, isAnswer)) return 'Its answer is damaged.';
  return value as Replay;
}

/** Where an answer is not the one that was saved, as a sentence; undefined when it is the same. */
export function difference({ answers }: Replay, completion: Completion): string | undefined {
  const now = answersOf(completion);
  for (const [index, answer] of answers.entries()) {
    const other = now[index];
    const which = `of text ${index + 1}`;
    if (!other) return `There are ${now.length} texts and were ${answers.length}.`;
    const at = answer.ids.findIndex((id, place) => id !== other.ids[place]);
    if (at !== -1) return `Token ${at + 1} ${which} is ${other.ids[at] ?? 'missing'} and was ${answer.ids[at]}.`;
    if (other.ids.length > answer.ids.length)
      return `Token ${answer.ids.length + 1} ${which} is ${other.ids[answer.ids.length]} and was not there.`;
    if (other.text !== answer.text) return `Text ${index + 1} is ${JSON.stringify(other.text)} and was ${JSON.stringify(answer.text)}.`;
  }
  return now.length > answers.length ? `There are ${now.length} texts and were ${answers.length}.` : undefined;
}

type Fields = Readonly<Record<string, unknown>>;

const fields = (value: unknown): Fields => (typeof value === 'object' && value !== null ? (value as Fields) : {});

const isListOf = (value: unknown, check: (item: Fields) => boolean) => Array.isArray(value) && value.every((item) => check(fields(item)));
