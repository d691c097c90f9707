import { type Position, Range, type TextDocument } from 'vscode';
import type { Prefix } from '../../protocol/messages';
import { prefixStart } from '../../protocol/prefix';

/** The text before the cursor as the engine wants it. Reads no more of a long document than that. */
export function readPrefix(document: TextDocument, position: Position): Prefix {
  const from = document.positionAt(prefixStart(document.offsetAt(position)));
  // Asked back, because there is no position between \r and \n.
  return { text: document.getText(new Range(from, position)), start: document.offsetAt(from) };
}
