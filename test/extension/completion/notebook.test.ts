import { beforeEach, describe, expect, it } from 'vitest';
import type { NotebookDocument } from 'vscode';
import { documentName, notebookNames } from '../../../src/extension/completion/notebook';
import { readPrefix } from '../../../src/extension/completion/prefix';
import { PREFIX_LIMIT, prefixOf } from '../../../src/protocol/prefix';
import { NotebookCellKind, reset, workspace } from '../vscode-mock';
import { FakeDocument } from './fake-document';

const { Code, Markup } = NotebookCellKind;

/** An open notebook with these cells. */
function notebook(...cells: readonly { text: string; language?: string; kind?: number; eol?: string }[]) {
  const documents = cells.map(
    ({ text, language = 'python', eol = '\n' }) =>
      new FakeDocument(text, { scheme: 'vscode-notebook-cell', path: '/a.ipynb', languageId: language, eol }),
  );
  const all = cells.map(({ kind = Code }, index) => ({ kind, document: documents[index]?.api }));
  const opened = { uri: { toString: () => 'file:///a.ipynb' }, getCells: () => all } as unknown as NotebookDocument;
  workspace.notebookDocuments.push(opened);
  return { opened, documents, prefix: (cell: number) => readPrefix(documents[cell]!.api, documents[cell]!.end) };
}

beforeEach(reset);

describe('the prefix in a notebook', () => {
  it('begins with the cells before, in their order, without other languages and text', () => {
    const { prefix } = notebook(
      { text: 'import math' },
      { text: '# Title', language: 'markdown', kind: Markup },
      { text: 'ls', language: 'shellscript' },
      { text: 'raw', kind: Markup },
      { text: 'a = 1\nb = 2', eol: '\r\n' },
      { text: 'print(' },
      { text: 'later = 3' },
    );
    expect(prefix(5)).toEqual({ text: 'import math\n\na = 1\r\nb = 2\n\nprint(', start: 0 });
    expect(prefix(0)).toEqual({ text: 'import math', start: 0 });
    expect(prefix(2)).toEqual({ text: 'ls', start: 0 });
  });

  it.each([
    [10, 20],
    [PREFIX_LIMIT, 20],
    [20, PREFIX_LIMIT],
    [20, PREFIX_LIMIT + 30],
    [20, PREFIX_LIMIT - 22],
    [20, PREFIX_LIMIT - 21],
    [PREFIX_LIMIT * 2, PREFIX_LIMIT * 2],
  ])('says where it starts in the whole, as for one document: %i characters, then %i', (first, second) => {
    const texts = [`${'a'.repeat(first)}`, `${'b'.repeat(second)}`];
    const { prefix } = notebook(...texts.map((text) => ({ text })));
    expect(prefix(1)).toEqual(prefixOf(texts.join('\n\n')));
  });
});

describe('the name for the engine', () => {
  it('is shared by the cells of a language', () => {
    const { opened, documents } = notebook({ text: 'a' }, { text: 'b' }, { text: 'c', language: 'r' });
    const names = documents.map(({ api }) => documentName(api));
    expect(names).toEqual(['file:///a.ipynb#python', 'file:///a.ipynb#python', 'file:///a.ipynb#r']);
    expect(notebookNames(opened)).toEqual([...new Set(names)]);
  });

  it('is the address of any other document, also of a cell whose notebook has gone', () => {
    expect(documentName(new FakeDocument('').api)).toBe('file:///a.ts');
    expect(documentName(new FakeDocument('', { scheme: 'vscode-notebook-cell', path: '/b.ipynb' }).api)).toBe(
      'vscode-notebook-cell:///b.ipynb',
    );
  });
});
