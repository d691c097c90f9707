import { describe, expect, it } from 'vitest';
import { Inspector } from '../../../src/extension/inspector/inspector';
import type { Suggestion } from '../../../src/extension/inspector/suggestion';
import { EngineFault } from '../../../src/protocol/errors';
import type { GeneratedToken } from '../../../src/protocol/messages';
import type { FromPage, ToPage } from '../../../src/protocol/panel';
import { checkSettings } from '../../../src/sampling/settings';
import { FakeClock, settled } from '../engine/fake-transport';
import { FakeDesk, placeAt } from './fake-desk';
import { FakeInspections, MODEL } from './fake-inspections';

function setUp() {
  const engine = new FakeInspections();
  const desk = new FakeDesk();
  const clock = new FakeClock();
  const posted: ToPage[] = [];
  const inspector = new Inspector({ engine, desk, clock, post: (message) => posted.push(message), say: (note) => note });
  const take = (message: FromPage): void => void inspector.take(message);
  const states = () =>
    posted.flatMap((message) => ((message.type === 'state' || message.type === 'frame') && message.state ? [message.state] : []));
  const frames = () => posted.flatMap((message) => (message.type === 'frame' ? [message.frame] : []));
  return { engine, desk, clock, posted, inspector, take, states, frames };
}

/** A panel that shows the text in front. */
async function live() {
  const all = setUp();
  all.take({ type: 'ready' });
  await settled();
  all.engine.asked[0]!.answer();
  await settled();
  return all;
}

function suggestionOf(tokens: readonly GeneratedToken[]): Suggestion {
  const text = tokens.map((token) => token.text).join('');
  return {
    request: { document: 'file:///a.ts', prefix: { text: 'let a = ', start: 0 } },
    settings: checkSettings({}),
    written: { text, tokens, stop: 'line-end' },
    shaping: { raw: text, steps: [{ name: 'overlap', before: text, after: '1' }], text: '1' },
  };
}

describe('the inspector', () => {
  it('says nothing to a page that does not listen yet', async () => {
    const { posted, engine, inspector } = setUp();
    inspector.moved();
    await settled();
    expect(posted).toEqual([]);
    expect(engine.asked).toEqual([]);
  });

  it('introduces the model once, shows that it reads, and then what it found', async () => {
    const { posted, frames, states, inspector } = await live();
    expect(posted.filter(({ type }) => type === 'model')).toHaveLength(1);
    expect(states().map(({ kind }) => kind)).toEqual(['reading', 'loading', 'live']);
    expect(frames()[0]?.source).toMatchObject({ kind: 'document', name: 'a.ts', line: 1, column: 9, version: 1, dropped: 0 });
    expect(inspector.shown?.frame).toBe(frames()[0]);
  });

  it('tells a page that was loaded anew whether surprising places are marked', async () => {
    const { posted, take, inspector } = await live();
    expect(posted).toContainEqual({ type: 'underlines', shown: true });
    take({ type: 'underline', on: false });
    inspector.visible(false);
    inspector.visible(true);
    take({ type: 'ready' });
    await settled();
    expect(posted.filter(({ type }) => type === 'underlines').at(-1)).toEqual({ type: 'underlines', shown: false });
  });

  it('says how far the model has been opened', async () => {
    const { take, states, engine } = setUp();
    take({ type: 'ready' });
    engine.become({ kind: 'starting', loaded: 0.5 });
    expect(states().at(-1)).toEqual({ kind: 'loading', fraction: 0.5 });
  });

  it('marks a result as stale at once, and follows only when the cursor rests', async () => {
    const { desk, inspector, states, clock, engine, frames } = await live();
    desk.place = { kind: 'place', place: placeAt('let a = 1', { version: 3 }) };
    inspector.moved();
    expect(states().at(-1)).toEqual({ kind: 'stale', line: 1, edits: 2 });
    expect(engine.asked).toHaveLength(1);
    clock.pass(149);
    expect(engine.asked).toHaveLength(1);
    clock.pass(1);
    await settled();
    engine.asked[1]!.answer({ prefilled: 2 });
    await settled();
    expect(states().at(-1)).toEqual({ kind: 'live' });
    expect(frames().at(-1)).toMatchObject({ seq: 2, edit: { tokens: 2, milliseconds: 20 } });
  });

  it('reads nothing and counts nothing while somebody types', async () => {
    const { desk, inspector, states, clock, engine } = await live();
    const reads = desk.reads;
    const before = states().length;
    for (let version = 2; version <= 7; version++) {
      desk.place = { kind: 'place', place: placeAt('let a = 1', { version }) };
      inspector.moved();
      clock.pass(100);
    }
    expect(states().slice(before)).toEqual([{ kind: 'stale', line: 1, edits: 1 }]);
    expect(desk.reads).toBe(reads);
    clock.pass(50);
    await settled();
    expect(desk.reads).toBe(reads + 1);
    engine.asked[1]!.answer();
    await settled();
    clock.pass(1_000);
    expect(states().at(-1)).toEqual({ kind: 'live' });
  });

  it('counts the edits once it is quiet, where it does not follow', async () => {
    const { desk, inspector, states, clock, take } = await live();
    take({ type: 'follow', on: false });
    for (let version = 2; version <= 4; version++) {
      desk.place = { kind: 'place', place: placeAt('let a = 1', { version }) };
      inspector.moved();
      clock.pass(100);
    }
    expect(states().at(-1)).toEqual({ kind: 'stale', line: 1, edits: 1 });
    clock.pass(900);
    expect(states().at(-1)).toEqual({ kind: 'stale', line: 1, edits: 3 });
  });

  it('waits until the engine has completed, and what it answered can be drawn', async () => {
    const { desk, inspector, clock, engine } = await live();
    const model = { kind: 'thinking', model: MODEL, last: undefined } as const;
    engine.become(model);
    desk.place = { kind: 'place', place: placeAt('let a = 1', { version: 2 }) };
    const { reads } = desk;
    inspector.moved();
    clock.pass(1_000);
    await settled();
    expect([engine.asked.length, desk.reads]).toEqual([1, reads]);
    engine.become({ ...model, kind: 'ready' });
    clock.pass(90);
    engine.become(model); // the next completion
    clock.pass(200);
    engine.become({ ...model, kind: 'ready' });
    clock.pass(90);
    await settled();
    expect(engine.asked).toHaveLength(1);
    clock.pass(10);
    await settled();
    expect(engine.asked[1]?.request.prefix.text).toBe('let a = 1');
    engine.become(model);
    engine.become({ ...model, kind: 'ready' });
    clock.pass(1_000);
    await settled();
    expect(engine.asked).toHaveLength(2);
  });

  it('waits for what was answered shortly before, too', async () => {
    const { desk, inspector, clock, engine } = await live();
    const model = { kind: 'thinking', model: MODEL, last: undefined } as const;
    desk.place = { kind: 'place', place: placeAt('let a = 1', { version: 2 }) };
    inspector.moved();
    engine.become(model);
    clock.pass(100);
    engine.become({ ...model, kind: 'ready' });
    clock.pass(90);
    await settled();
    expect(engine.asked).toHaveLength(1);
    clock.pass(10);
    await settled();
    expect(engine.asked).toHaveLength(2);
  });

  it('goes back to where the cursor is by now when a text of one’s own is given up', async () => {
    const { desk, inspector, engine, take } = await live();
    take({ type: 'text', text: 'Viewing a' });
    desk.place = { kind: 'place', place: placeAt('moved on', { version: 2 }) };
    inspector.moved();
    take({ type: 'text', text: undefined });
    await settled();
    expect(engine.asked.at(-1)?.request.prefix.text).toBe('moved on');
  });

  it('stays with the place it is pinned to when another token of it is looked at', async () => {
    const { desk, inspector, engine, take } = await live();
    take({ type: 'pin', on: true });
    desk.place = { kind: 'place', place: placeAt('elsewhere', { version: 9 }) };
    inspector.moved();
    take({ type: 'look', position: 2 });
    await settled();
    expect(engine.asked.at(-1)?.request).toMatchObject({ prefix: { text: 'let a = ' }, position: 2 });
  });

  it('stays with that place when a setting changes', async () => {
    const { desk, inspector, engine, take } = await live();
    take({ type: 'pin', on: true });
    desk.place = { kind: 'place', place: placeAt('elsewhere', { version: 9 }) };
    inspector.moved();
    inspector.settingsChanged();
    take({ type: 'look', position: 2 });
    await settled();
    expect(engine.asked.at(-1)?.request).toMatchObject({ prefix: { text: 'let a = ' }, position: 2 });
  });

  it('reads the text once to look anew', async () => {
    const { desk, take } = await live();
    const { reads } = desk;
    take({ type: 'refresh' });
    await settled();
    expect(desk.reads).toBe(reads + 1);
  });

  it('is not stale where nothing has moved, as when an editor gets the keys back', async () => {
    const { inspector, states } = await live();
    inspector.moved();
    expect(states().at(-1)).toEqual({ kind: 'live' });
  });

  it('drops an answer that a newer question has overtaken', async () => {
    const { desk, inspector, clock, engine, frames } = await live();
    for (const [text, version] of [
      ['let b', 2],
      ['let bc', 3],
    ] as const) {
      desk.place = { kind: 'place', place: placeAt(text, { version }) };
      inspector.moved();
      clock.pass(150);
      await settled();
    }
    expect(engine.asked[1]!.signal.aborted).toBe(true);
    engine.asked[1]!.answer();
    engine.asked[2]!.answer();
    await settled();
    expect(frames().map(({ seq, inspection }) => [seq, inspection.ids.length])).toEqual([
      [1, 8],
      [2, 6],
    ]);
  });

  it('stays where it is pinned, and comes back when let go', async () => {
    const { desk, inspector, clock, engine, states, take } = await live();
    take({ type: 'pin', on: true });
    desk.place = { kind: 'place', place: placeAt('elsewhere', { version: 9 }) };
    inspector.moved();
    clock.pass(1000);
    await settled();
    expect(states().at(-1)).toEqual({ kind: 'pinned' });
    expect(engine.asked).toHaveLength(1);
    take({ type: 'pin', on: false });
    await settled();
    expect(engine.asked[1]?.request.prefix.text).toBe('elsewhere');
  });

  it('asks nothing and says nothing while hidden, and frees what only looking needs', async () => {
    const { desk, inspector, clock, engine, posted, take } = await live();
    const before = posted.length;
    inspector.visible(false);
    expect(engine.released).toBe(1);
    desk.place = { kind: 'place', place: placeAt('later', { version: 4 }) };
    inspector.moved();
    clock.pass(10_000);
    await settled();
    expect([posted.length, engine.asked.length]).toEqual([before, 1]);
    inspector.visible(true);
    take({ type: 'ready' });
    await settled();
    expect(engine.asked[1]?.request.prefix.text).toBe('later');
  });

  it('asks for attention only while its section is open, after the frame itself', async () => {
    const { engine, posted, take } = await live();
    take({ type: 'wanted', sections: ['attention'] });
    await settled();
    expect(engine.asked[1]?.request).toMatchObject({ attention: true, position: 7 });
    engine.asked[1]!.answer();
    await settled();
    expect(posted.at(-1)).toMatchObject({ type: 'extras', seq: 1, extras: { attention: { tokens: 1 } } });
    take({ type: 'wanted', sections: [] });
    expect(engine.released).toBe(1);
  });

  it('keeps the last result when the engine fails, and tries again when asked', async () => {
    const { engine, states, frames, take, desk } = await live();
    take({ type: 'refresh' });
    await settled();
    engine.asked[1]!.fail(new EngineFault('engine-crashed'));
    await settled();
    expect(states().at(-1)).toEqual({ kind: 'error', message: 'explained engine-crashed', details: 'engine-crashed' });
    expect(frames()).toHaveLength(1);
    take({ type: 'act', kind: 'error' });
    await settled();
    expect(desk.notes).toContain('restart');
    engine.asked[2]!.answer();
    await settled();
    expect(states().at(-1)).toEqual({ kind: 'live' });
  });

  it.each([
    [{ kind: 'no-editor' }],
    [{ kind: 'unsupported', reason: 'too-large' }],
    [{ kind: 'unsupported', reason: 'excluded' }],
  ] as const)('says why there is nothing: %j', async (front) => {
    const { desk, take, states, engine } = setUp();
    desk.place = front;
    take({ type: 'ready' });
    await settled();
    expect(states()).toEqual([front]);
    expect(engine.asked).toEqual([]);
  });

  it('looks at a text of one’s own, which taking a token makes longer', async () => {
    const { engine, take, frames } = await live();
    take({ type: 'text', text: 'Viewing a' });
    await settled();
    expect(engine.asked[1]?.request).toMatchObject({ document: 'inkling:text', prefix: { text: 'Viewing a', start: 0 } });
    engine.asked[1]!.answer();
    await settled();
    take({ type: 'insert', ids: [32, 115] });
    await settled();
    engine.asked[2]!.answer();
    await settled();
    expect(frames().at(-1)?.source).toEqual({ kind: 'text', text: 'Viewing a s' });
  });

  it('takes a token into the document, or says that the text has changed', async () => {
    const { desk, take, posted } = await live();
    take({ type: 'insert', ids: [0xc3, 0xa9] });
    await settled();
    expect(desk.notes).toEqual(['insert "é" at 1']);
    desk.insertWorks = false;
    take({ type: 'insert', ids: [65] });
    await settled();
    expect(posted.at(-1)).toEqual({ type: 'told', sentence: 'changed-since' });
  });

  it('shows the tokens of a suggestion after the text they were made for', async () => {
    const { inspector, engine, frames, states, take, desk } = await live();
    const tokens = [
      { id: 49, text: '1', logprob: -1 },
      { id: 59, text: ';', logprob: -0.5 },
    ];
    inspector.show(suggestionOf(tokens));
    await settled();
    expect(engine.asked[1]?.request).toMatchObject({ heal: true, path: [49, 59], steps: true });
    engine.asked[1]!.answer();
    await settled();
    expect(frames().at(-1)).toMatchObject({
      source: {
        kind: 'suggestion',
        text: '1',
        tokens,
        kept: 1,
        stop: 'line-end',
        ending: ['The model stopped because the line ended.', 'Taken away as what stands right of the cursor already: “;”.'],
      },
      inspection: { position: 7, path: 2, steps: [{ id: 49 }, { id: 59 }] },
    });
    expect(states().at(-1)).toEqual({ kind: 'pinned' });

    // Another place of it has its own distribution; how each token was chosen is known.
    take({ type: 'look', position: 8 });
    await settled();
    expect(engine.asked[2]?.request).toMatchObject({ position: 8, path: [49, 59] });
    expect(engine.asked[2]?.request.steps).toBeUndefined();
    engine.asked[2]!.answer();
    await settled();
    expect(frames().at(-1)?.inspection).toMatchObject({ position: 8, steps: [{ id: 49 }, { id: 59 }] });
    take({ type: 'look', position: undefined });
    await settled();
    expect(engine.asked[3]?.request.position).toBe(7);
    take({ type: 'insert', ids: [65] });
    expect(desk.notes).toEqual([]);
  });

  it('shows a suggestion also where the page was hidden meanwhile', async () => {
    const { inspector, engine, take } = await live();
    inspector.visible(false);
    inspector.show(suggestionOf([{ id: 49, text: '1', logprob: -1 }]));
    inspector.visible(true);
    take({ type: 'ready' });
    await settled();
    expect(engine.asked.at(-1)?.request.path).toEqual([49]);
  });

  it('puts in only what is not typed yet of a token that healing has to spell, and nothing that does not fit', async () => {
    const { engine, desk, take, posted } = await live();
    take({ type: 'refresh' });
    await settled();
    engine.asked[1]!.answer({ healed: Uint8Array.of(97, 98) });
    await settled();
    take({ type: 'insert', ids: [97] });
    await settled();
    expect(posted.at(-1)).toEqual({ type: 'told', sentence: 'typed-already' });
    take({ type: 'insert', ids: [120] });
    await settled();
    expect(posted.at(-1)).toEqual({ type: 'told', sentence: 'does-not-fit' });
    take({ type: 'insert-path', ids: [97, 98, 99, 100] });
    await settled();
    expect(desk.notes).toEqual(['insert "cd" at 1']);
  });

  it('puts nothing at the cursor that belongs elsewhere', async () => {
    const { engine, desk, take, posted } = await live();
    take({ type: 'look', position: 2 });
    await settled();
    engine.asked[1]!.answer();
    await settled();
    take({ type: 'insert', ids: [65] });
    await settled();
    expect(posted.at(-1)).toEqual({ type: 'told', sentence: 'not-at-cursor' });
    take({ type: 'insert-path', ids: [65] }); // a search begins at the cursor
    await settled();
    expect(desk.notes).toEqual(['insert "A" at 1']);
  });

  it('pauses while the window is not in use, and looks at what has changed afterwards', async () => {
    const { desk, inspector, clock, engine, states } = await live();
    inspector.inUse(false);
    desk.place = { kind: 'place', place: placeAt('later', { version: 2 }) };
    inspector.moved();
    clock.pass(1000);
    await settled();
    expect(states().at(-1)).toEqual({ kind: 'paused' });
    expect(engine.asked).toHaveLength(1);
    inspector.inUse(true);
    await settled();
    engine.asked[1]!.answer();
    await settled();
    expect(engine.asked[1]!.request.prefix.text).toBe('later');
    expect(states().at(-1)).toEqual({ kind: 'live' });
  });

  it('goes on by itself once the workspace is trusted', async () => {
    const { desk, inspector, take, clock, engine, states } = setUp();
    desk.place = { kind: 'untrusted' };
    take({ type: 'ready' });
    await settled();
    expect([states(), engine.asked]).toEqual([[{ kind: 'untrusted' }], []]);
    take({ type: 'act', kind: 'untrusted' });
    await settled();
    expect(desk.notes).toEqual(['manage trust']);
    desk.place = { kind: 'place', place: placeAt('let a') };
    inspector.moved();
    clock.pass(150);
    await settled();
    expect(engine.asked).toHaveLength(1);
  });

  it.each([
    ['model-missing', { kind: 'no-model', message: 'explained model-missing' }],
    ['logits-partial', { kind: 'no-logits' }],
    ['engine-internal', { kind: 'error', message: 'explained engine-internal', details: 'engine-internal "why"' }],
  ] as const)('says what is missing where the engine says %s, and restarts it when asked', async (code, state) => {
    const { engine, states, take, desk } = await live();
    take({ type: 'refresh' });
    await settled();
    engine.asked[1]!.fail(new EngineFault(code, ...(code === 'engine-internal' ? ['why'] : [])));
    await settled();
    expect(states().at(-1)).toEqual(state);
    take({ type: 'act', kind: state.kind });
    await settled();
    expect([desk.notes, engine.asked.length]).toEqual([['restart'], 3]);
  });

  it('says how much of a long text is read', async () => {
    const { engine, states, take } = await live();
    take({ type: 'refresh' });
    await settled();
    engine.asked[1]!.reads(64, 200);
    expect(states().at(-1)).toEqual({ kind: 'reading', done: 64, of: 200 });
    take({ type: 'cancel' });
    engine.asked[1]!.reads(128, 200);
    expect(states().at(-1)).toEqual({ kind: 'cancelled' });
  });

  it('asks a saved inspection again, and says what is not as it was', async () => {
    const { engine, desk, take, frames, states } = await live();
    take({ type: 'open-replay' }); // and chooses none
    await settled();
    expect(engine.asked).toHaveLength(1);
    const memory = { share: 0.5, match: 3, tokens: [{ id: 9, probability: 1 }] };
    desk.file = {
      name: 'a.json',
      saved: {
        request: { prefix: { text: 'xyz', start: 5 }, heal: true, position: 2 },
        position: 2,
        memory,
        settings: checkSettings({}),
      } as never,
    };
    take({ type: 'open-replay' });
    await settled();
    expect(engine.asked[1]?.request).toEqual({ document: 'inkling:replay', prefix: { text: 'xyz', start: 5 }, heal: true, position: 2 });
    engine.asked[1]!.answer();
    await settled();
    expect(frames().at(-1)).toMatchObject({
      source: { kind: 'replay', name: 'a.json', differences: ['It differs.'] },
      inspection: { memory },
    });
    expect(states().at(-1)).toEqual({ kind: 'pinned' });
  });

  it('writes down what the page applies', async () => {
    const { desk, take } = await live();
    const settings = checkSettings({ strategy: 'sample', temperature: 1.5 });
    take({ type: 'copy', format: 'csv', tried: { settings, order: ['temperature'] } });
    take({ type: 'copy-text', text: 'details' });
    await settled();
    expect(desk.notes).toEqual(['copy csv at temperature 1.5', 'copy text details']);
  });

  it('tells a scan and a search part by part, and marks what was scanned in the editor', async () => {
    const { engine, desk, take, posted } = await live();
    take({ type: 'scan', scope: 'selection' });
    await settled();
    expect(posted.at(-1)).toEqual({ type: 'told', sentence: 'nothing-to-scan' });
    desk.scope = { document: 'file:///a.ts', version: 1, prefix: { text: '', start: 0 }, text: 'ab' };
    take({ type: 'scan', scope: 'file' });
    await settled();
    const [scan] = engine.scans;
    const token = { id: 97, start: 0, end: 1, logprob: -9, rank: 40, top: [] };
    scan!.onPart({ tokens: [token], done: 0.5 });
    scan!.onPart({ tokens: [token], done: 1 });
    scan!.end(true);
    await settled();
    const told = posted.filter((message) => message.type === 'scan');
    const begun = { type: 'scanning', scope: 'file', document: 'file:///a.ts' };
    expect(posted.slice(posted.indexOf(told[0]!) - 1, -2)).toEqual([begun, told[0]]);
    expect(told.map(({ from, done }) => [from, done])).toEqual([
      [0, false],
      [1, false],
      [2, true],
    ]);
    expect(desk.notes.filter((note) => note.startsWith('scanned'))).toEqual(['scanned 1', 'scanned 2', 'scanned 2']);

    take({ type: 'search', width: 2, depth: 3, lengthPenalty: 0, path: [] });
    await settled();
    const tree = { nodes: [], paths: [], passes: 1, most: 3 };
    engine.searches[0]!.onTree(tree);
    engine.searches[0]!.end(true);
    await settled();
    expect(posted.filter((message) => message.type === 'search').map(({ done }) => done)).toEqual([false, true]);
  });

  it('says that a search or a scan has ended also where it was stopped, and not where a newer one took its place', async () => {
    const { engine, desk, take, posted } = await live();
    const search = (...path: number[]): void => take({ type: 'search', width: 2, depth: 3, lengthPenalty: 0, path });
    const tree = { nodes: [], paths: [], passes: 1, most: 3 };
    search();
    search(5);
    engine.searches[0]!.onTree(tree);
    engine.searches[0]!.end(false);
    engine.searches[1]!.onTree(tree);
    take({ type: 'stop-search' });
    engine.searches[1]!.end(false);
    await settled();
    const searched = posted.filter((message) => message.type === 'search');
    expect(searched.map(({ path, done }) => [path, done])).toEqual([
      [[5], false],
      [[5], true],
    ]);

    desk.scope = { document: 'file:///a.ts', version: 1, prefix: { text: '', start: 0 }, text: 'ab' };
    take({ type: 'scan', scope: 'file' });
    await settled();
    take({ type: 'scan', scope: 'file' });
    await settled();
    engine.scans[0]!.end(false);
    await settled();
    expect(posted.filter((message) => message.type === 'scan')).toEqual([]);
    take({ type: 'stop-scan' });
    engine.scans[1]!.end(false);
    await settled();
    expect(posted.filter((message) => message.type === 'scan').map(({ done }) => done)).toEqual([true]);
  });

  it('searches with what completions draw on', async () => {
    const { engine, desk, take } = await live();
    desk.place = { kind: 'place', place: placeAt('let a', { neighbours: ['file:///b.ts'], suffix: ';' }) };
    take({ type: 'refresh' });
    await settled();
    engine.asked[1]!.answer();
    await settled();
    take({ type: 'search', width: 2, depth: 3, lengthPenalty: 0, path: [7] });
    await settled();
    expect(engine.searches[0]!.request).toMatchObject({ neighbours: ['file:///b.ts'], suffix: ';', path: [7], prefix: { text: 'let a' } });
  });

  it('leaves no listener, no timer and no question behind', async () => {
    const { inspector, desk, engine, clock } = await live();
    desk.place = { kind: 'place', place: placeAt('more', { version: 2 }) };
    inspector.moved();
    inspector.dispose();
    expect([engine.listeners, clock.timers]).toEqual([0, 0]);
  });
});
