import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { MarkdownString, Memento } from 'vscode';
import { ReadOnly } from '../../../src/extension/completion/read-only';
import { Exclusion } from '../../../src/extension/context/exclusion';
import { Power } from '../../../src/extension/power/power';
import { Settings } from '../../../src/extension/settings';
import { Snooze } from '../../../src/extension/snooze';
import { StatusWatch } from '../../../src/extension/status/watch';
import { LanguageStatus, StatusBar } from '../../../src/extension/status/widgets';
import { Switches } from '../../../src/extension/switches';
import { FakeDocument } from '../completion/fake-document';
import { type FakeEngine, playedClient, request } from '../engine/fake-transport';
import { FakeMemento, living, reset, setSetting, state, window, workspace } from '../vscode-mock';

beforeEach(() => {
  reset();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** What shows how things are, over a client whose engine has just been started. */
async function starting() {
  const played = playedClient();
  const settings = new Settings({ warn: () => {} });
  const snooze = new Snooze();
  const switches = new Switches(settings, new FakeMemento() as unknown as Memento);
  const power = new Power({ engine: played.client, settings });
  const readOnly = new ReadOnly();
  const sources = { engine: played.client, settings, readOnly, switches, snooze, power, exclusion: new Exclusion(settings, () => {}) };
  const watch = new StatusWatch(sources, [new StatusBar(), new LanguageStatus()]);
  void played.client.complete(request('a')).catch(() => {});
  await settled();
  const [item] = state.statusItems;
  const [languageItem] = state.languageItems;
  const [engine] = played.engines as [FakeEngine];
  if (!item || !languageItem) throw new Error('nothing is shown');
  const front = (path: string, scheme = 'file', languageId = 'typescript'): void => {
    window.activeTextEditor = { document: new FakeDocument('', { path, scheme, languageId }).api };
    state.activeEditor.fire(window.activeTextEditor);
  };
  return { ...played, watch, item, languageItem, engine, front, sources };
}

describe('StatusWatch', () => {
  it('follows the engine, and shows thinking only when it takes a while', async () => {
    const { item, engine } = await starting();
    expect(item.text).toContain('starting');
    engine.says({ type: 'opening', id: engine.idOf('open'), fraction: 0.6 });
    expect(item.text).toBe('$(loading~spin) Inkling: loading 60 %');
    engine.opens();
    await settled();
    expect(item.text).toBe('$(edit) Inkling');
    vi.advanceTimersByTime(149);
    expect(item.text).toBe('$(edit) Inkling');
    vi.advanceTimersByTime(1);
    expect(item.text).toBe('$(loading~spin) Inkling');
    expect(item.accessibilityInformation?.label).toBe('Inkling: thinking');
  });

  it('marks a failure, with what to do in the tooltip', async () => {
    const { item, languageItem, engine } = await starting();
    engine.says({ type: 'failed', id: engine.idOf('open'), error: { code: 'model-missing', args: ['[a](command:b)'] } });
    expect(item).toMatchObject({
      command: { command: 'inkling.restartEngine' },
      backgroundColor: { id: 'statusBarItem.errorBackground' },
    });
    expect(languageItem).toMatchObject({ severity: 2, text: 'Inkling: no model', command: { command: 'inkling.restartEngine' } });
    const tooltip = item.tooltip as MarkdownString;
    expect(tooltip.isTrusted).toEqual({
      enabledCommands: ['inkling.restartEngine', 'inkling.snooze', 'inkling.toggleCompletions', 'inkling.showLog'],
    });
    expect(tooltip.value).toContain('[Restart engine](command:inkling.restartEngine)');
    expect(tooltip.value).not.toContain('[a](command:b)');
  });

  it('follows what the user decides', async () => {
    const { item, languageItem, front, sources } = await starting();
    const says = (): unknown => languageItem.text;
    front('/work/a.md', 'file', 'markdown');
    setSetting('inkling.enabled', false);
    expect(says()).toBe('Inkling: off');
    state.inspections['inkling.enabled'] = { globalLanguageValue: false };
    setSetting('inkling.enabled', false);
    expect(says()).toBe('Inkling: off for markdown');
    setSetting('inkling.enabled', true);
    await sources.switches.toggleFile(window.activeTextEditor?.document as never);
    expect(says()).toBe('Inkling: off for this file');
    await sources.switches.toggleFile(window.activeTextEditor?.document as never);
    sources.snooze.start(5);
    expect(item).toMatchObject({ text: '$(bell-slash) Inkling: snoozed', command: { command: 'inkling.endSnooze' } });
    vi.advanceTimersByTime(5 * 60_000);
    expect(says()).toBe('Inkling: starting');
    setSetting('inkling.completion.exclude', ['*.md']);
    expect(says()).toBe('Inkling: file excluded');
  });

  it('follows the document in front', async () => {
    const { engine, languageItem, front } = await starting();
    engine.crashes();
    const says = (...args: Parameters<typeof front>): unknown => {
      front(...args);
      return languageItem.text;
    };
    expect(says('/work/a.ts')).toBe('Inkling: ready');
    expect(says('/work/.env')).toBe('Inkling: file excluded');
    expect(says('/x', 'output', 'log')).toBe('Inkling: no code');
    state.readOnly.add('vscode-vfs');
    expect(says('/x.ts', 'vscode-vfs')).toBe('Inkling: read-only');
  });

  it('follows the language of the document in front, which VS Code opens anew for it', async () => {
    const { engine, languageItem, front } = await starting();
    engine.crashes();
    front('/work/a.ts');
    state.inspections['inkling.enabled'] = { globalLanguageValue: false };
    state.settings['inkling.enabled'] = false;
    const opens = (path: string, languageId: string): void => {
      const document = new FakeDocument('', { path, languageId }).api;
      if (path === '/work/a.ts') window.activeTextEditor = { document };
      state.opened.fire(document);
    };
    opens('/work/b.rb', 'ruby');
    expect(languageItem.text).toBe('Inkling: ready'); // it is another that was opened
    opens('/work/a.ts', 'ruby');
    expect(languageItem.text).toBe('Inkling: off for ruby');
  });

  it('follows trust and power', async () => {
    const { engine, languageItem } = await starting();
    workspace.isTrusted = false;
    engine.crashes();
    expect(languageItem).toMatchObject({ text: 'Inkling: workspace not trusted', busy: false, severity: 0 });
    setSetting('inkling.completion.inUntrustedWorkspaces', false);
    expect(languageItem.text).toBe('Inkling: off, workspace not trusted');
    workspace.isTrusted = true;
    state.trusted.fire();
    expect(languageItem.text).toBe('Inkling: ready');
    setSetting('inkling.power.policy', 'saving');
    expect(languageItem).toMatchObject({
      text: 'Inkling: saving power',
      command: { command: 'workbench.action.openSettings', arguments: ['inkling.power.policy'] },
    });
    const tooltip = state.statusItems[0]?.tooltip as MarkdownString;
    expect(tooltip.value).toContain('command:workbench.action.openSettings?%5B%22inkling.power.policy%22%5D');
  });

  it('is read out whole', async () => {
    const { languageItem } = await starting();
    expect(languageItem.accessibilityInformation?.label).toBe('Inkling: starting. The engine is starting.');
  });

  it('leaves nothing behind', async () => {
    const { watch, sources } = await starting();
    watch.dispose();
    sources.readOnly.dispose();
    sources.power.dispose();
    sources.snooze.dispose();
    sources.switches.dispose();
    expect(living()).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });
});
