import type { VocabularyTable } from '../../protocol/inspection';
import type { Vocabulary } from '../model/tokenizer/vocabulary';

/** Every token of a vocabulary as plain data. */
export function vocabularyTable(vocabulary: Vocabulary): VocabularyTable {
  const ends = new Uint32Array(vocabulary.size);
  const control: number[] = [];
  let end = 0;
  for (let id = 0; id < vocabulary.size; id++) {
    end += vocabulary.bytes(id).length;
    ends[id] = end;
    if (vocabulary.isControl(id)) control.push(id);
  }
  const bytes = new Uint8Array(end);
  for (let id = 0; id < vocabulary.size; id++) bytes.set(vocabulary.bytes(id), id === 0 ? 0 : ends[id - 1]);
  return { bytes, ends, control: Uint32Array.from(control) };
}
