import type { Prefix } from '../../protocol/messages';
import type { SamplingSettings } from '../../sampling/settings';

/** A cursor in a document, with all that the inspector asks about it. Plain data: the document may have changed since. */
export interface Place {
  /** Names the document, for the engine too. */
  readonly document: string;
  /** As a person calls it. */
  readonly name: string;
  readonly version: number;
  /** From 1. */
  readonly line: number;
  readonly column: number;
  readonly offset: number;
  /** How many cursors there are; this is the first. */
  readonly cursors: number;
  readonly prefix: Prefix;
  readonly suffix: string;
  /** Remembered sources that completions draw on here; absent without memory. */
  readonly neighbours?: readonly string[];
  readonly settings: SamplingSettings;
}

/** What is in front: a place to look at, or why there is none. */
export type Front =
  | { readonly kind: 'place'; readonly place: Place }
  | { readonly kind: 'no-editor' }
  /** The workspace is not trusted, and nothing is to be read in such. */
  | { readonly kind: 'untrusted' }
  | { readonly kind: 'unsupported'; readonly reason: 'too-large' | 'not-text' | 'excluded' };

/** A text to be read for how surprising it is. */
export interface Passage {
  readonly document: string;
  readonly version: number;
  readonly prefix: Prefix;
  readonly text: string;
}

/** Whether nothing has moved or changed from one place to the other. */
export function isSamePlace(a: Place, b: Place): boolean {
  return a.document === b.document && a.version === b.version && a.offset === b.offset && a.cursors === b.cursors;
}
