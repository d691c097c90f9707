import { linesOf, wordsOf } from './words';

/** About a function: shorter ones say little, longer ones bring much that is of no use. */
const LINES = 32;

/** Some lines of a text. */
export interface Chunk {
  /** How many chunks of the text stand before it. */
  readonly place: number;
  /** Ends with a line break. */
  readonly text: string;
  readonly words: ReadonlySet<string>;
  readonly lines: ReadonlySet<string>;
}

/** A text in pieces of as many lines each, from its beginning; without those that say nothing. */
export function chunksOf(text: string): readonly Chunk[] {
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  const chunks: Chunk[] = [];
  for (let line = 0; line < lines.length; line += LINES) {
    const piece = `${lines.slice(line, line + LINES).join('\n')}\n`;
    const words = wordsOf(piece);
    if (words.size > 0) chunks.push({ place: line / LINES, text: piece, words, lines: linesOf(piece) });
  }
  return chunks;
}
