// Which text a scan reads: of a selection, of a function, of a file.
import { beforeEach, describe, expect, it } from 'vitest';
import type { DocumentSymbol } from 'vscode';
import { passageOf } from '../../../src/extension/inspector/passage';
import { Range, reset, Selection, SymbolKind, state } from '../vscode-mock';
import { editorOf, type FakeEditor } from './created';

beforeEach(reset);

const TEXT = 'head\nclass A {\n  m() { f(() => 1); }\n}\nconst x = 1;\n \n';
const CLASS = 4; // as VS Code counts kinds

/** A selection of the first place where a text stands. */
function select(editor: FakeEditor, text: string): void {
  const start = TEXT.indexOf(text);
  editor.selection = new Selection(editor.document.positionAt(start), editor.document.positionAt(start + text.length));
}

function symbol(kind: number, text: string, ...children: readonly unknown[]) {
  const { document } = editorOf(TEXT);
  const start = TEXT.indexOf(text);
  return { kind, range: new Range(document.positionAt(start) as never, document.positionAt(start + text.length) as never), children };
}

/** The symbols of the text, as a provider for its language has them. */
function symbols(): unknown[] {
  const inner = symbol(SymbolKind.Function, '() => 1');
  return [symbol(CLASS, 'class A {\n  m() { f(() => 1); }\n}', symbol(SymbolKind.Method, 'm() { f(() => 1); }', inner))];
}

function provide(found: unknown): void {
  state.commands.set('vscode.executeDocumentSymbolProvider', () => found as DocumentSymbol[]);
}

describe('a selection', () => {
  it('is read with what stands before it', async () => {
    const editor = editorOf(TEXT);
    select(editor, 'm() { f');
    expect(await passageOf(editor.api, 'selection')).toEqual({
      document: 'file:///a.ts',
      version: 1,
      prefix: { text: 'head\nclass A {\n  ', start: 0 },
      text: 'm() { f',
    });
  });

  it.each(['', ' \n'])('is none where it holds nothing to read: %j', async (text) => {
    const editor = editorOf(TEXT);
    select(editor, text);
    expect(await passageOf(editor.api, 'selection')).toBeUndefined();
  });
});

describe('a function', () => {
  it.each([
    ['the innermost one', '=> 1', '() => 1'],
    ['the one around it', 'm()', 'm() { f(() => 1); }'],
    ['none, where there is only a class', 'ss A', undefined],
    ['none outside of any', 'const', undefined],
  ] as const)('around the cursor is %s', async (_, at, text) => {
    provide(symbols());
    const editor = editorOf(TEXT);
    editor.goTo(TEXT.indexOf(at));
    const passage = await passageOf(editor.api, 'function');
    expect(passage?.text).toBe(text);
    if (text) expect(passage?.prefix).toEqual({ text: TEXT.slice(0, TEXT.indexOf(text)), start: 0 });
  });

  it.each([
    ['nobody knows the language', undefined],
    ['the provider is of the old kind', [{ kind: SymbolKind.Function, location: {} }]],
  ])('is none where %s', async (_, found) => {
    provide(found);
    const editor = editorOf(TEXT);
    editor.goTo(TEXT.indexOf('m()'));
    expect(await passageOf(editor.api, 'function')).toBeUndefined();
  });
});

describe('a file', () => {
  it.each([TEXT, 'a', '\ufeffa\r\n'])('is all of it: %j', async (text) => {
    const editor = editorOf(text);
    expect(await passageOf(editor.api, 'file')).toMatchObject({ prefix: { text: '', start: 0 }, text: editor.document.text });
  });

  it.each(['', ' \n\t'])('is none where it holds nothing to read: %j', async (text) => {
    expect(await passageOf(editorOf(text).api, 'file')).toBeUndefined();
  });
});
