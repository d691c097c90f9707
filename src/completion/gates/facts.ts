/** Who wants a suggestion: VS Code after a key, or the user by a command. */
export type Trigger = 'automatic' | 'invoked';

/** How large a document is, and what VS Code makes of that. */
export interface Size {
  /** UTF-16 units of the document. */
  readonly length: number;
  readonly lines: number;
  /** VS Code's setting: whether it does without much in long documents, ghost text among it. */
  readonly largeFileOptimizations: boolean;
}

/** What decides whether to complete at all, as it was when VS Code asked. */
export interface Facts extends Size {
  readonly trigger: Trigger;
  /** Where completions are switched off, if they are. */
  readonly off: 'globally' | 'language' | 'file' | undefined;
  /** When a snooze ends, in milliseconds since 1970; infinite when it lasts until a restart. */
  readonly snoozedUntil: number | undefined;
  /** Whether the workspace is not trusted, and completions are not wanted in such. */
  readonly untrusted: boolean;
  /** Why the file is not read, as a sentence. */
  readonly excluded: string | undefined;
  readonly readOnly: boolean;
  /** Whether the document is being read in a comparison. */
  readonly compared: boolean;
  /** Whether code is written in such documents, as it is not in output or a commit message. */
  readonly code: boolean;
  readonly cursors: number;
  /** Whether the cursor is in a comment, and completions are not wanted there. */
  readonly comment: boolean;
  /** The line from the cursor on. */
  readonly rest: string;
  /** Of the open suggestion list: the selected entry, and the text that it takes the place of up to the cursor. */
  readonly selected: { readonly entry: string; readonly typed: string } | undefined;
}
