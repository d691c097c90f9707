import { type Place, restOf, typedBetween } from '../../completion/lookup/place';
import type { Run } from '../../completion/trace/trace';

/** A suggestion that was given to VS Code, as far as it is not in the document yet. Whether it was seen is not to be known. */
export interface Shown {
  readonly place: Place;
  readonly text: string;
  readonly run: Run;
  /** When the first of this run was given. */
  readonly since: number;
}

/** What is there for less cannot be read, so that going on otherwise is no rejection. */
const READING_MS = 300;

/** What a person made of a suggestion, to judge by where the cursor is next. */
export function verdict({ place, text, since }: Shown, next: Place, time: number): 'pending' | 'accepted' | 'rejected' | 'unknown' {
  if (next.document !== place.document) return 'unknown';
  const typed = typedBetween(place, next);
  if (typed !== undefined && (typed === '' || restOf(text, typed) !== undefined)) return 'pending';
  if (typed?.startsWith(text)) return 'accepted';
  return time - since >= READING_MS ? 'rejected' : 'unknown';
}
