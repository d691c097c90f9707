import { commands, type DocumentSymbol, Range, SymbolKind, type TextEditor } from 'vscode';
import type { ScanScope } from '../../protocol/panel';
import { readPrefix } from '../completion/prefix';
import type { Passage } from './place';

const FUNCTIONS: ReadonlySet<SymbolKind> = new Set([SymbolKind.Function, SymbolKind.Method, SymbolKind.Constructor]);

/** The text of a scope around the cursor; undefined when there is none, as in an empty selection or outside of any function. */
export async function passageOf({ document, selection }: TextEditor, scope: ScanScope): Promise<Passage | undefined> {
  const range = await rangeOf();
  if (!range) return undefined;
  const text = document.getText(range);
  if (text.trim() === '') return undefined;
  return { document: document.uri.toString(), version: document.version, prefix: readPrefix(document, range.start), text };

  async function rangeOf(): Promise<Range | undefined> {
    switch (scope) {
      case 'selection':
        return selection.isEmpty ? undefined : selection;
      case 'file':
        return new Range(document.positionAt(0), document.lineAt(document.lineCount - 1).range.end);
      case 'function': {
        const symbols = await commands.executeCommand<readonly DocumentSymbol[] | undefined>(
          'vscode.executeDocumentSymbolProvider',
          document.uri,
        );
        return innermost(symbols ?? [])?.range;
      }
    }
  }

  /** The smallest function that the cursor stands in. Old providers give symbols without children, and no range. */
  function innermost(symbols: readonly DocumentSymbol[]): DocumentSymbol | undefined {
    for (const symbol of symbols) {
      if (!symbol.range?.contains(selection.active)) continue;
      const inside = innermost(symbol.children ?? []);
      if (inside) return inside;
      if (FUNCTIONS.has(symbol.kind)) return symbol;
    }
    return undefined;
  }
}
