import { TabInputText, TabInputTextDiff, type TextDocument, type Uri, window, workspace } from 'vscode';

/** Files that have a tab, by their addresses. VS Code keeps more documents than those: what other extensions look at, and closed ones. */
export function tabUris(): ReadonlyMap<string, Uri> {
  const found = new Map<string, Uri>();
  for (const { tabs } of window.tabGroups.all) {
    for (const { input } of tabs) {
      const uri = input instanceof TabInputText ? input.uri : input instanceof TabInputTextDiff ? input.modified : undefined;
      if (uri) found.set(uri.toString(), uri);
    }
  }
  return found;
}

/** The documents behind these tabs; a tab that was not looked at since the window was opened has none. */
export function documentsOf(tabs: ReadonlyMap<string, Uri>): readonly TextDocument[] {
  return workspace.textDocuments.filter(({ uri, isClosed }) => !isClosed && tabs.has(uri.toString()));
}
