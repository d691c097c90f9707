import { describe, expect, it } from 'vitest';
import { completion, type FakeEngine, playedClient, request, settled } from './fake-transport';

/** A client whose engine is open, and that engine. */
async function openClient() {
  const played = playedClient();
  const restarted = played.client.restart();
  await settled();
  const [engine] = played.engines as [FakeEngine];
  engine.opens();
  await restarted;
  return { ...played, engine };
}

describe('EngineClient', () => {
  it('starts nothing before it is asked', async () => {
    const { client, engines } = playedClient();
    await settled();
    expect(engines).toHaveLength(0);
    expect(client.state).toEqual({ kind: 'stopped' });
  });

  it('starts the engine once for requests that come together, and answers each', async () => {
    const { client, engines, states } = playedClient();
    const both = [client.complete(request('a')), client.complete(request('b'))];
    await settled();
    expect(engines).toHaveLength(1);
    const [engine] = engines as [FakeEngine];
    expect(engine.types()).toEqual(['open']);
    engine.opens();
    await settled();
    for (const sent of engine.sent)
      if (sent.type === 'complete') engine.says({ type: 'completed', id: sent.id, completion: completion(sent.request.document) });
    expect((await Promise.all(both)).map(({ text }) => text)).toEqual(['a', 'b']);
    expect(states).toEqual(['starting', 'ready', 'thinking', 'thinking', 'thinking', 'ready']);
  });

  it('hands tokens on while they come, and keeps what the last run cost', async () => {
    const { client, engine } = await openClient();
    const tokens: string[] = [];
    const answer = client.complete(request('a'), { onToken: ({ text }) => tokens.push(text) });
    await settled();
    const id = engine.idOf('complete');
    engine.says({ type: 'token', id, token: { id: 5, text: 'on', logprob: -0.1 }, text: 'on' });
    engine.says({ type: 'token', id: id + 1, token: { id: 5, text: 'nobody asked', logprob: -0.1 }, text: 'nobody asked' });
    engine.says({ type: 'completed', id, completion: completion('one') });
    await answer;
    expect(tokens).toEqual(['on']);
    expect(client.state).toMatchObject({ kind: 'ready', last: { timings: { total: 31 } } });
  });

  it('rejects with what the engine says went wrong, logs it, and goes on', async () => {
    const { client, engine, log } = await openClient();
    const answer = client.complete(request('a'));
    await settled();
    engine.says({ type: 'failed', id: engine.idOf('complete'), error: { code: 'engine-internal', args: ['why'] } });
    await expect(answer).rejects.toMatchObject({ name: 'EngineFault', code: 'engine-internal', args: ['why'] });
    expect(log).toContain('The engine met an unexpected error: why.');
    expect(client.state.kind).toBe('ready');
  });

  it('leaves messages aside that are not in the protocol', async () => {
    const { client, engine, log } = await openClient();
    const answer = client.complete(request('a'));
    await settled();
    for (const value of [undefined, 'text', { type: 'completed' }, { type: 'bye', id: 2 }]) engine.saysAnything(value);
    expect(log.filter((line) => line.includes('not in the protocol'))).toHaveLength(4);
    engine.says({ type: 'completed', id: engine.idOf('complete'), completion: completion('still here') });
    expect((await answer).text).toBe('still here');
  });
});

describe('cancelling', () => {
  it('tells the engine, and gives what the engine answers', async () => {
    const { client, engine } = await openClient();
    const controller = new AbortController();
    const answer = client.complete(request('a'), { signal: controller.signal });
    await settled();
    controller.abort();
    expect(engine.sent.at(-1)).toEqual({ type: 'cancel', id: engine.idOf('complete') });
    engine.says({ type: 'completed', id: engine.idOf('complete'), completion: completion('par', 'cancelled') });
    expect(await answer).toMatchObject({ text: 'par', stop: 'cancelled' });
    expect(client.state).toMatchObject({ last: undefined });
  });

  it('sends nothing for what is cancelled while the engine starts, which it still does', async () => {
    const { client, engines } = playedClient();
    const controller = new AbortController();
    const answer = client.complete(request('a'), { signal: controller.signal });
    await settled();
    controller.abort();
    expect((await answer).stop).toBe('cancelled');
    const [engine] = engines as [FakeEngine];
    engine.opens();
    await settled();
    expect(engine.types()).toEqual(['open']);
    expect(client.state.kind).toBe('ready');
  });

  it('sends nothing for what was cancelled before', async () => {
    const { client, engine } = await openClient();
    expect((await client.complete(request('a'), { signal: AbortSignal.abort() })).stop).toBe('cancelled');
    expect(engine.types()).toEqual(['open']);
  });

  it('forgets a document that is closed, if the engine heard of it', async () => {
    const { client, engine } = await openClient();
    void client.complete(request('a'));
    await settled();
    client.closeDocument('a');
    client.closeDocument('b');
    client.closeDocument('a');
    expect(engine.types().slice(2)).toEqual(['close']);
  });
});

describe('what is to be remembered', () => {
  const told = ({ sent }: FakeEngine) => sent.filter(({ type }) => type === 'remember' || type === 'forget');

  it('starts no engine, and is told to one that has opened, before what it is asked', async () => {
    const { client, engines } = playedClient();
    client.remember('a', 'let a');
    client.remember('b', 'let b');
    client.forget('b');
    await settled();
    expect(engines).toHaveLength(0);
    void client.complete(request('c'));
    await settled();
    client.remember('d', 'let d');
    const [engine] = engines as [FakeEngine];
    expect(engine.types()).toEqual(['open']);
    engine.opens();
    await settled();
    expect(engine.types()).toEqual(['open', 'remember', 'remember', 'complete']);
    expect(told(engine)).toEqual([
      { type: 'remember', source: 'a', text: 'let a' },
      { type: 'remember', source: 'd', text: 'let d' },
    ]);
  });

  it('is told at once to an open engine, and only when it is new', async () => {
    const { client, engine } = await openClient();
    client.remember('a', '1');
    client.remember('a', '1');
    client.remember('a', '2');
    client.forget('a');
    client.forget('a');
    expect(told(engine)).toEqual([
      { type: 'remember', source: 'a', text: '1' },
      { type: 'remember', source: 'a', text: '2' },
      { type: 'forget', source: 'a' },
    ]);
  });

  it('is told again to the engine that follows a crash', async () => {
    const { client, engines, engine } = await openClient();
    client.remember('a', '1');
    client.remember('b', '2');
    client.forget('a');
    engine.crashes();
    client.remember('c', '3');
    const restarted = client.restart();
    await settled();
    const second = engines[1] as FakeEngine;
    second.opens();
    await restarted;
    expect(told(second)).toEqual([
      { type: 'remember', source: 'b', text: '2' },
      { type: 'remember', source: 'c', text: '3' },
    ]);
  });

  it('has bounds, and the engine forgets what goes beyond them', async () => {
    const { client, engine } = await openClient();
    for (let source = 0; source < 70; source++) client.remember(String(source), 'x');
    const forgotten = engine.sent.filter(({ type }) => type === 'forget');
    expect(forgotten).toEqual(Array.from({ length: 6 }, (_, index) => ({ type: 'forget', source: String(index) })));
  });
});

describe('an engine that crashes', () => {
  it('rejects what is in flight, and the next request starts it again', async () => {
    const { client, engines, engine, states } = await openClient();
    const lost = [client.complete(request('a')), client.complete(request('b'))];
    await settled();
    engine.crashes();
    for (const one of lost) await expect(one).rejects.toMatchObject({ code: 'engine-crashed', args: ['SIGKILL'] });
    expect(states.at(-1)).toBe('stopped');
    expect(engines).toHaveLength(1);

    const next = client.complete(request('a'));
    await settled();
    const second = engines[1] as FakeEngine;
    second.opens();
    await settled();
    second.says({ type: 'completed', id: second.idOf('complete'), completion: completion('again') });
    expect((await next).text).toBe('again');
  });

  it('ignores what a dead engine still says', async () => {
    const { client, engine } = await openClient();
    engine.crashes();
    engine.opens();
    expect(client.state.kind).toBe('stopped');
  });

  it('is tried with growing pauses, five times, and then only when somebody asks for it', async () => {
    const { client, engines, clock } = playedClient();
    for (let crash = 0; crash < 5; crash += 1) {
      const answer = client.complete(request('a'));
      await settled();
      engines.at(-1)?.crashes();
      await expect(answer).rejects.toMatchObject({ code: 'engine-crashed' });
    }
    expect(clock.slept).toEqual([0, 0, 500, 1_000, 2_000]);
    expect(client.state).toEqual({ kind: 'failed', error: { code: 'engine-gave-up', args: ['5'] } });
    await expect(client.complete(request('a'))).rejects.toMatchObject({ code: 'engine-gave-up' });
    expect(engines).toHaveLength(5);

    const restarted = client.restart();
    await settled();
    expect(engines).toHaveLength(6);
    engines.at(-1)?.opens();
    expect((await restarted).name).toBe('fake');
  });
});

describe('an engine that cannot open its model', () => {
  it('says why, is ended, and is not asked again until somebody restarts it', async () => {
    const { client, engines } = playedClient();
    const answer = client.complete(request('a'));
    await settled();
    const [engine] = engines as [FakeEngine];
    const error = { code: 'model-missing', args: ['/models/fake.gguf'] } as const;
    engine.says({ type: 'failed', id: engine.idOf('open'), error });
    await expect(answer).rejects.toMatchObject(error);
    expect(engine.ended).toBe(true);
    expect(client.state).toEqual({ kind: 'failed', error });
    engine.crashes('its exit after being ended');
    await expect(client.complete(request('a'))).rejects.toMatchObject(error);
    expect(engines).toHaveLength(1);

    await client.stop();
    expect(client.state.kind).toBe('stopped');
    void client.complete(request('a'));
    await settled();
    expect(engines).toHaveLength(2);
  });
});

describe('ending', () => {
  it('answers what is in flight, waits for the engine, and starts anew at the next need', async () => {
    const { client, engine, engines } = await openClient();
    const lost = client.complete(request('a'));
    await settled();
    const stopped = client.stop();
    await expect(lost).rejects.toMatchObject({ code: 'engine-stopped' });
    await stopped;
    expect(engine.types().at(-1)).toBe('cancel');
    expect(engine.ended).toBe(true);
    void client.complete(request('a'));
    await settled();
    expect(engines).toHaveLength(2);
  });

  it('can happen before the engine has started', async () => {
    const { client, engines, states } = playedClient();
    const lost = client.complete(request('a'));
    const stopped = client.stop();
    await expect(lost).rejects.toMatchObject({ code: 'engine-stopped' });
    await stopped;
    await settled();
    expect(engines).toHaveLength(0);
    expect(states).toEqual(['starting', 'stopped']);
  });

  it('for good: nothing starts any more', async () => {
    const { client, engines } = await openClient();
    await client.dispose();
    await expect(client.complete(request('a'))).rejects.toMatchObject({ code: 'engine-stopped' });
    expect(engines).toHaveLength(1);
  });
});
