// The panel of VS Code around the page: how it is opened, taken over after a restart, and what it lets through.
import { beforeEach, describe, expect, it } from 'vitest';
import { INSPECTOR_VIEW } from '../../../src/extension/identifiers';
import { checkSettings } from '../../../src/sampling/settings';
import { settled } from '../engine/fake-transport';
import { FakePanel, living, reset, state, window } from '../vscode-mock';
import { created, FILES, opened, told } from './created';

beforeEach(reset);

/** What VS Code does with a panel of the last session. */
async function restore(panel: FakePanel): Promise<void> {
  await state.serializers.get(INSPECTOR_VIEW)?.deserializeWebviewPanel(panel.api, undefined);
}

const kept = () => new FakePanel(INSPECTOR_VIEW, 'Next-token probabilities', undefined, {});

describe('the panel', () => {
  it('stands beside the editor, is one, and keeps nothing of a page that is hidden', () => {
    const { actions } = created('let a');
    actions['inkling.showProbabilities']();
    actions['inkling.showProbabilities']();
    expect(state.panels).toHaveLength(1);
    const [panel] = state.panels;
    expect(panel).toMatchObject({
      viewType: INSPECTOR_VIEW,
      place: { viewColumn: -2, preserveFocus: true },
      options: { retainContextWhenHidden: false },
      reveals: 1,
    });
  });

  it('may load from the folder of the page alone', () => {
    created('let a').actions['inkling.showProbabilities']();
    const [panel] = state.panels;
    expect(panel?.webview.options).toEqual({ enableScripts: true, localResourceRoots: [FILES] });
    const policy = panel?.webview.html.match(/Content-Security-Policy" content="([^"]+)"/)?.[1];
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
  });

  it('lets through what the page says, and nothing else', async () => {
    const { actions, engine } = created('let a');
    actions['inkling.showProbabilities']();
    const panel = state.panels[0]!;
    for (const odd of [undefined, 'ready', { type: 'open' }, { type: 'insert', ids: ['a'] }, { type: 'copy', format: 'exe' }])
      panel.said.fire(odd);
    await settled();
    expect([panel.posted, engine.asked]).toEqual([[], []]);
    expect(state.log).toEqual(Array(5).fill("warn: The inspector's page sent a message that is none."));
    panel.said.fire({ type: 'ready' });
    await settled();
    expect(engine.asked).toHaveLength(1);
    expect(state.log).toHaveLength(5);
  });

  it('leaves nothing behind when it is closed', () => {
    const { actions, disposable } = created('let a');
    const before = living();
    actions['inkling.showProbabilities']();
    expect(living()).toBeGreaterThan(before);
    state.panels[0]!.dispose();
    expect(living()).toBe(before);
    actions['inkling.showProbabilities']();
    expect(state.panels).toHaveLength(2);
    disposable.dispose();
    expect(state.panels[1]!.isClosed).toBe(true);
  });
});

describe('a panel of the last session', () => {
  it('is filled again, and shows the editor that can be seen though none has the cursor', async () => {
    const { engine } = created('let kept');
    window.activeTextEditor = undefined;
    const panel = kept();
    await restore(panel);
    expect(panel.webview).toMatchObject({
      options: { enableScripts: true },
      html: expect.stringContaining('webview:/extension/dist/inspector.en.js'),
    });
    panel.said.fire({ type: 'ready' });
    await settled();
    engine.asked[0]!.answer();
    await settled();
    expect(engine.asked[0]?.request.prefix.text).toBe('let kept');
    expect(told(panel, 'frame')).toHaveLength(1);
  });

  it('is the one that the command brings to the front', async () => {
    const { actions } = created('let a');
    const panel = kept();
    await restore(panel);
    actions['inkling.showProbabilities']();
    expect([state.panels.length, panel.reveals]).toEqual([0, 1]);
  });

  it('closes where one is open already', async () => {
    const { actions } = created('let a');
    actions['inkling.showProbabilities']();
    const panel = kept();
    await restore(panel);
    expect([panel.isClosed, state.panels[0]!.isClosed]).toEqual([true, false]);
  });

  it('is nobody’s any more when the extension ends', async () => {
    const { disposable } = created('let a');
    disposable.dispose();
    expect(state.serializers.size).toBe(0);
  });
});

it('the settings that the page tries become those of completions', async () => {
  const { panel } = await opened('let a');
  panel.said.fire({ type: 'save-settings', settings: checkSettings({ strategy: 'sample', temperature: 1.25, topK: 7 }) });
  await settled();
  const saved = Object.fromEntries(state.updates.map(({ key, value, target }) => [key, [value, target]]));
  expect(saved).toMatchObject({
    'inkling.sampling.strategy': ['sample', 1],
    'inkling.sampling.temperature': [1.25, 1],
    'inkling.sampling.topK': [7, 1],
  });
  expect(Object.keys(saved)).not.toContain('inkling.sampling.beams');
});
