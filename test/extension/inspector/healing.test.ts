import { expect, test } from 'vitest';
import { Inspector } from '../../../src/extension/inspector/inspector';
import { EngineFault } from '../../../src/protocol/errors';
import type { Inspection } from '../../../src/protocol/inspection';
import type { FromPage, ToPage } from '../../../src/protocol/panel';
import { FakeClock, settled } from '../engine/fake-transport';
import { FakeDesk, placeAt } from './fake-desk';
import { FakeInspections } from './fake-inspections';

/** A panel that shows a place where `t` was taken back. */
async function healed(more: Partial<Inspection> = {}) {
  const engine = new FakeInspections();
  const desk = new FakeDesk();
  const posted: ToPage[] = [];
  const inspector = new Inspector({
    engine,
    desk,
    clock: new FakeClock(),
    post: (message) => posted.push(message),
    say: (note) => note,
  });
  const take = async (message: FromPage): Promise<void> => {
    void inspector.take(message);
    await settled();
  };
  await take({ type: 'ready' });
  engine.asked[0]!.answer({ healed: new TextEncoder().encode('t'), ...more });
  await settled();
  const answers = () => posted.filter(({ type }) => type === 'extras');
  const state = () => posted.flatMap((message) => (message.type === 'state' ? [message.state.kind] : [])).at(-1);
  return { engine, desk, inspector, take, answers, state };
}

test('it asks what the end is like as it stands, only when it is wanted, and tells both', async () => {
  const logits = new Float32Array(257).fill(-10);
  logits[116] = 3; // t
  logits[120] = 9; // x, which does not spell what was taken back
  const { engine, take, answers } = await healed({ logits });
  expect(engine.asked).toHaveLength(1);
  await take({ type: 'compare-heal' });
  expect(engine.asked).toHaveLength(2);
  const [first, second] = engine.asked.map(({ request }) => request);
  const { position: _, ...place } = first!;
  expect(second).toEqual({ ...place, heal: false });
  engine.asked[1]!.answer({ logits });
  await settled();
  expect(answers()).toEqual([
    { type: 'extras', seq: 1, extras: { healing: { on: [{ id: 116, probability: 1 }], off: expect.anything() } } },
  ]);
  const [answer] = answers();
  const off = answer?.type === 'extras' ? answer.extras.healing!.off : [];
  expect(off).toHaveLength(8);
  expect(off.slice(0, 2).map(({ id }) => id)).toEqual([120, 116]);
  expect(off[0]!.probability / off[1]!.probability).toBeCloseTo(Math.exp(6), 3);
});

test.each([
  ['nothing was taken back', { healed: new Uint8Array() }],
  ['another position is looked at', { position: 2 }],
])('it asks nothing where %s', async (_, more) => {
  const { engine, take } = await healed(more);
  await take({ type: 'compare-heal' });
  expect(engine.asked).toHaveLength(1);
});

test('a newer frame drops it, whatever comes back', async () => {
  const { engine, take, answers } = await healed();
  await take({ type: 'compare-heal' });
  await take({ type: 'refresh' });
  expect(engine.asked[1]!.signal.aborted).toBe(true);
  engine.asked[1]!.answer();
  engine.asked[2]!.answer();
  await settled();
  expect(answers()).toEqual([]);
});

test('one that was asked while a look is under way is dropped when that is shown', async () => {
  const { engine, take, answers } = await healed();
  await take({ type: 'refresh' });
  await take({ type: 'compare-heal' });
  expect(engine.asked[2]!.signal.aborted).toBe(false);
  engine.asked[1]!.answer();
  await settled();
  expect(engine.asked[2]!.signal.aborted).toBe(true);
  expect(answers()).toEqual([]);
});

test('it makes way for a cursor that moves', async () => {
  const { engine, desk, inspector, take } = await healed();
  await take({ type: 'compare-heal' });
  desk.place = { kind: 'place', place: placeAt('let a = 1', { version: 2 }) };
  inspector.moved();
  expect(engine.asked[1]!.signal.aborted).toBe(true);
});

test('a fault of the engine is shown', async () => {
  const { engine, take, state } = await healed();
  await take({ type: 'compare-heal' });
  engine.asked[1]!.fail(new EngineFault('engine-internal'));
  await settled();
  expect(state()).toBe('error');
});
