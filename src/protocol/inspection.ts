/**
 * What the inspector asks the engine, and what it is told: plain data, like `messages.ts`.
 *
 * T is the number of tokens read, V the size of the vocabulary. Tokens are known by id and position, never by text.
 */

import type { SamplingSettings } from '../sampling/settings';
import type { MemoryShare } from './memory-share';
import type { Prefix } from './prefix';
import type { StopReason } from './stop-reason';

/** A token and the natural logarithm of its probability. */
export interface ScoredToken {
  readonly id: number;
  readonly logprob: number;
}

/** A token and its probability in what it is one of. */
export interface LikelyToken {
  readonly id: number;
  readonly probability: number;
}

/** What the memory of the user's own code would add to the model's distribution. */
export interface MemoryPart {
  /** How much of the final distribution is memory: 0 is none. */
  readonly share: number;
  /** How many tokens before the position were found elsewhere. */
  readonly match: number;
  /** What followed them there; the probabilities sum to 1. */
  readonly tokens: readonly LikelyToken[];
}

/** How a token of a path came to be chosen. */
export interface PathStep {
  readonly id: number;
  /** Under the model alone, before any setting or constraint. */
  readonly logprob: number;
  /** In what it was chosen from: the same with the memory of the user's own code mixed in. */
  readonly chosen: number;
  /** There; 1 for the likeliest. */
  readonly rank: number;
  /** The likeliest there, at most 5. */
  readonly top: readonly ScoredToken[];
  /** Absent when nothing was mixed in. */
  readonly memory?: MemoryShare;
}

export interface InspectionRequest {
  /** Names the document whose cache is used. A completion for it always goes first. */
  readonly document: string;
  readonly prefix: Prefix;
  /** Whether the end is taken back and spelled again, as completions do. */
  readonly heal: boolean;
  /** Tokens taken as given after those of the prefix, such as a suggestion's: they are read too. */
  readonly path?: readonly number[];
  /** Whether to tell of each token of the path how it came to be chosen. */
  readonly steps?: boolean;
  /** Which of the tokens read to look at: what follows `ids[position]`. When absent the last; with `steps` the last of the prefix. */
  readonly position?: number;
  /** As in a completion: names of remembered sources; absent is without memory. */
  readonly neighbours?: readonly string[];
  readonly suffix?: string;
  readonly attention?: boolean;
  readonly layers?: boolean;
  readonly embedding?: boolean;
}

/** One position of a text, as the model sees it. */
export interface Inspection {
  /** (T) the exact tokens read, those of the path included. */
  readonly ids: Int32Array;
  /** Where `ids[0]` begins in the document, in UTF-16 units. */
  readonly start: number;
  /** Whether `ids[0]` is a token that stands for no text, such as the start of a text. */
  readonly startsWithControl: boolean;
  /** How many of the ids, at their end, are the path's; absent without one. */
  readonly path?: number;
  /** Bytes that healing took back, to be spelled again by what follows the prefix; empty without. */
  readonly healed: Uint8Array;
  readonly position: number;
  /** (V) of the token after `position`, before any setting or constraint. */
  readonly logits: Float32Array;
  /** Only where the position is the cursor, or on the path behind it. */
  readonly memory?: MemoryPart;
  /** Of the tokens up to `position`, how many were in the cache, and how many were computed. */
  readonly reused: number;
  readonly prefilled: number;
  readonly timings: { readonly tokenize: number; readonly prefill: number; readonly total: number };
  readonly cache: {
    /** Tokens in this document's cache, and how many a window holds. */
    readonly tokens: number;
    readonly window: number;
    /** Of all documents together. */
    readonly bytes: number;
    readonly budget: number;
  };
  /** Of each token of the path. */
  readonly steps?: readonly PathStep[];
  /** Memory of the second session, of attention and layers, as measured when it was opened, in bytes; absent while it is closed. */
  readonly sessionBytes?: number;
  readonly attention?: AttentionWeights;
  /** From the first layer to the last: what the model would have said there. */
  readonly layers?: readonly { readonly layer: number; readonly top: readonly ScoredToken[] }[];
  /** Of the token at `position`: its length, and the most similar tokens without itself. */
  readonly embedding?: {
    readonly norm: number;
    readonly neighbours: readonly { readonly id: number; readonly cosine: number }[];
  };
}

/** How strongly `position` attends to each token up to itself. */
export interface AttentionWeights {
  readonly layers: number;
  readonly heads: number;
  readonly tokens: number;
  /** (layers, heads, tokens) each row sums to 1. */
  readonly weights: Float32Array;
}

/** Every token of a vocabulary, so that a page can write any id. */
export interface VocabularyTable {
  /** The bytes of all tokens, one after the other. */
  readonly bytes: Uint8Array;
  /** (V) where each token's bytes end in `bytes`. */
  readonly ends: Uint32Array;
  /** Ids that stand for no text. */
  readonly control: Uint32Array;
}

export interface ScanRequest {
  readonly document: string;
  /** The text before the one that is scanned. */
  readonly prefix: Prefix;
  readonly text: string;
}

/** How well the model foresaw one token of a text. */
export interface ScannedToken {
  readonly id: number;
  /** Where it begins and ends in the document, in UTF-16 units; a part of a character is widened to the whole. */
  readonly start: number;
  readonly end: number;
  readonly logprob: number;
  /** 1 for the likeliest token. */
  readonly rank: number;
  /** What was likelier, or likeliest; at most 5. */
  readonly top: readonly ScoredToken[];
}

export interface ScanPart {
  readonly tokens: readonly ScannedToken[];
  /** Of the whole scan, 0 to 1. */
  readonly done: number;
}

/** The most that a search does; the least is 1, and 0 for the penalty. */
export const SEARCH_LIMITS = { width: 8, depth: 32, lengthPenalty: 2 } as const;

export interface SearchRequest {
  readonly document: string;
  readonly prefix: Prefix;
  readonly heal: boolean;
  /** Tokens that are taken as given after the prefix, to expand a node. */
  readonly path?: readonly number[];
  /** As in a completion: names of remembered sources; absent is without memory. */
  readonly neighbours?: readonly string[];
  readonly suffix?: string;
  readonly width: number;
  readonly depth: number;
  readonly lengthPenalty: number;
  /** For the sampled path. */
  readonly sampling: SamplingSettings;
}

/** The greedy, the sampled and the beams' paths from the cursor on, as one tree. */
export interface SearchTree {
  /**
   * A node's parent comes before it; -1 is the cursor, or the end of the path that was given. `logprob` is the token's own,
   * after its path, in what tokens are chosen from: the memory of the user's own code included. A pruned one is on no path: a beam that was given up, or a token that was considered.
   */
  readonly nodes: readonly { readonly id: number; readonly parent: number; readonly logprob: number; readonly pruned: boolean }[];
  readonly paths: readonly {
    readonly kind: 'greedy' | 'sample' | 'beam';
    /** The last node of the path; -1 when it has none. */
    readonly node: number;
    readonly logprob: number;
    readonly score: number;
    /** What it adds behind the cursor, or behind the path that was given. */
    readonly text: string;
    /** Absent while it is followed. */
    readonly stop?: StopReason;
  }[];
  /** Forward passes made, and at most needed. */
  readonly passes: number;
  readonly most: number;
}
