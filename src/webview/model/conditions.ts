import type { Frame } from '../../protocol/panel';

/** What a person has to know of a frame to read it right. */
export type Condition =
  /** The text before the window is not read. */
  | { readonly kind: 'truncated'; readonly characters: number; readonly window: number }
  /** Only the first of several cursors is looked at. */
  | { readonly kind: 'cursors'; readonly count: number }
  /** Nothing stands before the cursor. */
  | { readonly kind: 'empty' };

export function conditionsOf(frame: Frame | undefined): readonly Condition[] {
  if (!frame) return [];
  const { source, inspection } = frame;
  const conditions: Condition[] = [];
  const characters = source.kind === 'document' ? source.dropped : inspection.start;
  if (characters > 0) conditions.push({ kind: 'truncated', characters, window: inspection.cache.window });
  if (source.kind === 'document' && source.cursors > 1) conditions.push({ kind: 'cursors', count: source.cursors });
  if (inspection.ids.length === 1 && inspection.startsWithControl && inspection.healed.length === 0) conditions.push({ kind: 'empty' });
  return conditions;
}
