/** Where engines write in installed code: the cursors of the quality bench, as token ids. */
import type { Tokenizer } from '../../src/engine/model/tokenizer/tokenizer';
import { drawCursors } from '../quality/cursors';
import { findSources } from '../quality/sources';

/** A part of a file as token ids, and how many of them stand before each cursor, in rising order. */
export interface CursorText {
  readonly ids: readonly number[];
  readonly cursors: readonly number[];
}

const SEED = 4;
const CURSORS = 200;
const READ = 500; // tokens before the first cursor of a file, where it has as many

/** @param root the folder whose `node_modules` hold the packages */
export function textsWithCursors(tokenizer: Tokenizer, root: string): CursorText[] {
  const sources = findSources(root, ['typescript', 'javascript', 'python']);
  return drawCursors(sources, CURSORS, SEED).map(({ source, cursors }) => {
    const offsets = cursors.map(({ offset }) => offset);
    // A cursor inside a token is taken back to its beginning: what heals it is no part of the time for each token.
    const ends = endsOf(tokenizer, source.text.slice(0, offsets.at(-1)));
    const counts = offsets.map((offset) => Math.max(1, ends.places.findLastIndex((place) => place <= offset) + 1));
    const first = Math.max(0, counts[0]! - READ);
    return { ids: ends.ids.slice(first), cursors: [...new Set(counts.map((count) => count - first))] };
  });
}

/** The ids of a text, and at which UTF-16 unit each of them ends. */
function endsOf(tokenizer: Tokenizer, text: string): { readonly ids: readonly number[]; readonly places: readonly number[] } {
  const ids = tokenizer.encode(text);
  let at = 0;
  return { ids, places: ids.map((id) => (at += tokenizer.decode([id]).length)) };
}
