import { toSpell } from '../../inspection/to-spell';
import type { Vocabulary } from '../../inspection/vocabulary';
import type { Inspection } from '../../protocol/inspection';

/**
 * What taking these tokens puts behind the cursor: what they write beyond the half-typed end that was taken back.
 * @returns undefined where they write something else than what stands there
 */
export function textToInsert(ids: readonly number[], inspection: Inspection, vocabulary: Vocabulary): string | undefined {
  const written = vocabulary.join(ids);
  const typed = toSpell(inspection, vocabulary);
  const shared = Math.min(written.length, typed.length);
  for (let index = 0; index < shared; index++) if (written[index] !== typed[index]) return undefined;
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(written.subarray(shared));
}

/** Whether what follows the position is what follows the text, rather than something in the middle of it. */
export function isAtCursor({ ids, position, path = 0 }: Inspection): boolean {
  return path === 0 && position === ids.length - 1;
}
