import { beforeEach, describe, expect, it } from 'vitest';
import type { InlineCompletionContext, Memento } from 'vscode';
import { type FactSources, factsOf } from '../../../src/extension/completion/facts';
import { ReadOnly } from '../../../src/extension/completion/read-only';
import { Exclusion } from '../../../src/extension/context/exclusion';
import { Settings } from '../../../src/extension/settings';
import { Switches } from '../../../src/extension/switches';
import { settled } from '../engine/fake-transport';
import { FakeMemento, living, logChannel, Range, reset, setSetting, state, window, workspace } from '../vscode-mock';
import { at, withCursor } from './fake-document';

beforeEach(reset);

function read(marked: string, context: Partial<InlineCompletionContext> = {}, where?: Parameters<typeof withCursor>[1]) {
  const settings = new Settings(logChannel());
  const sources: FactSources = {
    settings,
    switches: new Switches(settings, new FakeMemento() as unknown as Memento),
    exclusion: new Exclusion(settings, () => {}),
    readOnly: { has: () => false },
    snoozedUntil: () => 7,
  };
  const { document, position } = withCursor(marked, where);
  return { document, facts: factsOf(sources, document, position, { triggerKind: 1, selectedCompletionInfo: undefined, ...context }) };
}

describe('the facts', () => {
  it('are those of an ordinary key', () => {
    expect(read('let |x;\n').facts).toMatchObject({
      trigger: 'automatic',
      off: undefined,
      snoozedUntil: 7,
      untrusted: false,
      excluded: undefined,
      compared: false,
      code: true,
      cursors: 1,
      rest: 'x;',
      selected: undefined,
    });
    expect(read('a|', { triggerKind: 0 }).facts.trigger).toBe('invoked');
  });

  it('have the lines of the document, and whether VS Code does without much in large ones', () => {
    expect(read('let |x;\n').facts).toMatchObject({ lines: 2, largeFileOptimizations: true });
    setSetting('editor.largeFileOptimizations', false);
    expect(read('let |x;\n').facts.largeFileOptimizations).toBe(false);
  });

  it('tell where completions are off', () => {
    setSetting('inkling.enabled', false);
    expect(read('a|').facts.off).toBe('globally');
    state.inspections['inkling.enabled'] = { globalLanguageValue: false };
    expect(read('a|').facts.off).toBe('language');
  });

  it('have what the selected entry of a list takes the place of', () => {
    const range = new Range(at(0, 4) as never, at(0, 7) as never) as never;
    expect(read('x = con|', { selectedCompletionInfo: { text: 'console', range } }).facts.selected).toEqual({
      entry: 'console',
      typed: 'con',
    });
  });

  it('have the cursors of the editor in front, if it shows this document', () => {
    const { document } = read('a|');
    window.activeTextEditor = { document, selections: [1, 2] };
    expect(read('a|').facts.cursors).toBe(1);
    const settings = new Settings(logChannel());
    const sources = {
      settings,
      switches: new Switches(settings, new FakeMemento() as unknown as Memento),
      exclusion: new Exclusion(settings, () => {}),
      readOnly: { has: () => false },
      snoozedUntil: () => undefined,
    };
    expect(factsOf(sources, document, at(0, 0), { triggerKind: 1, selectedCompletionInfo: undefined }).cursors).toBe(2);
  });

  it('hold nothing of a file that is not to be read', () => {
    const { facts } = read('PASSWORD=|secret', {}, { path: '/work/.env' });
    expect(facts.excluded).toContain('environment');
    expect(JSON.stringify(facts)).not.toContain('secret');
  });

  it('include the trust that the user has in the workspace, where the user wants that', () => {
    workspace.isTrusted = false;
    expect(read('a|').facts.untrusted).toBe(false);
    setSetting('inkling.completion.inUntrustedWorkspaces', false);
    expect(read('a|').facts.untrusted).toBe(true);
  });

  it('say that the cursor is in a comment, where nothing is wanted there', () => {
    const inComment = (marked: string, languageId = 'typescript') => read(marked, {}, { languageId }).facts.comment;
    expect(inComment('// a|')).toBe(false);
    setSetting('inkling.completion.inComments', false);
    expect(inComment('// a|')).toBe(true);
    expect(inComment('/* a\n b|')).toBe(true);
    expect(inComment('# a|', 'python')).toBe(true);
    expect(inComment('// a\nb|')).toBe(false);
    expect(inComment('"// a|"')).toBe(false);
    expect(read('# a|', {}, { path: '/work/.env', languageId: 'python' }).facts.comment).toBe(false); // not read at all
  });

  it.each(['git-commit', 'search-result'])('say that %s is no code', (languageId) => {
    expect(read('a|', {}, { languageId }).facts.code).toBe(false);
  });

  it('say that output is no code', () => {
    expect(read('a|', {}, { scheme: 'output' }).facts.code).toBe(false);
  });
});

describe('read-only files', () => {
  const uri = (path: string) => ({ scheme: 'file', path, toString: () => `file://${path}` }) as never;

  it('are those of a file system that nobody can write to', () => {
    state.readOnly.add('archive');
    const readOnly = new ReadOnly();
    expect(readOnly.has({ scheme: 'archive', toString: () => 'archive:///a' } as never)).toBe(true);
  });

  it('are known when a file was asked about once, and asked again after it was saved', async () => {
    const readOnly = new ReadOnly();
    state.readOnly.add('/a.ts');
    expect(readOnly.has(uri('/a.ts'))).toBe(false);
    await settled();
    expect(readOnly.has(uri('/a.ts'))).toBe(true);
    expect(readOnly.has(uri('/b.ts'))).toBe(false);
    state.readOnly.clear();
    state.saved.fire({ uri: uri('/a.ts') });
    expect(readOnly.has(uri('/a.ts'))).toBe(false);
    await settled();
    expect(readOnly.has(uri('/a.ts'))).toBe(false);
    readOnly.dispose();
    expect(living()).toBe(0);
  });
});
