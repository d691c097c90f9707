import { describe, expect, it } from 'vitest';
import { Inspector } from '../../../src/extension/inspector/inspector';
import type { Place } from '../../../src/extension/inspector/place';
import type { FromPage, PanelState, ToPage } from '../../../src/protocol/panel';
import { FakeClock, settled } from '../engine/fake-transport';
import { FakeDesk, placeAt } from './fake-desk';
import { FakeInspections } from './fake-inspections';

/** A panel that shows the first version of a text, and does not follow the cursor. */
async function fixed() {
  const engine = new FakeInspections();
  const desk = new FakeDesk();
  const clock = new FakeClock();
  const posted: ToPage[] = [];
  const inspector = new Inspector({ engine, desk, clock, post: (message) => posted.push(message), say: (note) => note });
  const take = (message: FromPage): void => void inspector.take(message);
  const answer = async (): Promise<void> => {
    await settled();
    engine.asked.at(-1)!.answer();
    await settled();
  };
  const move = (text: string, more: Partial<Place>): void => {
    desk.place = { kind: 'place', place: placeAt(text, more) };
    inspector.moved();
  };
  /** What the page says of the frame that it shows. */
  const shown = (): readonly [version: number | undefined, state: PanelState | undefined] => {
    let version: number | undefined;
    let state: PanelState | undefined;
    for (const message of posted) {
      if (message.type === 'frame' && message.frame.source.kind === 'document') version = message.frame.source.version;
      if (message.type === 'state' || message.type === 'frame') state = message.state ?? state;
    }
    return [version, state];
  };
  take({ type: 'ready' });
  await answer();
  take({ type: 'follow', on: false });
  return { desk, clock, take, answer, move, shown };
}

describe('a frame that is not of where the cursor is', () => {
  it('stays stale when another token of it is looked at', async () => {
    const { take, answer, move, shown, clock } = await fixed();
    move('let a = 1234', { version: 5 });
    clock.pass(1_000);
    expect(shown()).toEqual([1, { kind: 'stale', line: 1, edits: 4 }]);
    take({ type: 'look', position: 2 });
    await answer();
    clock.pass(1_000);
    expect(shown()).toEqual([1, { kind: 'stale', line: 1, edits: 4 }]);
  });

  it('is stale when the text was changed before the answer', async () => {
    const { take, answer, move, shown } = await fixed();
    take({ type: 'refresh' });
    await settled();
    move('let a = 1', { version: 2 });
    await answer();
    expect(shown()).toEqual([1, { kind: 'stale', line: 1, edits: 1 }]);
  });

  it.each<[what: string, more: Partial<Place>]>([
    ['the cursor', { offset: 3 }],
    ['another file', { document: 'file:///b.ts', version: 7 }],
    ['a second cursor', { cursors: 2 }],
  ])('is stale, without an edit, because of %s', async (_, more) => {
    const { take, answer, move, shown } = await fixed();
    take({ type: 'refresh' });
    await settled();
    move('let a = ', more);
    await answer();
    expect(shown()).toEqual([1, { kind: 'stale', line: 1, edits: 0 }]);
  });

  it('goes on counting edits, and is live once it is looked at anew', async () => {
    const { take, answer, move, shown, clock } = await fixed();
    move('let a = 1', { version: 2 });
    take({ type: 'look', position: 2 });
    await answer();
    move('let a = 12', { version: 3 });
    clock.pass(1_000);
    expect(shown()).toEqual([1, { kind: 'stale', line: 1, edits: 2 }]);
    take({ type: 'refresh' });
    await answer();
    expect(shown()).toEqual([3, { kind: 'live' }]);
  });

  it('is live again when the cursor is back where it was', async () => {
    const { take, answer, move, shown } = await fixed();
    move('let a = ', { offset: 3 });
    expect(shown()).toEqual([1, { kind: 'stale', line: 1, edits: 0 }]);
    move('let a = ', {});
    expect(shown()).toEqual([1, { kind: 'live' }]);
    take({ type: 'look', position: 2 });
    await answer();
    expect(shown()).toEqual([1, { kind: 'live' }]);
  });

  it('stays what it is when nothing is being read that could be cancelled', async () => {
    const { take, move, shown } = await fixed();
    take({ type: 'cancel' });
    expect(shown()).toEqual([1, { kind: 'live' }]);
    move('let a = ', { offset: 3 });
    take({ type: 'cancel' });
    expect(shown()).toEqual([1, { kind: 'stale', line: 1, edits: 0 }]);
  });

  it('is pinned where it is pinned, and a text of one’s own is of no place', async () => {
    const { take, answer, move, shown } = await fixed();
    take({ type: 'pin', on: true });
    move('elsewhere', { version: 9 });
    take({ type: 'look', position: 2 });
    await answer();
    expect(shown()).toEqual([1, { kind: 'pinned' }]);
    take({ type: 'text', text: 'x' });
    await answer();
    expect(shown()).toEqual([1, { kind: 'live' }]);
  });
});
