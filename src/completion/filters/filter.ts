/** Where a suggestion stands: the document around the cursor, not necessarily from its beginning or to its end. */
export interface Place {
  /** VS Code's identifier of the language. */
  readonly language: string;
  readonly before: string;
  readonly after: string;
}

/**
 * What is left of a suggestion: a beginning of it, or '' when it is better not shown; `indentation` alone may write white space anew.
 * One that finds no fault returns the text itself.
 */
export type Filter = (text: string, place: Place) => string;

/** The text up to an offset, without the white space that led to what is cut. */
export function cut(text: string, at: number): string {
  return text.slice(0, at).trimEnd();
}
