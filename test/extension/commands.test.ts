import { beforeEach, describe, expect, it } from 'vitest';
import type { LogOutputChannel, Memento } from 'vscode';
import { Traces } from '../../src/completion/trace/traces';
import { type CommandContext, registerCommands } from '../../src/extension/commands';
import { FailureNotice } from '../../src/extension/failure-notice';
import { Settings } from '../../src/extension/settings';
import { Snooze } from '../../src/extension/snooze';
import { Switches } from '../../src/extension/switches';
import { FakeDocument } from './completion/fake-document';
import { type FakeEngine, playedClient, request, settled } from './engine/fake-transport';
import { commands, FakeMemento, logChannel, reset, setSetting, state, window } from './vscode-mock';

function registered() {
  const played = playedClient();
  const notice = new FailureNotice(played.client);
  const settings = new Settings(logChannel());
  const snooze = new Snooze();
  registerCommands({
    engine: played.client,
    settings,
    switches: new Switches(settings, new FakeMemento() as unknown as Memento),
    snooze,
    notice,
    traces: new Traces(),
    why: { show: async () => {} },
    log: logChannel() as unknown as LogOutputChannel,
    inspector: {} as CommandContext['inspector'], // has tests of its own
  });
  return { ...played, snooze };
}

/** A client whose engine has refused its model. */
async function refused() {
  const played = registered();
  void played.client.complete(request('a')).catch(() => {});
  await settled();
  refuse(played.engines[0]);
  await settled();
  return played;
}

function refuse(engine: FakeEngine | undefined): void {
  engine?.says({ type: 'failed', id: engine.idOf('open'), error: { code: 'model-missing', args: ['/m'] } });
}

beforeEach(reset);

describe('Toggle completions', () => {
  it('turns off, and on again', async () => {
    registered();
    await commands.executeCommand('inkling.toggleCompletions');
    await commands.executeCommand('inkling.toggleCompletions');
    expect(state.updates).toEqual([
      { key: 'inkling.enabled', value: false, target: 1, forLanguage: false },
      { key: 'inkling.enabled', value: true, target: 1, forLanguage: false },
    ]);
  });

  it.each([
    [{ globalValue: true }, 1, false],
    [{ globalLanguageValue: true, workspaceValue: true }, 1, true],
    [{ workspaceValue: true }, 2, false],
    [{ workspaceFolderValue: true, workspaceValue: true }, 3, false],
    [{ workspaceLanguageValue: true, globalLanguageValue: true }, 2, true],
  ])('writes where the value holds that is in force: %j', async (inspection, target, forLanguage) => {
    registered();
    state.inspections['inkling.enabled'] = inspection;
    await commands.executeCommand('inkling.toggleCompletions');
    expect(state.updates).toEqual([{ key: 'inkling.enabled', value: false, target, forLanguage }]);
  });

  it('says so when completions are on but the engine has failed', async () => {
    setSetting('inkling.enabled', false);
    await refused();
    await commands.executeCommand('inkling.toggleCompletions');
    expect(state.errors).toEqual(Array(2).fill('There is no model file at /m.'));
    await commands.executeCommand('inkling.toggleCompletions');
    expect(state.errors).toHaveLength(2);
  });
});

describe('Toggle completions for this language', () => {
  it.each([
    [{}, 1],
    [{ workspaceLanguageValue: true }, 2],
    [{ workspaceFolderLanguageValue: true, workspaceLanguageValue: true }, 3],
  ])('writes for the language, where the value holds that is in force: %j', async (inspection, target) => {
    registered();
    window.activeTextEditor = { document: new FakeDocument('').api };
    state.inspections['inkling.enabled'] = inspection;
    await commands.executeCommand('inkling.toggleLanguage');
    await commands.executeCommand('inkling.toggleLanguage');
    expect(state.updates).toEqual([
      { key: 'inkling.enabled', value: false, target, forLanguage: true },
      { key: 'inkling.enabled', value: true, target, forLanguage: true },
    ]);
  });

  it.each(['inkling.toggleLanguage', 'inkling.toggleFile'])('needs a file: %s', async (command) => {
    registered();
    await commands.executeCommand(command);
    expect(state.messages).toEqual(['Open a file first: this is about the file in front.']);
    expect(state.updates).toEqual([]);
  });
});

describe('Snooze', () => {
  it('asks how long, and ends by command', async () => {
    const { snooze } = registered();
    await commands.executeCommand('inkling.snooze');
    expect(state.offered).toEqual(['5 minutes', '15 minutes', '60 minutes', 'Until the window is closed']);
    expect(snooze.until).toBeUndefined();
    state.choose = 'Until the window is closed';
    await commands.executeCommand('inkling.snooze');
    expect(snooze.until).toBe(Number.POSITIVE_INFINITY);
    state.choose = '15 minutes';
    await commands.executeCommand('inkling.snooze');
    expect(Math.round(((snooze.until ?? 0) - Date.now()) / 60_000)).toBe(15);
    await commands.executeCommand('inkling.endSnooze');
    expect(snooze.until).toBeUndefined();
  });
});

describe('Restart engine', () => {
  it('starts one', async () => {
    const { client, engines } = registered();
    const restarted = commands.executeCommand('inkling.restartEngine');
    await settled();
    engines[0]?.opens();
    await restarted;
    expect(client.state.kind).toBe('ready');
    expect(state.errors).toEqual([]);
  });

  it('says once why it did not start', async () => {
    const { engines } = registered();
    const restarted = commands.executeCommand('inkling.restartEngine');
    await settled();
    refuse(engines[0]);
    await restarted;
    expect(state.errors).toEqual(['There is no model file at /m.']);
  });

  it('says that it crashed', async () => {
    const { engines } = registered();
    const restarted = commands.executeCommand('inkling.restartEngine');
    await settled();
    engines[0]?.crashes();
    await restarted;
    expect(state.errors).toEqual(['The engine process ended unexpectedly (SIGKILL).']);
  });
});

describe('Show log', () => {
  it('shows it', async () => {
    registered();
    await commands.executeCommand('inkling.showLog');
    expect(state.log).toHaveLength(1);
  });
});

describe('the notice of a failure', () => {
  it('comes once, however often the engine is asked', async () => {
    const { client } = await refused();
    await client.complete(request('a')).catch(() => {});
    expect(state.errors).toEqual(['There is no model file at /m.']);
  });

  it('can restart the engine', async () => {
    state.press = 'Restart engine';
    const { engines } = await refused();
    expect(engines).toHaveLength(2);
  });

  it('does not come for a crash that the next request mends', async () => {
    const { client, engines } = registered();
    void client.complete(request('a')).catch(() => {});
    await settled();
    engines[0]?.crashes();
    await settled();
    expect(state.errors).toEqual([]);
  });
});
