import { expect, it } from 'vitest';
import type { LastRun } from '../../../src/extension/engine/state';
import { Inspector } from '../../../src/extension/inspector/inspector';
import type { ToPage } from '../../../src/protocol/panel';
import { parseToPage } from '../../../src/protocol/validate-to-page';
import { FakeClock, settled } from '../engine/fake-transport';
import { FakeDesk, placeAt } from './fake-desk';
import { FakeInspections, MODEL } from './fake-inspections';

const run = (decoded: number, decode: number): LastRun => ({
  timings: { tokenize: 1, prefill: 20, decode, total: 21 + decode },
  counts: { prompt: 9, reused: 4, prefilled: 5, decoded, guessed: 0 },
});

/** A panel that shows the text in front. */
async function live() {
  const engine = new FakeInspections();
  const desk = new FakeDesk();
  const clock = new FakeClock();
  const posted: ToPage[] = [];
  const inspector = new Inspector({ engine, desk, clock, post: (message) => posted.push(message), say: (note) => note });
  const answer = async () => {
    await settled();
    engine.asked.at(-1)!.answer();
    await settled();
  };
  void inspector.take({ type: 'ready' });
  await answer();
  /** Types, with a completion that cost this, and rests. */
  const type = async (version: number, last: LastRun | undefined) => {
    engine.become({ kind: 'thinking', model: MODEL, last: undefined });
    desk.place = { kind: 'place', place: placeAt('let a = 1', { version }) };
    inspector.moved();
    clock.pass(150);
    engine.become({ kind: 'ready', model: MODEL, last });
    clock.pass(100); // what it wrote is drawn
    await answer();
  };
  const frames = () => posted.flatMap((message) => (message.type === 'frame' ? [message.frame] : []));
  return { engine, inspector, posted, frames, type };
}

it.each([
  ['no completion yet', undefined, undefined],
  ['one that wrote nothing', run(0, 3), undefined],
  ['one that wrote', run(4, 36), { tokens: 4, milliseconds: 36 }],
])('a frame says what the last completion’s tokens took: %s', async (_, last, decode) => {
  const { frames, type } = await live();
  expect(frames()[0]).not.toHaveProperty('decode');
  await type(2, last);
  expect(frames().at(-1)?.seq).toBe(2);
  expect(frames().at(-1)?.decode).toEqual(decode);
});

it('a completion alone is no message, and neither is one while the panel is hidden', async () => {
  const { engine, inspector, posted } = await live();
  const before = posted.length;
  engine.become({ kind: 'thinking', model: MODEL, last: undefined });
  engine.become({ kind: 'ready', model: MODEL, last: run(4, 36) });
  expect(posted).toHaveLength(before);
  inspector.visible(false);
  engine.become({ kind: 'ready', model: MODEL, last: run(5, 40) });
  expect(posted).toHaveLength(before);
});

it.each([{ tokens: 4 }, { tokens: -1, milliseconds: 3 }, { tokens: 1, milliseconds: Number.NaN }, 9])(
  'the page takes no frame with the cost %j',
  async (decode) => {
    const { frames } = await live();
    const frame = frames()[0]!;
    expect(parseToPage({ type: 'frame', frame: { ...frame, decode: { tokens: 4, milliseconds: 36 } } })).toBeDefined();
    expect(parseToPage({ type: 'frame', frame: { ...frame, decode } })).toBeUndefined();
  },
);
