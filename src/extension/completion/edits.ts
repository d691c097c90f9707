import { type Disposable, type TextDocumentChangeEvent, workspace } from 'vscode';
import type { Completer, Edit } from './completer';
import { documentName } from './notebook';

/** Tells of every change of a text; dispose the result to stop. */
export function followEdits(completer: Pick<Completer, 'edited'>): Disposable {
  return workspace.onDidChangeTextDocument((event) => {
    const edit = editOf(event);
    if (edit) completer.edited(edit);
  });
}

/** A key inserts a character, or with its closing bracket two, or a line break with its indentation, or deletes one. */
const KEY_TEXT = /^(\r?\n[ \t]*|[^\r\n]{0,2})$/;

/** A change as plain data; undefined when only something else about the document has changed. */
export function editOf({ document, contentChanges, reason }: TextDocumentChangeEvent): Edit | undefined {
  const [change] = contentChanges;
  if (!change) return undefined;
  const isKey = contentChanges.length === 1 && reason === undefined && KEY_TEXT.test(change.text) && change.rangeLength <= 1;
  return {
    document: documentName(document),
    inserted: contentChanges.map(({ text }) => text).join(''),
    isKey,
  };
}
