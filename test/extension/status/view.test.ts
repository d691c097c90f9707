import { describe, expect, it } from 'vitest';
import type { EngineState } from '../../../src/extension/engine/state';
import { statusActions, statusView } from '../../../src/extension/status/view';
import { completion, MODEL } from '../engine/fake-transport';

const { timings, counts } = completion('x');
const STATES: readonly EngineState[] = [
  { kind: 'stopped' },
  { kind: 'starting' },
  { kind: 'ready', model: MODEL, last: undefined },
  { kind: 'thinking', model: MODEL, last: { timings, counts } },
  { kind: 'failed', error: { code: 'model-missing', args: ['/models/x.gguf'] } },
];

describe('statusView', () => {
  it('shows each state in its own way', () => {
    const views = STATES.map((state) => statusView(state, true));
    expect(views.map(({ kind }) => kind)).toEqual(['ready', 'starting', 'ready', 'thinking', 'failed']);
    expect(views.map(({ text }) => text)).toEqual([
      '$(edit) Inkling',
      '$(loading~spin) Inkling: starting',
      '$(edit) Inkling',
      '$(loading~spin) Inkling',
      '$(error) Inkling: failed',
    ]);
    expect(views.map(({ label }) => label)).toEqual([
      'Inkling: ready',
      'Inkling: starting',
      'Inkling: ready',
      'Inkling: thinking',
      'Inkling: failed',
    ]);
    expect(views.map(({ command }) => command)).toEqual([
      'inkling.toggleCompletions',
      'inkling.showLog',
      'inkling.toggleCompletions',
      'inkling.toggleCompletions',
      'inkling.restartEngine',
    ]);
  });

  it('says off whatever the engine does', () => {
    for (const state of STATES) {
      expect(statusView(state, false)).toMatchObject({
        kind: 'off',
        text: '$(circle-slash) Inkling: off',
        command: 'inkling.toggleCompletions',
      });
    }
  });

  it('names the model, what it costs, and what the last run took', () => {
    expect(statusView({ kind: 'ready', model: MODEL, last: { timings, counts } }, true).details).toEqual([
      'fake, 180 MB of memory, 2 threads',
      'Last completion: 31 ms; 7 tokens reused, 2 read, 5 written',
    ]);
  });

  it('says what went wrong', () => {
    expect(statusView({ kind: 'failed', error: { code: 'model-missing', args: ['/m'] } }, true).summary).toBe(
      'There is no model file at /m.',
    );
  });
});

describe('statusActions', () => {
  it('turns off what is on, and on what is off', () => {
    expect(statusActions(true).map(({ title }) => title)).toEqual(['Turn off', 'Restart engine', 'Show log']);
    expect(statusActions(false)[0]).toEqual({ title: 'Turn on', command: 'inkling.toggleCompletions' });
  });
});
