import { beforeEach, describe, expect, it } from 'vitest';
import { isCompared, SELECTOR } from '../../../src/extension/completion/selector';
import { reset, TabInputNotebookDiff, window } from '../vscode-mock';
import { FakeDocument } from './fake-document';

beforeEach(reset);

describe('SELECTOR', () => {
  it('names where code is written, and leaves the rest of VS Code alone', () => {
    const schemes = (SELECTOR as readonly { scheme: string }[]).map(({ scheme }) => scheme);
    expect(schemes).toEqual(expect.arrayContaining(['file', 'untitled', 'vscode-notebook-cell', 'vscode-remote', 'vscode-vfs']));
    for (const other of ['output', 'git', 'comment', 'vscode-scm', 'search-editor', 'vscode-settings'])
      expect(schemes).not.toContain(other);
  });
});

describe('isCompared', () => {
  it('is true for a cell of a notebook that is being compared', () => {
    const cell = new FakeDocument('', { path: '/n.ipynb', languageId: 'python' });
    expect(isCompared(cell.api)).toBe(false);
    const sides = { path: '/n.ipynb' };
    window.tabGroups.activeTabGroup.activeTab = { input: new TabInputNotebookDiff(sides, sides) };
    expect(isCompared(cell.api)).toBe(true);
    expect(isCompared(new FakeDocument('', { path: '/other.py' }).api)).toBe(false);
  });
});
