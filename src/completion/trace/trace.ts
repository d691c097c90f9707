import type { Candidate, Completion, CompletionRequest } from '../../protocol/messages';
import type { FilterName } from '../filters';
import type { Facts } from '../gates/facts';
import type { GateName } from '../gates/gates';
import type { PowerReason } from '../power/policy';

/** Where a suggestion may come from, in the order in which it is looked for. */
export const LOOKUPS = ['typed-along', 'earlier-answer', 'in-flight', 'engine'] as const;
export type LookupName = (typeof LOOKUPS)[number];

/** What was made of one text of the model. */
export interface Shaping {
  readonly raw: string;
  /** What was left for the filters: of what the model was sure enough, without a line that a limit cut off; absent when all of it. */
  readonly sure?: string;
  /** What took the rest away: the level of confidence, a limit in the middle of a line, or that the model was still writing. */
  readonly cut?: 'confidence' | 'limit' | 'unfinished';
  readonly steps: readonly { readonly name: FilterName; readonly before: string; readonly after: string }[];
  /** What is shown of it; '' for nothing. */
  readonly text: string;
}

/** Code that a request names, as it was then. */
export interface Source {
  readonly name: string;
  readonly text: string;
}

/** One question to the engine. */
export interface Run {
  readonly request: CompletionRequest;
  /** Undefined when it was not over when the trace was written. */
  readonly completion: Completion | undefined;
  /** What had been written by then, when it was not over. */
  readonly written?: Pick<Candidate, 'text' | 'tokens'>;
  /** The related code that the request names. */
  readonly sources: readonly Source[];
  /** Of each text that the model gave, best first. */
  readonly shapings: readonly Shaping[];
}

/** Why there is no suggestion. */
export type Silence = 'gate' | 'left' | 'cancelled' | 'failed' | 'model-silent' | 'filtered' | 'already-there' | 'list-disagrees';

/** What happened to one question of VS Code: all that there is to say about why there is a suggestion, or none. */
export interface Trace {
  /** When it was asked, in milliseconds since 1970. */
  readonly time: number;
  readonly document: string;
  readonly language: string;
  readonly facts: Facts;
  /** The gate that was closed; those before it were open, and with none all were. */
  readonly closed: GateName | undefined;
  /** Where was looked, up to where something was found. */
  readonly lookups: readonly { readonly name: LookupName; readonly found: boolean }[];
  /** The wait before decoding, which may have begun with the key; undefined when nothing had to be decoded for this question. */
  readonly pause: { readonly ms: number; readonly power: PowerReason } | undefined;
  /** Milliseconds from the question to the answer. */
  readonly total: number;
  /** The run that the answer is from, perhaps one for an earlier question. */
  readonly run: Run | undefined;
  /** Best first; empty when nothing is suggested. */
  readonly texts: readonly string[];
  /** Whether the engine was still decoding: the rest is for the next question. */
  readonly isPart: boolean;
  readonly silence: Silence | undefined;
}
