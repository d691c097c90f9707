import { NotebookCellKind, type NotebookDocument, type TextDocument, workspace } from 'vscode';

/** Between two cells: an empty line, as between the parts of a program. */
const BETWEEN_CELLS = '\n\n';

/** The cells before this one in its notebook, in their order: code in the same language. None for a document that is no cell. */
export function cellsBefore(document: TextDocument): readonly TextDocument[] {
  const cells = notebookOf(document)?.getCells() ?? [];
  const here = cells.findIndex((cell) => cell.document === document);
  return cells
    .slice(0, Math.max(0, here))
    .filter((cell) => cell.kind === NotebookCellKind.Code && cell.document.languageId === document.languageId)
    .map((cell) => cell.document);
}

/** The texts of cells as one, with what parts the last of them from the next cell. */
export function joined(cells: readonly TextDocument[]): string {
  return cells.map((cell) => cell.getText() + BETWEEN_CELLS).join('');
}

/**
 * The name under which the engine keeps what it has read. Cells of one notebook and language share it, as each goes on
 * where the one before has ended: what was read for one is not read again for the next.
 */
export function documentName(document: TextDocument): string {
  const notebook = notebookOf(document);
  return notebook ? notebookName(notebook, document.languageId) : document.uri.toString();
}

/** All names that `documentName` gives to the cells of a notebook. */
export function notebookNames(notebook: NotebookDocument): readonly string[] {
  const languages = new Set(notebook.getCells().map((cell) => cell.document.languageId));
  return [...languages].map((language) => notebookName(notebook, language));
}

function notebookName({ uri }: NotebookDocument, language: string): string {
  return `${uri.toString()}#${language}`;
}

function notebookOf(document: TextDocument): NotebookDocument | undefined {
  if (document.uri.scheme !== 'vscode-notebook-cell') return undefined;
  return workspace.notebookDocuments.find((notebook) => notebook.getCells().some((cell) => cell.document === document));
}
