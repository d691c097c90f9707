import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { EngineClient } from '../../../src/extension/engine/client';
import { type Isolation, startEngine } from '../../../src/extension/engine/start-engine';
import { request } from './fake-transport';

const fixture = (name: string): string => fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));
const files = { process: fixture('engine-process.cjs'), worker: fixture('engine-worker.cjs') };

const clients: EngineClient[] = [];
const output: string[] = [];

function client(isolation: Isolation, modelPath = 'any'): EngineClient {
  const silent = (): void => {};
  const one = new EngineClient({
    start: startEngine(files, () => isolation),
    options: () => ({ modelPath, threads: 0 }),
    log: { debug: silent, info: (line) => output.push(line), warn: silent, error: silent },
  });
  clients.push(one);
  return one;
}

afterEach(async () => {
  await Promise.all(clients.splice(0).map((one) => one.dispose()));
  output.length = 0;
});

describe.each(['process', 'thread'] as const)('an engine as a %s', (isolation) => {
  it('opens, streams, completes, and its output goes to the log', async () => {
    const engine = client(isolation);
    const tokens: string[] = [];
    const { text } = await engine.complete(request('a', 'let é\u{1F600}'), { onToken: (token) => tokens.push(token.text) });
    expect(text).toBe('after let é\u{1F600}');
    expect(tokens).toEqual(['a']);
    await engine.dispose();
    expect(output).toContain('engine: asked after let é\u{1F600}');
  });

  it('survives nonsense', async () => {
    expect((await client(isolation).complete(request('a', 'nonsense'))).text).toBe('after nonsense');
  });

  it('is cancelled by a signal', async () => {
    const engine = client(isolation);
    await engine.restart();
    const controller = new AbortController();
    const first = engine.complete(request('a', 'wait'), { signal: controller.signal });
    const second = engine.complete(request('b', 'x'));
    controller.abort();
    expect([(await first).stop, (await second).text]).toEqual(['cancelled', 'after x']);
  });

  it('dies in the middle of a request, and the next one works', async () => {
    const engine = client(isolation);
    const lost = engine.complete(request('a', 'wait'));
    await expect(engine.complete(request('b', 'die'))).rejects.toMatchObject({
      code: 'engine-crashed',
      args: [isolation === 'process' ? 'SIGKILL' : 'the worker died'],
    });
    await expect(lost).rejects.toMatchObject({ code: 'engine-crashed' });
    expect((await engine.complete(request('a', 'x'))).text).toBe('after x');
  });

  it('refuses a model with its reason', async () => {
    await expect(client(isolation, 'none').complete(request('a'))).rejects.toMatchObject({ code: 'model-missing' });
  });

  it('ends when it is told to, with a request in flight', async () => {
    const engine = client(isolation);
    await engine.restart();
    const lost = engine.complete(request('a', 'wait'));
    await Promise.all([expect(lost).rejects.toMatchObject({ code: 'engine-stopped' }), engine.dispose()]);
    expect(engine.state.kind).toBe('stopped');
  });
});

describe('an engine process', () => {
  it('runs as Node without telemetry, and without the options of its parent', async () => {
    process.env['NODE_OPTIONS'] = '--no-warnings';
    try {
      const { text } = await client('process').complete(request('a', 'environment'));
      expect(JSON.parse(text)).toEqual(['1', '1', null, []]);
    } finally {
      delete process.env['NODE_OPTIONS'];
    }
  });

  it('that is not there is a crash with a reason', async () => {
    const engine = new EngineClient({
      start: startEngine({ process: fixture('nothing.cjs'), worker: fixture('nothing.cjs') }, () => 'process'),
      options: () => ({ modelPath: '', threads: 0 }),
      log: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
    });
    clients.push(engine);
    await expect(engine.complete(request('a'))).rejects.toMatchObject({
      code: 'engine-crashed',
      args: [{ code: 'exit-code', args: ['1'] }],
    });
  });
});
