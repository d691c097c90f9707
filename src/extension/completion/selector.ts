import { type DocumentSelector, TabInputNotebookDiff, TabInputTextDiff, type TextDocument, window } from 'vscode';

/**
 * Where code is written: files here and elsewhere, new documents, notebook cells. By name, because everything else
 * that VS Code keeps as a document (output, one side of a comparison, the commit message box, comments, search
 * results, the input of a chat) is not.
 */
const SCHEMES = ['file', 'untitled', 'vscode-notebook-cell', 'vscode-remote', 'vscode-vfs'] as const;

export const SELECTOR: DocumentSelector = SCHEMES.map((scheme) => ({ scheme }));

const NAMES: ReadonlySet<string> = new Set(SCHEMES);

/** Documents of those schemes that are no code all the same: commit messages being written, saved searches. */
const OTHER_LANGUAGES: ReadonlySet<string> = new Set(['git-commit', 'git-rebase', 'scminput', 'search-result']);

/** Whether code is written in this document. */
export function isCode({ uri, languageId }: TextDocument): boolean {
  return NAMES.has(uri.scheme) && !OTHER_LANGUAGES.has(languageId);
}

/** Whether a document is being read in a comparison, now, rather than written. */
export function isCompared({ uri }: TextDocument): boolean {
  const input = window.tabGroups.activeTabGroup.activeTab?.input;
  if (input instanceof TabInputTextDiff) return input.modified.toString() === uri.toString();
  // Cells have addresses of their own, with the notebook's path.
  if (input instanceof TabInputNotebookDiff) return input.modified.path === uri.path;
  return false;
}
