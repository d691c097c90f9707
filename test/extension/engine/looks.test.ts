import { describe, expect, it } from 'vitest';
import type { Inspection, ScanPart, SearchTree } from '../../../src/protocol/inspection';
import { checkSettings } from '../../../src/sampling/settings';
import { type FakeEngine, MODEL, playedClient, settled } from './fake-transport';

const PREFIX = { text: 'let x', start: 0 };
const ABOUT = { document: 'a', prefix: PREFIX, heal: true };
const SEARCH = { ...ABOUT, width: 2, depth: 4, lengthPenalty: 0, sampling: checkSettings({}) };

/** With arrays in one large buffer, as a message from a process has them. */
function inspection(): Inspection {
  const { buffer } = new Float32Array(1000);
  return {
    ids: new Int32Array(buffer, 0, 2),
    start: 0,
    startsWithControl: false,
    healed: new Uint8Array(buffer, 8, 1),
    position: 1,
    logits: new Float32Array(buffer, 16, 3),
    reused: 1,
    prefilled: 1,
    timings: { tokenize: 0, prefill: 1, total: 1 },
    cache: { tokens: 2, window: 10, bytes: 1, budget: 2 },
    attention: { layers: 1, heads: 1, tokens: 2, weights: new Float32Array(buffer, 32, 2) },
  };
}

/** A client whose engine is open. */
async function openClient() {
  const played = playedClient();
  const restarted = played.client.restart();
  await settled();
  const [engine] = played.engines as [FakeEngine];
  engine.opens();
  await restarted;
  return { ...played, engine };
}

const lastId = ({ sent }: FakeEngine): number => (sent.at(-1) as { readonly id: number }).id;

describe('looking into the model', () => {
  it('starts the engine, and is no thinking of a completion', async () => {
    const { client, engines, states } = playedClient();
    const answer = client.inspect(ABOUT);
    await settled();
    const [engine] = engines as [FakeEngine];
    engine.opens();
    await settled();
    expect(engine.sent.at(-1)).toEqual({ type: 'inspect', id: lastId(engine), request: ABOUT });
    engine.says({ type: 'inspected', id: lastId(engine), inspection: inspection() });
    expect(await answer).toEqual(inspection());
    expect(states).toEqual(['starting', 'ready']);
  });

  it('gives arrays that take nothing else along', async () => {
    const { client, engine } = await openClient();
    const answer = client.inspect(ABOUT);
    await settled();
    engine.says({ type: 'inspected', id: lastId(engine), inspection: inspection() });
    const { ids, healed, logits, attention } = (await answer)!;
    for (const array of [ids, healed, logits, attention!.weights]) expect(array.buffer.byteLength).toBe(array.byteLength);
    const table = client.vocabulary();
    await settled();
    const { buffer } = new Uint8Array(100);
    const vocabulary = {
      bytes: new Uint8Array(buffer, 0, 3),
      ends: new Uint32Array(buffer, 4, 2),
      control: new Uint32Array(buffer, 12, 1),
    };
    engine.says({ type: 'listed', id: lastId(engine), vocabulary });
    for (const array of Object.values(await table)) expect(array.buffer.byteLength).toBe(array.byteLength);
  });

  it('is undefined when the engine dropped it, and tells the engine when it is cancelled', async () => {
    const { client, engine } = await openClient();
    const abort = new AbortController();
    const answer = client.inspect(ABOUT, { signal: abort.signal });
    await settled();
    const id = lastId(engine);
    abort.abort();
    expect(engine.sent.at(-1)).toEqual({ type: 'cancel', id });
    engine.says({ type: 'dropped', id });
    expect(await answer).toBeUndefined();
    expect(await client.inspect(ABOUT, { signal: abort.signal })).toBeUndefined();
    expect(engine.types().filter((type) => type === 'inspect')).toHaveLength(1);
  });

  it('hands on the parts of a scan, and says whether it came to its end', async () => {
    const { client, engine } = await openClient();
    const parts: ScanPart[] = [];
    for (const end of ['done', 'dropped'] as const) {
      const answer = client.scan({ document: 'a', prefix: PREFIX, text: 'i++' }, { onPart: (part) => parts.push(part) });
      await settled();
      engine.says({ type: 'scanned', id: lastId(engine), part: { tokens: [], done: 0.5 } });
      engine.says({ type: end, id: lastId(engine) });
      expect(await answer).toBe(end === 'done');
    }
    expect(parts).toHaveLength(2);
  });

  it('hands on the trees of a search', async () => {
    const { client, engine } = await openClient();
    const trees: SearchTree[] = [];
    const answer = client.search(SEARCH, { onTree: (tree) => trees.push(tree) });
    await settled();
    const tree = { nodes: [], paths: [], passes: 1, most: 3 };
    engine.says({ type: 'searched', id: lastId(engine), tree });
    engine.says({ type: 'done', id: lastId(engine) });
    expect(await answer).toBe(true);
    expect(trees).toEqual([tree]);
  });

  it('rejects with what went wrong, and when the engine goes', async () => {
    const { client, engine } = await openClient();
    const refused = client.inspect({ ...ABOUT, position: 9 });
    await settled();
    engine.says({ type: 'failed', id: lastId(engine), error: { code: 'position-unknown', args: ['9', '2'] } });
    await expect(refused).rejects.toMatchObject({ code: 'position-unknown' });
    const lost = client.inspect(ABOUT);
    await settled();
    engine.crashes();
    await expect(lost).rejects.toMatchObject({ code: 'engine-crashed' });
  });

  it('is released only where there is an engine, and its documents are closed with it', async () => {
    const { client, engine } = await openClient();
    client.releaseInspection();
    expect(engine.sent.at(-1)).toEqual({ type: 'release' });
    const answer = client.inspect(ABOUT);
    await settled();
    engine.says({ type: 'dropped', id: lastId(engine) });
    await answer;
    client.closeDocument('a');
    expect(engine.sent.at(-1)).toEqual({ type: 'close', document: 'a' });
    await client.stop();
    const before = engine.sent.length;
    client.releaseInspection();
    expect(engine.sent).toHaveLength(before);
  });

  it('keeps the engine from being ended for idleness', async () => {
    const { client, engines, clock } = playedClient(() => 1000);
    const answer = client.inspect(ABOUT);
    await settled();
    const [engine] = engines as [FakeEngine];
    engine.opens();
    await settled();
    expect(clock.timers).toBe(0);
    engine.says({ type: 'inspected', id: lastId(engine), inspection: inspection() });
    await answer;
    expect(clock.timers).toBe(1);
    expect(client.state).toMatchObject({ kind: 'ready', model: MODEL });
  });
});
