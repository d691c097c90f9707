import { type Position, Range, type TextDocument } from 'vscode';
import { PREFIX_LIMIT, type Prefix, prefixStart, SUFFIX_LIMIT } from '../../protocol/prefix';
import { cellsBefore, joined } from './notebook';

/**
 * The text before the cursor as the engine wants it. Reads no more of a long document than that.
 * A cell of a notebook begins where the cells before it end, as if they were one document.
 */
export function readPrefix(document: TextDocument, position: Position): Prefix {
  const before = textBefore(document, position);
  const above = joined(cellsBefore(document));
  const room = before.start > 0 ? 0 : PREFIX_LIMIT - before.text.length;
  const kept = above.slice(Math.max(0, above.length - room));
  return { text: kept + before.text, start: above.length - kept.length + before.start };
}

function textBefore(document: TextDocument, position: Position): Prefix {
  const from = document.positionAt(prefixStart(document.offsetAt(position)));
  // Asked back, because there is no position between \r and \n.
  return { text: document.getText(new Range(from, position)), start: document.offsetAt(from) };
}

/** The text after the cursor, as much of it as anybody looks at. */
export function readAfter(document: TextDocument, position: Position): string {
  return document.getText(new Range(position, document.positionAt(document.offsetAt(position) + SUFFIX_LIMIT)));
}
