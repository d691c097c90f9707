import type { Prefix } from '../../protocol/prefix';
import type { SamplingSettings } from '../../sampling/settings';

/** Where a cursor is, without the text around it: known at every key for nothing. */
export interface Spot {
  /** Names the document, for the engine too. */
  readonly document: string;
  readonly version: number;
  readonly offset: number;
  /** How many cursors there are; this is the first. */
  readonly cursors: number;
}

/** A cursor in a document, with all that the inspector asks about it. Plain data: the document may have changed since. */
export interface Place extends Spot {
  /** As a person calls it. */
  readonly name: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
  readonly prefix: Prefix;
  readonly suffix: string;
  /** Remembered sources that completions draw on here; absent without memory. */
  readonly neighbours?: readonly string[];
  readonly settings: SamplingSettings;
}

/** What is in front: a place to look at, or why there is none. */
export type Front = { readonly kind: 'place'; readonly place: Place } | Nothing;

/** The same, with as little of the place as tells whether it is another one. */
export type Where = { readonly kind: 'place'; readonly place: Spot } | Nothing;

type Nothing =
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
export function isSamePlace(a: Spot, b: Spot): boolean {
  return a.document === b.document && a.version === b.version && a.offset === b.offset && a.cursors === b.cursors;
}
