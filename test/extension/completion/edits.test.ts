import { beforeEach, describe, expect, it } from 'vitest';
import type { TextDocumentChangeEvent } from 'vscode';
import { editOf, followEdits } from '../../../src/extension/completion/edits';
import { living, reset, state } from '../vscode-mock';
import { FakeDocument } from './fake-document';

/** A change that inserts and removes. */
function change(changes: readonly (readonly [inserted: string, removed: number])[], reason?: number): TextDocumentChangeEvent {
  const contentChanges = changes.map(([text, rangeLength]) => ({ text, rangeLength }));
  return { document: new FakeDocument('').api, contentChanges, reason } as unknown as TextDocumentChangeEvent;
}

beforeEach(reset);

describe('a change of a text', () => {
  it.each<[string, ReturnType<typeof change>, boolean]>([
    ['a character', change([['a', 0]]), true],
    ['a bracket that the editor closes', change([['()', 0]]), true],
    ['a line break with its indentation', change([['\r\n    ', 0]]), true],
    ['a deletion', change([['', 1]]), true],
    ['a paste', change([['a whole line', 0]]), false],
    ['a paste of lines', change([['\n  a', 0]]), false],
    ['a selection that is deleted', change([['', 12]]), false],
    [
      'what several cursors do',
      change([
        ['a', 0],
        ['a', 0],
      ]),
      false,
    ],
    ['an undo', change([['a', 0]], 1), false],
  ])('tells a key from others: %s', (_, event, isKey) => {
    expect(editOf(event)).toMatchObject({ document: 'file:///a.ts', isKey });
  });

  it('is none where no text has changed, as when a file is saved', () => {
    expect(editOf(change([]))).toBeUndefined();
  });

  it('is told until nobody wants to hear of it', () => {
    const told: unknown[] = [];
    const following = followEdits({ edited: (edit) => told.push(edit) });
    state.edited.fire(change([['a', 0]]));
    state.edited.fire(change([]));
    following.dispose();
    state.edited.fire(change([['b', 0]]));
    expect(told).toEqual([{ document: 'file:///a.ts', inserted: 'a', isKey: true }]);
    expect(living()).toBe(0);
  });
});
