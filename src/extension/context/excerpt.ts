import { Position, Range, type TextDocument } from 'vscode';
import { SOURCE_LIMIT } from '../../protocol/sources';

/** The text of a document, or of a long one as much around a line as is remembered of a text. */
export function excerpt(document: TextDocument, line: number): string {
  const whole = document.offsetAt(new Position(document.lineCount, 0));
  if (whole <= SOURCE_LIMIT) return document.getText();
  const middle = document.offsetAt(new Position(line, 0));
  const start = Math.min(Math.max(0, middle - SOURCE_LIMIT / 2), whole - SOURCE_LIMIT);
  return document.getText(new Range(document.positionAt(start), document.positionAt(start + SOURCE_LIMIT)));
}
