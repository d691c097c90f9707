import type { Inspection } from '../protocol/inspection';
import type { Vocabulary } from './vocabulary';

/** What the token after the position has to spell, or begin to: what is left of the bytes that healing took back. */
export function toSpell(
  { ids, position, healed, path = 0 }: Pick<Inspection, 'ids' | 'position' | 'healed' | 'path'>,
  vocabulary: Vocabulary,
): Uint8Array {
  const prompt = ids.length - path;
  if (position < prompt - 1) return new Uint8Array();
  return healed.subarray(Math.min(healed.length, vocabulary.join(ids.subarray(prompt, position + 1)).length));
}
