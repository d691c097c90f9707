// What the panel's buttons do, as commands: they are there always, and do what they can.
import { beforeEach, describe, expect, it } from 'vitest';
import { CONTEXT_KEYS } from '../../../src/extension/identifiers';
import { settled } from '../engine/fake-transport';
import { reset, state, Uri, window } from '../vscode-mock';
import { created, opened, told } from './created';
import { MODEL, TABLE } from './fake-inspections';

beforeEach(reset);

const tried = { settings: { strategy: 'sample', temperature: 1.5 }, order: ['temperature'] };
const NOT_OPEN = 'The token inspector is not open: this is about what it shows.';

describe('without the panel', () => {
  it.each(['followCursor', 'stopFollowing', 'pinInspection', 'unpinInspection', 'stopInspection'] as const)(
    'one sentence: %s',
    async (name) => {
      const { actions, engine } = created('let a');
      await actions[`inkling.${name}`]();
      expect([state.messages, engine.asked]).toEqual([[NOT_OPEN], []]);
    },
  );

  it.each([
    ['copyAsMarkdown', /^# Next-token probabilities\n/],
    ['copyAsCsv', /^rank,/],
    ['copyAsJson', /^\{/],
  ] as const)('the place in front is looked at once: %s', async (name, text) => {
    const { actions, engine } = created('let a');
    const done = actions[`inkling.${name}`]();
    await settled();
    engine.asked[0]!.answer();
    await done;
    expect(engine.asked[0]!.request).toMatchObject({ prefix: { text: 'let a' }, heal: true });
    expect(state.clipboard).toMatch(text);
    expect([state.statusMessages, state.panels]).toEqual([['Copied.'], []]);
  });

  it('it is opened as text', async () => {
    const { actions, engine } = created('let a');
    const done = actions['inkling.openInspectionAsText']();
    await settled();
    engine.asked[0]!.answer();
    await done;
    expect(state.shownDocuments).toEqual([{ language: 'markdown', content: expect.stringMatching(/^# Next-token probabilities\n/) }]);
  });

  it.each(['openInspectionAsText', 'copyAsCsv', 'saveInspection'] as const)('nor an editor, one sentence: %s', async (name) => {
    const { actions, engine } = created('let a');
    window.activeTextEditor = undefined;
    window.visibleTextEditors = [];
    await actions[`inkling.${name}`]();
    expect([state.messages, engine.asked]).toEqual([['Put the cursor into a text that may be read.'], []]);
  });

  it('a replay file opens one', async () => {
    await created('let a').actions['inkling.openInspection']();
    expect(state.panels).toHaveLength(1);
  });

  it('it is saved where the user says, and nowhere when they say nothing', async () => {
    const { actions, engine } = created('let a');
    engine.vocabulary = async () => {
      engine.become({ kind: 'ready', model: { ...MODEL, path: import.meta.filename, runtime: 'r', threads: 1 }, last: undefined });
      return TABLE;
    };
    for (const file of [undefined, Uri.file('/replays/kept.json')]) {
      state.saveTo = file;
      const done = actions['inkling.saveInspection']();
      await settled();
      engine.asked.at(-1)!.answer();
      await done;
    }
    expect([...state.files.keys()]).toEqual(['/replays/kept.json']);
  });

  it('a failure is told', async () => {
    const { actions, engine, failures } = created('let a');
    const done = actions['inkling.copyAsCsv']();
    await settled();
    engine.asked[0]!.fail(new Error('why'));
    await done;
    expect(failures).toMatchObject([{ code: 'engine-internal' }]);
  });
});

describe('with the panel', () => {
  it.each([
    ['openInspectionAsText', 'text'],
    ['copyAsMarkdown', 'markdown'],
    ['copyAsCsv', 'csv'],
    ['copyAsJson', 'json'],
  ] as const)('%s asks the page, which knows what it applies', async (name, as) => {
    const { actions, panel, engine } = await opened('let a');
    await actions[`inkling.${name}`]();
    expect(told(panel, 'write')).toEqual([{ type: 'write', as }]);
    expect([state.clipboard, engine.asked.length]).toEqual(['', 1]);
  });

  it('what is shown is written without the page while that is hidden', async () => {
    const { actions, panel, engine } = await opened('let a');
    panel.show(false);
    await actions['inkling.copyAsCsv']();
    expect(state.clipboard).toMatch(/^rank,/);
    expect([told(panel, 'write'), engine.asked.length]).toEqual([[], 1]);
  });

  it('what the page applies is what is copied', async () => {
    const { panel } = await opened('let a');
    panel.said.fire({
      type: 'copy',
      format: 'json',
      tried: {
        ...tried,
        settings: { ...tried.settings, topK: 0, topP: 1, minP: 0, repetitionPenalty: 1, seed: 0, beams: 1, lengthPenalty: 0 },
      },
    });
    await settled();
    expect(state.log).toEqual([]);
    expect(state.clipboard).toContain('"temperature": 1.5');
    expect(told(panel, 'told')).toEqual([{ type: 'told', sentence: 'Copied.' }]);
  });

  it('follows and pins, and the menus know', async () => {
    const { actions, panel } = await opened('let a');
    const steps = ['stopFollowing', 'pinInspection', 'unpinInspection', 'followCursor'] as const;
    const seen = [[state.contexts[CONTEXT_KEYS.following], state.contexts[CONTEXT_KEYS.pinned]]];
    for (const name of steps) {
      void actions[`inkling.${name}`]();
      await settled();
      seen.push([state.contexts[CONTEXT_KEYS.following], state.contexts[CONTEXT_KEYS.pinned]]);
    }
    expect(seen).toEqual([
      [true, false],
      [false, false],
      [false, true],
      [false, false],
      [true, false],
    ]);
    expect(told(panel, 'following').at(-1)).toMatchObject({ following: true, pinned: false });
    expect(state.messages).toEqual([]);
  });

  it('pins nothing where nothing is shown', async () => {
    const { actions } = created('let a');
    actions['inkling.showProbabilities']();
    await actions['inkling.pinInspection']();
    expect(state.messages).toEqual(['The token inspector shows nothing yet that could be pinned.']);
    expect(state.contexts[CONTEXT_KEYS.pinned]).toBe(false);
  });

  it('stops a look that goes on, and says nothing of one that is over', async () => {
    const { actions, panel, engine } = await opened('let a');
    await actions['inkling.stopInspection']();
    expect(told(panel, 'state').at(-1)).not.toMatchObject({ state: { kind: 'cancelled' } });
    panel.said.fire({ type: 'refresh' });
    await settled();
    await actions['inkling.stopInspection']();
    expect(engine.asked[1]!.signal.aborted).toBe(true);
    expect(told(panel, 'state').at(-1)).toMatchObject({ state: { kind: 'cancelled' } });
  });

  it.each(['search', 'scan'] as const)('stops a %s', async (type) => {
    const { actions, panel, engine } = await opened('let a');
    panel.said.fire(type === 'scan' ? { type, scope: 'file' } : { type, width: 2, depth: 2, lengthPenalty: 0, path: [] });
    await settled();
    const runs = type === 'scan' ? engine.scans : engine.searches;
    expect(runs[0]!.signal.aborted).toBe(false);
    await actions['inkling.stopInspection']();
    expect(runs[0]!.signal.aborted).toBe(true);
  });
});
