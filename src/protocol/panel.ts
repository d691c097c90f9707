/**
 * What the inspector's page and its host in the extension tell each other. Both check what they get.
 *
 * The page owns how things look and the samplers it tries; the host owns the document, the engine and the settings.
 */

import type { SamplingSettings, StepName } from '../sampling/settings';
import type { Inspection, LikelyToken, ScanPart, SearchTree, VocabularyTable } from './inspection';
import type { GeneratedToken, ModelInfo } from './messages';
import type { StopReason } from './stop-reason';

/** What the panel shows a result of, or why it shows none. */
export type PanelState =
  /** `message` is localised already. */
  | { readonly kind: 'no-model'; readonly message: string }
  | { readonly kind: 'loading'; readonly fraction: number }
  | { readonly kind: 'no-editor' }
  | { readonly kind: 'unsupported'; readonly reason: 'too-large' | 'not-text' | 'excluded' }
  | { readonly kind: 'reading'; readonly done: number; readonly of: number }
  | { readonly kind: 'live' }
  /** The last result stays, for a text that has changed since. */
  | { readonly kind: 'stale'; readonly line: number; readonly edits: number }
  | { readonly kind: 'pinned' }
  | { readonly kind: 'paused' }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'untrusted' }
  /** `message` is localised already. The last result stays. */
  | { readonly kind: 'error'; readonly message: string; readonly details: string }
  | { readonly kind: 'no-logits' };

/** Where an inspected text comes from. */
export type Source =
  | {
      readonly kind: 'document';
      readonly name: string;
      /** From 1, as the editor shows them. */
      readonly line: number;
      readonly column: number;
      readonly offset: number;
      readonly version: number;
      readonly cursors: number;
      /** Characters before the window, which the model does not read. */
      readonly dropped: number;
    }
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'suggestion';
      /** As it was shown. */
      readonly text: string;
      /** As they were written, those that are not shown included. */
      readonly tokens: readonly GeneratedToken[];
      /** How many of them, from the first on, are in what was shown. */
      readonly kept: number;
      /** Absent when the model was still writing. */
      readonly stop?: StopReason;
      /** What ended it, in sentences that are localised already. */
      readonly ending: readonly string[];
      /** The number in [0, 1) that each token was drawn with, and the seed that gives them; absent where chance had no part. */
      readonly drawn?: { readonly seed: number; readonly numbers: readonly number[] };
    }
  /** An inspection from a file, asked again. `differences` says in localised sentences what is not as it was; empty when all is. */
  | { readonly kind: 'replay'; readonly name: string; readonly differences: readonly string[] };

/** What the page applies and shows by its own choice. Settings and order of the steps may be others than those of completions. */
export interface Tried {
  readonly settings: SamplingSettings;
  readonly order: readonly StepName[];
  /** The seed of the coin, and how often it was flipped with it. */
  readonly coin?: { readonly seed: number; readonly flips: number };
  /** Whose attention is shown, from 0; the mean over all where absent. */
  readonly attention?: { readonly layer?: number; readonly head?: number };
}

export interface Frame {
  /** Rises with every frame; the highest wins. */
  readonly seq: number;
  readonly source: Source;
  readonly inspection: Inspection;
  /** What completions use at this place. */
  readonly settings: SamplingSettings;
  /** What the last edit cost: tokens that had to be read again, and the time it took; absent when nothing was edited. */
  readonly edit?: { readonly tokens: number; readonly milliseconds: number };
  /** What the last completion, of whatever document, wrote: tokens, and the time all of them took; absent before one wrote any. */
  readonly decode?: { readonly tokens: number; readonly milliseconds: number };
}

export interface PanelModel extends ModelInfo {
  readonly sha256?: string;
}

/** What belongs to a frame and is asked for only when somebody looks at it. */
export interface Extras extends Pick<Inspection, 'attention' | 'layers' | 'embedding' | 'sessionBytes'> {
  /** The likeliest tokens at the cursor before any setting: of those that spell what was taken back, and of all after the text as it is. */
  readonly healing?: { readonly on: readonly LikelyToken[]; readonly off: readonly LikelyToken[] };
}

export type ToPage =
  | { readonly type: 'model'; readonly model: PanelModel; readonly vocabulary: VocabularyTable }
  | { readonly type: 'state'; readonly state: PanelState }
  /** What is found, and the state that the page is in with it; the state stays as it is when absent. */
  | { readonly type: 'frame'; readonly frame: Frame; readonly state?: PanelState }
  /** What belongs to a frame and came later, such as attention. */
  | { readonly type: 'extras'; readonly seq: number; readonly extras: Extras }
  | { readonly type: 'settings'; readonly settings: SamplingSettings }
  | { readonly type: 'following'; readonly following: boolean; readonly pinned: boolean }
  /** Of the frame with this number, from the end of a path on; each takes the place of the one before with that path. */
  | { readonly type: 'search'; readonly seq: number; readonly path: readonly number[]; readonly tree: SearchTree; readonly done: boolean }
  /** A scan begins: of what, and of which document by its address. */
  | { readonly type: 'scanning'; readonly scope: ScanScope; readonly document: string }
  /** `from` is how many tokens came in the parts before; 0 begins a new scan. */
  | { readonly type: 'scan'; readonly part: ScanPart; readonly from: number; readonly done: boolean }
  | { readonly type: 'underlines'; readonly shown: boolean }
  | { readonly type: 'told'; readonly sentence: string }
  /** A command wants what is shown: the page answers with `copy` or `open-as-text`, and with what it applies. */
  | { readonly type: 'write'; readonly as: CopyFormat | 'text' };

export type ScanScope = 'selection' | 'function' | 'file';
export type CopyFormat = 'markdown' | 'csv' | 'json';

/** A section of the page whose contents cost the engine something. */
export type CostlySection = 'attention' | 'layers' | 'embedding';

export type FromPage =
  | { readonly type: 'ready' }
  /** Which costly sections are open: the host asks for them with every frame, and for no others. */
  | { readonly type: 'wanted'; readonly sections: readonly CostlySection[] }
  | { readonly type: 'look'; readonly position: number | undefined }
  | { readonly type: 'text'; readonly text: string | undefined }
  /** Whether the half-typed end is taken back and spelled again, as completions do. On until this says otherwise. */
  | { readonly type: 'heal'; readonly on: boolean }
  /** Of the frame that is shown, where something was taken back; answered with extras. */
  | { readonly type: 'compare-heal' }
  | { readonly type: 'follow'; readonly on: boolean }
  | { readonly type: 'pin'; readonly on: boolean }
  | { readonly type: 'refresh' }
  | { readonly type: 'cancel' }
  /** The action of the state shown: choose a model, trust, retry… */
  | { readonly type: 'act'; readonly kind: PanelState['kind'] }
  /** Takes what may follow the position that is shown. */
  | { readonly type: 'insert'; readonly ids: readonly number[] }
  /** Takes what a search has found behind the cursor. */
  | { readonly type: 'insert-path'; readonly ids: readonly number[] }
  | {
      readonly type: 'search';
      readonly width: number;
      readonly depth: number;
      readonly lengthPenalty: number;
      readonly path: readonly number[];
    }
  | { readonly type: 'stop-search' }
  | { readonly type: 'scan'; readonly scope: ScanScope }
  | { readonly type: 'stop-scan' }
  | { readonly type: 'underline'; readonly on: boolean }
  | { readonly type: 'reveal'; readonly start: number; readonly end: number }
  | { readonly type: 'save-settings'; readonly settings: SamplingSettings }
  /** What is shown, as the host writes it down. */
  | { readonly type: 'copy'; readonly format: CopyFormat; readonly tried: Tried }
  | { readonly type: 'copy-text'; readonly text: string }
  | { readonly type: 'open-as-text'; readonly tried: Tried }
  | { readonly type: 'save-replay' }
  | { readonly type: 'open-replay' }
  | { readonly type: 'leave' };
