/** How a string is written. Where several styles fit, the first of the list counts, so longer openers stand first. */
export interface StringStyle {
  readonly open: string;
  readonly close: string;
  /** What makes the next character an ordinary one: a backslash, the closing quote doubled, or nothing. */
  readonly escape: 'backslash' | 'doubled' | 'none';
  readonly multiline?: true;
  /** Holds one character, as `'x'` in C; where it does not, the quote is an apostrophe, a lifetime, a mark for numbers. */
  readonly single?: true;
  /** What opens code inside the string, closed by `}`. */
  readonly hole?: '${';
}

/** What a filter or rule has to know of a programming language, and nothing more: no grammar. */
export interface Language {
  /** What begins a comment that ends with its line. */
  readonly lineComments: readonly string[];
  /** Whether a comment begins only at a line's start or behind white space, as `#` in a shell. */
  readonly spacedComments?: true;
  readonly blockComments: readonly (readonly [open: string, close: string])[];
  readonly strings: readonly StringStyle[];
  /** Pairs of brackets that must match, such as `()[]{}`. */
  readonly brackets: string;
  /** Whether `/` can begin a regular expression. */
  readonly regex?: true;
  /** What shows where a block begins and ends. */
  readonly blocks: 'brackets' | 'indentation' | 'words' | 'tags' | 'none';
  /** The end of a line that opens a block. */
  readonly opens: RegExp;
  /** A line that does nothing but close a block. */
  readonly closes: RegExp;
  /** Whether its text is prose to a good part, where a sentence is no sign of a chat. */
  readonly isProse?: true;
}
