/** The built engine process, as the extension's client and a stranger speak to it. */
import { type ChildProcess, fork } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { EngineClient } from '../../src/extension/engine/client';
import { ProcessTransport } from '../../src/extension/engine/process-transport';
import { ThreadTransport } from '../../src/extension/engine/thread-transport';
import type { StartTransport } from '../../src/extension/engine/transport';
import type { SearchTree } from '../../src/protocol/inspection';
import type { CompletionRequest, Reply } from '../../src/protocol/messages';
import { prefixOf } from '../../src/protocol/prefix';
import { checkSettings } from '../../src/sampling/settings';
import { root } from '../support/cli';
import { embeddedModelPath } from '../support/embedded';

const ENGINE = join(root, 'dist', 'engine.js');
const WORKER = join(root, 'dist', 'worker.js');

const request = (text: string, more: Partial<CompletionRequest> = {}): CompletionRequest => ({
  document: 'file:///a.ts',
  prefix: prefixOf(text),
  extent: 'line',
  maxTokens: 16,
  ...more,
});

const SHORT = 'const total = numbers.reduce((sum, n) => sum + ';
const LONG = readFileSync(join(root, 'src/engine/decode/complete.ts'), 'utf8').repeat(3);

const ending: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ending.splice(0)) await end();
});

function client(start: StartTransport): EngineClient {
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  const created = new EngineClient({ start, options: () => ({ modelPath: embeddedModelPath, threads: 0 }), log });
  ending.push(() => created.dispose());
  return created;
}

/** The processes whose parent this one is and that run the engine. */
function engines(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
        const isChild = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === process.pid;
        return isChild && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(ENGINE);
      } catch {
        return false; // ended meanwhile
      }
    });
}

describe.each<[string, StartTransport]>([
  ['process', (events) => new ProcessTransport(ENGINE, events)],
  ['thread', (events) => new ThreadTransport(WORKER, events)],
])('in a %s', (_, start) => {
  test('completes, and streams the tokens of its answer', async () => {
    const streamed: number[] = [];
    const completion = await client(start).complete(request(SHORT), { onToken: ({ id }) => streamed.push(id) });
    expect(completion.text).not.toBe('');
    expect(streamed).toEqual(completion.tokens.map(({ id }) => id));
  });

  test('is cancelled within two passes', async () => {
    const engine = client(start);
    await engine.complete(request(SHORT));
    const abort = new AbortController();
    let after = 0;
    const cancelled = await engine.complete(request(LONG, { extent: 'block', maxTokens: 200 }), {
      signal: abort.signal,
      onToken: () => {
        if (abort.signal.aborted) after++;
        abort.abort();
      },
    });
    expect(cancelled.stop).toBe('cancelled');
    expect(after).toBeLessThanOrEqual(2);
    expect((await engine.complete(request(SHORT))).stop).toBe('line-end');
  });

  test('a cancelled prefill leaves its tokens to the next request', async () => {
    const engine = client(start);
    await engine.complete(request(SHORT, { document: 'file:///other.ts' }));
    const abort = new AbortController();
    setTimeout(() => abort.abort(), 300);
    const first = await engine.complete(request(LONG), { signal: abort.signal });
    expect(first.stop).toBe('cancelled');
    expect(first.tokens).toEqual([]);
    const second = await engine.complete(request(LONG));
    expect(second.counts.reused).toBe(first.counts.prefilled);
  });

  test('of two requests for one document the newer one wins', async () => {
    const engine = client(start);
    await engine.complete(request(SHORT));
    const older = engine.complete(request(LONG));
    const newer = engine.complete(request(SHORT));
    expect((await older).stop).toBe('cancelled');
    expect((await newer).stop).toBe('line-end');
  });

  test('looks at a position, in arrays of their own, and completes as before', async () => {
    const engine = client(start);
    const before = await engine.complete(request(SHORT));
    const about = { document: 'file:///a.ts', prefix: prefixOf(SHORT), heal: true };
    const inspection = (await engine.inspect({ ...about, attention: true, layers: true, embedding: true }))!;
    const { ids, logits, healed, attention, layers, embedding, reused } = inspection;
    expect([ids.length, reused]).toEqual([before.counts.prompt, before.counts.prompt - 1]);
    for (const array of [ids, logits, healed, attention!.weights]) expect(array.buffer.byteLength).toBe(array.byteLength);
    expect(logits).toHaveLength(49_152);
    expect([attention!.layers, attention!.heads, attention!.tokens]).toEqual([30, 9, ids.length]);
    expect(layers).toHaveLength(30);
    expect(embedding!.neighbours).toHaveLength(10);
    engine.releaseInspection();
    const again = await engine.complete(request(SHORT));
    expect(again.tokens).toEqual(before.tokens);
    expect(again.counts.prefilled).toBe(0);
    const { bytes, ends } = await engine.vocabulary();
    expect([ends.length, ends.at(-1)]).toEqual([49_152, bytes.length]);
  });

  test('a completion goes before a scan, which stops when it is told', async () => {
    const engine = client(start);
    await engine.complete(request(SHORT));
    const abort = new AbortController();
    const order: string[] = [];
    let tokens = 0;
    const scan = engine
      .scan(
        { document: 'file:///a.ts', prefix: prefixOf(''), text: LONG },
        {
          signal: abort.signal,
          onPart: (part) => {
            if (tokens === 0) void engine.complete(request(SHORT, { document: 'file:///b.ts' })).then(() => order.push('completed'));
            tokens += part.tokens.length;
            if (order.length > 0) abort.abort();
          },
        },
      )
      .then((isWhole) => order.push(isWhole ? 'scanned' : 'stopped'));
    await scan;
    expect(order).toEqual(['completed', 'stopped']);
    expect(tokens).toBeGreaterThan(0);
  });

  test('searches', async () => {
    const trees: SearchTree[] = [];
    const settings = { width: 4, depth: 6, lengthPenalty: 0, sampling: checkSettings({ strategy: 'sample' }) };
    const engine = client(start);
    const isWhole = await engine.search(
      { document: 'file:///a.ts', prefix: prefixOf(SHORT), heal: true, ...settings },
      { onTree: (tree) => trees.push(tree) },
    );
    expect(isWhole).toBe(true);
    const { tokens } = await engine.complete(request(SHORT, { maxTokens: 6 }));
    const { nodes, paths } = trees.at(-1)!;
    const path: number[] = [];
    for (let node = paths[0]!.node; node >= 0; node = nodes[node]!.parent) path.unshift(nodes[node]!.id);
    expect(path.slice(0, tokens.length)).toEqual(tokens.map(({ id }) => id).slice(0, path.length));
  });

  test('a model that is not there is told as a value', async () => {
    const log = { debug() {}, info() {}, warn() {}, error() {} };
    const missing = new EngineClient({ start, options: () => ({ modelPath: '/no/model.gguf', threads: 0 }), log });
    ending.push(() => missing.dispose());
    await expect(missing.complete(request(SHORT))).rejects.toMatchObject({ code: 'model-missing', args: ['/no/model.gguf'] });
  });
});

test.runIf(process.platform === 'linux')('killed in mid-run: an error value, and the next request works', async () => {
  const engine = client((events) => new ProcessTransport(ENGINE, events));
  const before = await engine.complete(request(SHORT));
  const running = engine.complete(request(LONG));
  const [pid] = engines();
  await new Promise((resolve) => setTimeout(resolve, 200));
  process.kill(pid!, 'SIGKILL');
  await expect(running).rejects.toMatchObject({ code: 'engine-crashed', args: ['SIGKILL'] });
  const again = await engine.complete(request(SHORT));
  expect(again.text).toBe(before.text);
  expect(engines()).not.toContain(pid);
});

describe('spoken to directly', () => {
  /** An engine process, and a function that waits for its next answer: neither a token nor how far the opening is. */
  function start(): { child: ChildProcess; next: () => Promise<Reply> } {
    const child = fork(ENGINE, [], { serialization: 'advanced' });
    ending.push(async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await exited;
    });
    const replies: Reply[] = [];
    let wake = () => {};
    child.on('message', (reply: Reply) => {
      if (reply.type === 'token' || reply.type === 'opening') return;
      replies.push(reply);
      wake();
    });
    const next = async (): Promise<Reply> => {
      while (replies.length === 0) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      return replies.shift()!;
    };
    return { child, next };
  }

  test.each([
    [null, 0],
    ['complete', 0],
    [{ type: 'complete', id: 7 }, 7],
    [{ type: 'open', id: 8, options: { modelPath: 3, threads: 0 } }, 8],
    [{ type: 'complete', id: 9, request: { ...request(SHORT), extent: 'page' } }, 9],
    [{ type: '__proto__', id: 10 }, 10],
  ])('refuses %j', async (message, id) => {
    const { child, next } = start();
    child.send(message as object);
    expect(await next()).toMatchObject({ type: 'failed', id, error: { code: 'message-malformed' } });
  });

  test('a completion before a model is opened is an error value, and opening still works', async () => {
    const { child, next } = start();
    child.send({ type: 'complete', id: 1, request: request(SHORT) });
    expect(await next()).toMatchObject({ type: 'failed', id: 1, error: { code: 'engine-not-open' } });
    child.send({ type: 'open', id: 2, options: { modelPath: embeddedModelPath, threads: 0 } });
    expect(await next()).toMatchObject({ type: 'opened', id: 2 });
  });

  test('ends with its client, also in the middle of a pass', async () => {
    const { child, next } = start();
    child.send({ type: 'open', id: 1, options: { modelPath: embeddedModelPath, threads: 0 } });
    await next();
    child.send({ type: 'complete', id: 2, request: request(LONG) });
    await new Promise((resolve) => setTimeout(resolve, 100));
    const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
    child.disconnect();
    expect(await exited).toBe(0);
  });
});
