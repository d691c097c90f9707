import { Vocabulary } from '../../../src/inspection/vocabulary';
import type { VocabularyTable } from '../../../src/protocol/inspection';

function table(tokens: readonly (string | readonly number[])[], control: readonly number[] = []): VocabularyTable {
  const all = tokens.map((token) => (typeof token === 'string' ? [...new TextEncoder().encode(token)] : [...token]));
  let end = 0;
  const ends = all.map(({ length }) => (end += length));
  return { bytes: Uint8Array.from(all.flat()), ends: Uint32Array.from(ends), control: Uint32Array.from(control) };
}

/** A vocabulary of texts, or bytes. */
export function vocabularyOf(tokens: readonly (string | readonly number[])[], control: readonly number[] = []): Vocabulary {
  return new Vocabulary(table(tokens, control));
}
vocabularyOf.table = table;
