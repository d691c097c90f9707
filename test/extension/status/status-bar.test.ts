import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { MarkdownString } from 'vscode';
import { Settings } from '../../../src/extension/settings';
import { StatusBar } from '../../../src/extension/status/status-bar';
import { type FakeEngine, playedClient, request } from '../engine/fake-transport';
import { living, reset, setSetting, state } from '../vscode-mock';

beforeEach(() => {
  reset();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A status bar over a client whose engine has just been started. */
async function startingBar() {
  const played = playedClient();
  const bar = new StatusBar(played.client, new Settings({ warn: () => {} }));
  void played.client.complete(request('a')).catch(() => {});
  await settled();
  const [item] = state.statusItems;
  const [engine] = played.engines as [FakeEngine];
  if (!item) throw new Error('no status-bar item');
  return { ...played, bar, item, engine };
}

describe('StatusBar', () => {
  it('follows the engine, and shows thinking only when it takes a while', async () => {
    const { item, engine } = await startingBar();
    expect(item.text).toContain('starting');
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
    const { item, engine } = await startingBar();
    engine.says({ type: 'failed', id: engine.idOf('open'), error: { code: 'model-missing', args: ['[a](command:b)'] } });
    expect(item).toMatchObject({ command: 'inkling.restartEngine', backgroundColor: { id: 'statusBarItem.errorBackground' } });
    const tooltip = item.tooltip as MarkdownString;
    expect(tooltip.isTrusted).toEqual({ enabledCommands: ['inkling.toggleCompletions', 'inkling.restartEngine', 'inkling.showLog'] });
    expect(tooltip.value).toContain('[Restart engine](command:inkling.restartEngine)');
    expect(tooltip.value).not.toContain('[a](command:b)');
  });

  it('follows the settings', async () => {
    const { item } = await startingBar();
    setSetting('inkling.enabled', false);
    expect(item.text).toBe('$(circle-slash) Inkling: off');
  });

  it('leaves nothing behind', async () => {
    const { bar } = await startingBar();
    bar.dispose();
    expect(living()).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });
});
