import { describe, expect, it } from 'vitest';
import { completion, type FakeEngine, playedClient, request, settled } from './fake-transport';

const MINUTE = 60_000;

/** A client whose engine is open and at rest, and ends after ten minutes of that. */
async function restingClient(idleTime: () => number = () => 10 * MINUTE) {
  const played = playedClient(idleTime);
  const restarted = played.client.restart();
  await settled();
  const [engine] = played.engines as [FakeEngine];
  engine.opens();
  await restarted;
  return { ...played, engine };
}

async function completed({ client, engine }: Awaited<ReturnType<typeof restingClient>>): Promise<void> {
  const answer = client.complete(request('a'));
  await settled();
  engine.says({ type: 'completed', id: engine.idOf('complete'), completion: completion('x') });
  await answer;
}

describe('an engine that nobody asks', () => {
  it('is ended, is ready as before the first start, and comes again with the next request', async () => {
    const { client, clock, engine, engines, log } = await restingClient();
    clock.pass(10 * MINUTE - 1);
    expect(engine.ended).toBe(false);
    clock.pass(1);
    await settled();
    expect(engine.ended).toBe(true);
    expect(client.state).toEqual({ kind: 'stopped' });
    expect(log.at(-1)).toContain('nobody has asked');
    expect(clock.timers).toBe(0);

    const answer = client.complete(request('a'));
    await settled();
    const second = engines[1] as FakeEngine;
    second.opens();
    await settled();
    second.says({ type: 'completed', id: second.idOf('complete'), completion: completion('again') });
    expect((await answer).text).toBe('again');
  });

  it('counts from the end of the last request, with one timer', async () => {
    const played = await restingClient();
    const { clock, engine } = played;
    for (let turn = 0; turn < 5; turn += 1) {
      clock.pass(9 * MINUTE);
      await completed(played);
      expect(clock.timers).toBe(1);
    }
    clock.pass(9 * MINUTE);
    expect(engine.ended).toBe(false);
    clock.pass(MINUTE);
    await settled();
    expect(engine.ended).toBe(true);
  });

  it('is not at rest while it works, however long that takes', async () => {
    const { client, clock, engine } = await restingClient();
    void client.complete(request('a'));
    void client.complete(request('b'));
    await settled();
    expect(clock.timers).toBe(0);
    clock.pass(60 * MINUTE);
    engine.says({ type: 'completed', id: engine.idOf('complete'), completion: completion('x') });
    await settled();
    expect(clock.timers).toBe(0);
    expect(client.state.kind).toBe('thinking');
  });

  it('is not at rest while it starts', async () => {
    const { client, clock, engines } = playedClient(() => MINUTE);
    void client.restart();
    await settled();
    expect(clock.timers).toBe(0);
    engines[0]?.opens();
    expect(clock.timers).toBe(1);
  });

  it.each([
    ['never', () => 0],
    ['when nothing is said of it', undefined],
  ])('stays for ever: %s', async (_, idleTime) => {
    const { client, clock, engines } = playedClient(idleTime);
    const restarted = client.restart();
    await settled();
    engines[0]?.opens();
    await restarted;
    expect(clock.timers).toBe(0);
  });

  it('follows a change of the time at once, whatever state it is in', async () => {
    let time = 60 * MINUTE;
    const played = await restingClient(() => time);
    const { client, clock, engine } = played;
    time = MINUTE;
    client.idleTimeChanged();
    expect(clock.timers).toBe(1);
    clock.pass(MINUTE);
    await settled();
    expect(engine.ended).toBe(true);
    client.idleTimeChanged();
    expect(clock.timers).toBe(0);
  });

  it('leaves no timer behind when it is stopped, crashes or is done with', async () => {
    const stopped = await restingClient();
    await stopped.client.stop();
    const crashed = await restingClient();
    crashed.engine.crashes();
    const disposed = await restingClient();
    await disposed.client.dispose();
    expect([stopped, crashed, disposed].map(({ clock }) => clock.timers)).toEqual([0, 0, 0]);
  });
});
