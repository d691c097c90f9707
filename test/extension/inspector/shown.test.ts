/** What the text of an inspection is written from. */
import { expect, it } from 'vitest';
import type { Shown } from '../../../src/extension/inspector/desk';
import { Inspector } from '../../../src/extension/inspector/inspector';
import { settled } from '../engine/fake-transport';
import { FakeDesk, placeAt } from './fake-desk';
import { FakeInspections } from './fake-inspections';

async function live() {
  const engine = new FakeInspections();
  const desk = new FakeDesk();
  const inspector = new Inspector({ engine, desk, post: () => undefined, say: (note) => note });
  void inspector.take({ type: 'ready' });
  await settled();
  engine.asked[0]!.answer();
  await settled();
  const shown = (): Partial<Shown> => inspector.shown ?? {};
  return { engine, desk, inspector, shown };
}

it('has the state that the page is in', async () => {
  const { desk, inspector, shown } = await live();
  expect(shown().state).toEqual({ kind: 'live' });
  desk.place = { kind: 'place', place: placeAt('let a = 1', { version: 2 }) };
  inspector.moved();
  expect(shown().state).toEqual({ kind: 'stale', line: 1, edits: 1 });
  await inspector.take({ type: 'pin', on: true });
  expect(shown().state).toEqual({ kind: 'pinned' });
  inspector.dispose();
});

it('has a search, also when the page has gone on to another place', async () => {
  const { engine, inspector, shown } = await live();
  expect(shown().tree).toBeUndefined();
  void inspector.take({ type: 'search', width: 1, depth: 1, lengthPenalty: 0, path: [] });
  await settled();
  const tree = { nodes: [], paths: [], passes: 1, most: 1 };
  engine.searches[0]!.onTree(tree);
  expect(shown()).toMatchObject({ tree, isTreeOld: false });
  void inspector.take({ type: 'look', position: 0 });
  await settled();
  engine.asked.at(-1)!.answer();
  await settled();
  expect(shown()).toMatchObject({ tree, isTreeOld: true });
  inspector.dispose();
});
