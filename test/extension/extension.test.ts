import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ExtensionContext } from 'vscode';
import { activate, deactivate } from '../../src/extension/extension';
import { COMMANDS, INTERNAL_COMMANDS } from '../../src/extension/identifiers';
import { withCursor } from './completion/fake-document';
import { FakeMemento, InlineCompletionTriggerKind, living, reset, setSetting, state, workspace } from './vscode-mock';

const subscriptions: { dispose(): unknown }[] = [];
/** As `dist/` lies in the package: what the engine's scripts are called there, and what they are here. */
const FIXTURES: Record<string, string> = { 'dist/engine.js': 'engine-process.cjs', 'dist/worker.js': 'engine-worker.cjs' };
const context = {
  subscriptions,
  workspaceState: new FakeMemento(),
  globalStorageUri: { fsPath: '/storage' },
  extensionUri: { path: '/extension' },
  asAbsolutePath: (path: string) => fileURLToPath(new URL(`fixtures/${FIXTURES[path] ?? path}`, import.meta.url)),
} as unknown as ExtensionContext;

/** What VS Code does when a window closes. */
async function close(): Promise<void> {
  await deactivate();
  for (const one of subscriptions.splice(0)) one.dispose();
}

function complete(marked: string, where?: Parameters<typeof withCursor>[1]): Promise<unknown[]> {
  return completeAt(withCursor(marked, where));
}

async function completeAt({ document, position }: ReturnType<typeof withCursor>): Promise<unknown[]> {
  const [registered] = state.providers;
  const token = { isCancellationRequested: false, onCancellationRequested: () => ({ dispose: () => {} }) };
  const items = await registered?.provider.provideInlineCompletionItems(
    document,
    position,
    { triggerKind: InlineCompletionTriggerKind.Invoke, selectedCompletionInfo: undefined },
    token,
  );
  return (items as { insertText: unknown }[]).map(({ insertText }) => insertText);
}

beforeEach(reset);
afterEach(close);

describe('the extension', () => {
  it('registers, starts nothing, and leaves nothing behind', async () => {
    activate(context);
    expect([...state.commands.keys()].sort()).toEqual([...Object.values(COMMANDS), ...Object.values(INTERNAL_COMMANDS)].sort());
    expect(state.providers).toHaveLength(1);
    expect(state.statusItems[0]?.text).toBe('$(edit) Inkling');
    expect(state.log).toEqual([]);
    await close();
    expect(living()).toBe(0);
    expect(state.commands.size).toBe(0);
  });

  it('completes with the engine, which ends with it', async () => {
    activate(context);
    expect(await complete('a|')).toEqual(['after a']);
    const pid = Number(await complete('pid|'));
    expect(process.kill(pid, 0)).toBe(true);
    await close();
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    expect(living()).toBe(0);
  });

  it('starts another engine when its settings change, at the next need', async () => {
    activate(context);
    await complete('a|');
    setSetting('inkling.engine.isolation', 'thread');
    expect(await complete('b|')).toEqual(['after b']);
    expect(state.log.filter((line) => line.includes('being started'))).toHaveLength(2);
    setSetting('inkling.enabled', true);
    await complete('c|');
    expect(state.log.filter((line) => line.includes('being started'))).toHaveLength(2);
  });

  it('gives the engine the memory of the settings, and starts another when that changes', async () => {
    activate(context);
    expect(await complete('cacheMemory|')).toEqual([String(256 * 1024 ** 2)]);
    setSetting('inkling.engine.cacheMemory', 64);
    expect(await complete('cacheMemory|')).toEqual([String(64 * 1024 ** 2)]);
    setSetting('inkling.engine.cacheMemory', 1);
    expect(await complete('cacheMemory|')).toEqual([String(64 * 1024 ** 2)]);
  });

  it('keeps the engine when what changes is for the next request', async () => {
    activate(context);
    await complete('a|');
    for (const [name, value] of Object.entries({ 'sampling.strategy': 'beam', 'sampling.beams': 2, 'engine.idleMinutes': 1 })) {
      setSetting(`inkling.${name}`, value);
    }
    await complete('b|');
    expect(state.log.filter((line) => line.includes('being started'))).toHaveLength(1);
  });

  it('ends an engine that nobody asks for as long as the settings say', async () => {
    activate(context);
    await complete('a|');
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    setSetting('inkling.engine.idleMinutes', 2);
    vi.advanceTimersByTime(2 * 60_000);
    vi.useRealTimers();
    expect(state.log.at(-1)).toContain('nobody has asked');
    expect(state.statusItems[0]).toMatchObject({ text: '$(edit) Inkling', accessibilityInformation: { label: 'Inkling: ready' } });
    expect(await complete('b|')).toEqual(['after b']);
    expect(state.log.filter((line) => line.includes('being started'))).toHaveLength(2);
  });

  it.each([
    ['a new one that was never saved', 'untitled', '/Untitled-1'],
    ['one that was renamed, under its old name', 'file', '/old.ts'],
    ['a cell', 'vscode-notebook-cell', '/a.ipynb'],
  ])('frees what the engine keeps for a document that is closed: %s', async (_, scheme, path) => {
    activate(context);
    await complete('a|', { scheme, path });
    await complete('a|', { scheme, path: '/other' });
    state.closed.fire({ uri: new URL(`${scheme}://${path}`) });
    await complete('a|', { path: '/new.ts' });
    await close();
    expect(state.log.filter((line) => line.includes('closed'))).toEqual([`info: engine: closed ${scheme}://${path}`]);
  });

  it('frees what it keeps for a notebook with the notebook, not with a cell', async () => {
    activate(context);
    const cell = withCursor('a|', { scheme: 'vscode-notebook-cell', path: '/a.ipynb' });
    const notebook = { uri: 'file:///a.ipynb', getCells: () => [{ kind: 2, document: cell.document }] };
    workspace.notebookDocuments.push(notebook);
    await completeAt(cell);
    state.closed.fire(cell.document);
    await complete('a|');
    state.closedNotebook.fire(notebook);
    await complete('b|');
    await close();
    expect(state.log.filter((line) => line.includes('closed'))).toEqual(['info: engine: closed file:///a.ipynb#typescript']);
  });

  it('leaves excluded files alone, and warns of a pattern that cannot be used', async () => {
    activate(context);
    setSetting('inkling.completion.exclude', ['a[', '*.sql']);
    expect(await complete('a|', { path: '/work/.env' })).toEqual([]);
    expect(await complete('a|', { path: '/work/a.sql' })).toEqual([]);
    expect(await complete('a|', { path: '/work/a.ts' })).toEqual(['after a']);
    expect(state.warnings).toEqual(['The pattern a[ in inkling.completion.exclude excludes nothing: its brackets do not match.']);
  });

  it('forgets a document that is closed, without an engine too', () => {
    activate(context);
    expect(() => state.closed.fire({ uri: new URL('file:///a.ts') })).not.toThrow();
  });
});
