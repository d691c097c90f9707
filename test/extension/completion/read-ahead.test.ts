import { beforeEach, describe, expect, it } from 'vitest';
import { type PowerDecision, UNSAVED } from '../../../src/completion/power/policy';
import type { Question } from '../../../src/extension/completion/question';
import { ReadAhead } from '../../../src/extension/completion/read-ahead';
import type { EngineState } from '../../../src/extension/engine/state';
import { FakeClock, MODEL } from '../engine/fake-transport';
import { living, reset, state, window } from '../vscode-mock';
import { withCursor } from './fake-document';
import { questionOf } from './fake-engine';

const READY: EngineState = { kind: 'ready', model: MODEL, last: undefined };

/** An editor in front, and what is read of it. */
function follow(engine: EngineState = READY, decision: PowerDecision = UNSAVED) {
  const read: Question[] = [];
  const anticipated: Question[] = [];
  const clock = new FakeClock();
  const { document, position } = withCursor('let |');
  const editor = { document, selections: [], selection: { active: position, isEmpty: true } };
  window.activeTextEditor = editor;
  const reading = new ReadAhead({
    completer: { readAhead: (question) => void read.push(question), anticipate: (question) => anticipated.push(question) },
    reader: { question: () => questionOf('let |') },
    engine: { state: engine },
    power: { decision },
    clock,
  });
  const moves = (textEditor: unknown = editor) => state.selection.fire({ textEditor });
  const changes = (text = 'x') => state.edited.fire({ document, contentChanges: text ? [{ text }] : [] });
  return { read, anticipated, clock, editor, moves, changes, reading };
}

beforeEach(reset);

describe('reading ahead', () => {
  it('happens at once when text has changed and the cursor has followed, and an answer is begun', () => {
    const { read, anticipated, moves, changes } = follow();
    changes();
    expect(anticipated).toHaveLength(0);
    moves();
    expect(anticipated).toHaveLength(1);
    expect(read).toHaveLength(0);
  });

  it('happens where the cursor rests, and not on its way', () => {
    const { read, clock, moves, changes } = follow();
    changes('');
    moves();
    clock.pass(149);
    moves();
    clock.pass(149);
    expect(read).toHaveLength(0);
    clock.pass(1);
    expect(read).toHaveLength(1);
  });

  it('happens when a file comes to the front', () => {
    const { read, clock, editor } = follow();
    state.activeEditor.fire(editor);
    state.activeEditor.fire(undefined);
    clock.pass(1_000);
    expect(read).toHaveLength(0);
    state.activeEditor.fire(editor);
    clock.pass(150);
    expect(read).toHaveLength(1);
  });

  it('does not happen for an editor that is not in front', () => {
    const { read, clock, moves } = follow();
    moves({ document: {} });
    clock.pass(1_000);
    expect(read).toHaveLength(0);
  });

  it('starts no engine', () => {
    const { anticipated, moves, changes } = follow({ kind: 'stopped' });
    changes();
    moves();
    expect(anticipated).toHaveLength(0);
  });

  it('where power is saved happens only for what is typed', () => {
    const { read, anticipated, clock, moves, changes } = follow(READY, { ...UNSAVED, speculate: false });
    moves();
    clock.pass(1_000);
    expect(read).toHaveLength(0);
    changes();
    moves();
    expect(anticipated).toHaveLength(1);
  });

  it('ends', () => {
    const { clock, moves, reading } = follow();
    moves();
    reading.dispose();
    expect(clock.timers).toBe(0);
    expect(living()).toBe(0);
  });
});
