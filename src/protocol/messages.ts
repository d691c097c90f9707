/**
 * Everything that crosses a process or thread line: extension or test ⇄ engine process ⇄ inference worker.
 *
 * Messages are plain data (structured clone), requests carry an id that every answer to them repeats.
 * Text positions are UTF-16 code units, times are milliseconds, log-probabilities are natural.
 */

import type { SamplingSettings } from '../sampling/settings';
import type { EngineError } from './errors';
import type { Inspection, InspectionRequest, ScanPart, ScanRequest, SearchRequest, SearchTree, VocabularyTable } from './inspection';
import type { MemoryShare } from './memory-share';
import type { Prefix } from './prefix';
import type { StopReason } from './stop-reason';

/** Where a completion ends by itself: before the next line break, or with the block that the cursor stands in. */
export type Extent = 'line' | 'block';

export interface EngineOptions {
  /** Absolute path of the model file (GGUF). */
  readonly modelPath: string;
  /** Threads of one forward pass; 0 lets the engine choose. */
  readonly threads: number;
  /** Where the fastest number of threads is remembered once it was measured; absent to measure nothing. */
  readonly threadMemory?: string;
  /** Memory for the caches of all documents, in bytes; 256 MB when absent. */
  readonly cacheMemory?: number;
}

/**
 * What a request is for that nobody waits for; it gives way to any newer request that is more urgent, for any document.
 * `prefill` reads the text and decodes nothing, so that the next request finds it read; `speculation`, the least urgent,
 * prepares what may be asked next.
 */
export type Purpose = 'prefill' | 'speculation';

export interface CompletionRequest {
  /** Names the document whose cache is used, such as its URI. */
  readonly document: string;
  readonly prefix: Prefix;
  readonly extent: Extent;
  readonly maxTokens: number;
  /** Time for decoding after the prefill, in milliseconds; absent means no limit. */
  readonly timeLimit?: number;
  /**
   * A single continuation ends with the token that makes the joint probability of what begins behind the cursor fall below
   * this, 0 to 1: what follows would not be shown. With the memory as in `sureness.ts`; absent for no such end.
   */
  readonly leastProbability?: number;
  /** Tokens of the document that are read at most; the model's window when absent. */
  readonly window?: number;
  /**
   * Milliseconds that reading may take: where it is expected to take longer, a shorter window is read if that is much sooner, and
   * the whole one afterwards, in idle time. Absent for no limit.
   */
  readonly patience?: number;
  /** How tokens are chosen; absent means greedily. */
  readonly sampling?: SamplingSettings;
  /**
   * So many beginnings of the first word compete, and a single greedy continuation goes on from the likeliest word; 1, when absent,
   * is plain greedy decoding.
   */
  readonly beginnings?: number;
  /** How many different continuations are wanted; when absent, one and no list. With beam search no more than there are beams. */
  readonly count?: number;
  /** Whether passes may check guesses; the text is the same either way. On when absent. */
  readonly lookup?: boolean;
  /**
   * The memory of the user's own code: names of remembered sources that may be drawn on, the most related first. With an empty
   * list only the document itself is; when absent, the memory is off.
   */
  readonly neighbours?: readonly string[];
  /** The text after the cursor, or the beginning of it: the engine never reads more than `SUFFIX_LIMIT`, see `prefix.ts`. */
  readonly suffix?: string;
  /** Absent when somebody waits for the answer. */
  readonly purpose?: Purpose;
}

export interface GeneratedToken {
  readonly id: number;
  /** The text of this token alone; a part of a character shows as U+FFFD. */
  readonly text: string;
  /** Natural logarithm of the model's probability for it, before any constraint. */
  readonly logprob: number;
  /** Absent when nothing was mixed in. */
  readonly memory?: MemoryShare;
}

/** Hears of each token as soon as it is chosen, with the text to insert at the cursor so far. */
export type OnToken = (token: GeneratedToken, text: string) => void;

/** One of several continuations. */
export interface Candidate {
  readonly text: string;
  readonly tokens: readonly GeneratedToken[];
  /** The joint log-probability of its tokens, before any setting. */
  readonly logprob: number;
  /** What the strategy ranked it by. */
  readonly score: number;
  readonly stop: StopReason;
  /** Whose numbers its tokens were drawn with, one each in order; absent where chance had no part. */
  readonly seed?: number;
}

export interface Timings {
  readonly tokenize: number;
  readonly prefill: number;
  readonly decode: number;
  readonly total: number;
}

export interface TokenCounts {
  /** Tokens of the prompt, the healed ones not included. */
  readonly prompt: number;
  /** Of those, how many are code of other files, with their names; absent when none are. */
  readonly others?: number;
  /** Of the prompt, how many were in the document's cache. */
  readonly reused: number;
  readonly prefilled: number;
  readonly decoded: number;
  /** Of those, how many were guessed right. */
  readonly guessed: number;
}

export interface Completion {
  /** What to insert at the cursor: begins there, and ends before the line break or with the block. */
  readonly text: string;
  /** As generated; joined they may begin with what healing backed over. */
  readonly tokens: readonly GeneratedToken[];
  readonly stop: StopReason;
  /** How many tokens were read at most, where for lack of patience they were fewer than the request allows. */
  readonly window?: number;
  /** When several were asked for: all that were found, best first; the first is this completion. */
  readonly candidates?: readonly Candidate[];
  readonly timings: Timings;
  readonly counts: TokenCounts;
}

export interface ModelInfo {
  readonly name: string;
  readonly path: string;
  readonly architecture: string;
  /** Tensor types with how many tensors have each, such as `{ Q4_1: 210, Q8_0: 1, F32: 61 }`. */
  readonly quantisation: Readonly<Record<string, number>>;
  readonly parameters: number;
  readonly fileBytes: number;
  readonly vocabulary: number;
  readonly layers: number;
  readonly heads: number;
  readonly kvHeads: number;
  readonly headDim: number;
  readonly embedding: number;
  /** Longest text the model was trained for, in tokens. */
  readonly context: number;
  /** Tokens of a document that a completion reads at most. */
  readonly window: number;
  readonly cacheBytesPerToken: number;
  readonly runtime: string;
  readonly threads: number;
  /** Milliseconds it took to open. */
  readonly loadTime: number;
  /** Resident memory of the engine's process after opening, in bytes. */
  readonly residentBytes: number;
  /** About what looking at attention and layers takes more until it is released, in bytes. */
  readonly inspectionBytes: number;
}

/**
 * From the client to the engine. `open` comes first and once; `cancel`, `close`, `release` and
 * `shutdown` have no answer, and neither have `remember` and `forget`. What the inspector asks gives way to completions between
 * any two passes, and a newer request of its kind for the same document takes its place. `release` frees what only looking at
 * attention and layers needs. `remember` gives the engine
 * the text of a source, such as an open file, for completions that name it; a later one of the same name takes its place.
 */
export type Request =
  | { readonly type: 'open'; readonly id: number; readonly options: EngineOptions }
  | { readonly type: 'complete'; readonly id: number; readonly request: CompletionRequest }
  | { readonly type: 'inspect'; readonly id: number; readonly request: InspectionRequest }
  | { readonly type: 'vocabulary'; readonly id: number }
  | { readonly type: 'scan'; readonly id: number; readonly request: ScanRequest }
  | { readonly type: 'search'; readonly id: number; readonly request: SearchRequest }
  | { readonly type: 'release' }
  | { readonly type: 'cancel'; readonly id: number }
  | { readonly type: 'close'; readonly document: string }
  | { readonly type: 'remember'; readonly source: string; readonly text: string }
  | { readonly type: 'forget'; readonly source: string }
  | { readonly type: 'shutdown' };

/**
 * From the engine to the client. Every request with an id, but for `cancel`, gets exactly one last answer: `opened`, `completed`,
 * `inspected` after any number of `reading`, `listed`, `done` after any number of `scanned` or `searched`, or `failed`. The inspector's requests are
 * `dropped` when they were cancelled or a newer one took their place.
 */
export type Reply =
  /** How much of the opening is done, 0 to 1; said a few times, or never. */
  | { readonly type: 'opening'; readonly id: number; readonly fraction: number }
  | { readonly type: 'opened'; readonly id: number; readonly model: ModelInfo }
  | {
      readonly type: 'token';
      readonly id: number;
      readonly token: GeneratedToken;
      /** What there is to insert at the cursor so far, this token included. */
      readonly text: string;
    }
  | { readonly type: 'completed'; readonly id: number; readonly completion: Completion }
  /** How many tokens of an inspection have been read, where that takes several passes. */
  | { readonly type: 'reading'; readonly id: number; readonly done: number; readonly of: number }
  | { readonly type: 'inspected'; readonly id: number; readonly inspection: Inspection }
  | { readonly type: 'listed'; readonly id: number; readonly vocabulary: VocabularyTable }
  | { readonly type: 'scanned'; readonly id: number; readonly part: ScanPart }
  /** The whole tree so far: it takes the place of the one before. */
  | { readonly type: 'searched'; readonly id: number; readonly tree: SearchTree }
  | { readonly type: 'done'; readonly id: number }
  | { readonly type: 'dropped'; readonly id: number }
  | { readonly type: 'failed'; readonly id: number; readonly error: EngineError };
