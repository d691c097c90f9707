import { type LabelPart, openBytes, tokenLabel } from './token-label';
import type { Vocabulary } from './vocabulary';

/** A token of the context, where it stands. */
export interface ContextToken {
  readonly position: number;
  readonly id: number;
  /** The characters of which the bytes came in several tokens, when this one ends them. */
  readonly joined?: readonly LabelPart[];
}

const WIDEST = 24; // tokens in a line: however long the document's are, only a few hundred tokens are on the page

/** The tokens in lines, as the document has them; a long line is broken. */
export function contextLines(ids: ArrayLike<number>, vocabulary: Vocabulary): readonly (readonly ContextToken[])[] {
  const lines: ContextToken[][] = [];
  let line: ContextToken[] = [];
  let begun: number[] = []; // tokens of a character that is not whole yet
  for (let position = 0; position < ids.length; position++) {
    const id = ids[position]!;
    const bytes = vocabulary.bytes(id);
    const isText = !vocabulary.isControl(id);
    let joined: readonly LabelPart[] | undefined;
    if (isText && (begun.length > 0 || openBytes(bytes) > 0)) {
      begun.push(id);
      const together = vocabulary.join(begun);
      if (openBytes(together) === 0) {
        joined = tokenLabel(together, false);
        begun = [];
      }
    } else begun = [];
    line.push({ position, id, ...(joined === undefined ? {} : { joined }) });
    if ((isText && bytes.includes(0x0a)) || line.length === WIDEST) {
      lines.push(line);
      line = [];
    }
  }
  if (line.length > 0) lines.push(line);
  return lines;
}
