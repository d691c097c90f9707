/** The text before the cursor, or the end of it: the engine never reads more than `PREFIX_LIMIT`. */
export interface Prefix {
  readonly text: string;
  /** Where `text` starts in the document. Decides where the token window starts, so that typing does not shift it. */
  readonly start: number;
}

/** The longest prefix that the engine looks at, in UTF-16 units: far more than its window of tokens ever holds. */
export const PREFIX_LIMIT = 65_536;

/** The longest text after the cursor that the engine looks at, in UTF-16 units. */
export const SUFFIX_LIMIT = 8_192;

/** Where the prefix of a cursor at `offset` starts in its document. */
export function prefixStart(offset: number): number {
  return Math.max(0, offset - PREFIX_LIMIT);
}

/** The prefix of a cursor at the end of `text`, where `text` is the document from its beginning. */
export function prefixOf(text: string): Prefix {
  const start = prefixStart(text.length);
  return { text: text.slice(start), start };
}
