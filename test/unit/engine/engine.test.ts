import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Signal } from '../../../src/engine/decode/prefill';
import { Engine } from '../../../src/engine/engine';
import type { Completion, CompletionRequest } from '../../../src/protocol/messages';
import { prefixOf } from '../../../src/protocol/prefix';
import { tinyGguf } from '../../support/tiny-gguf';
import { TemporaryFolder } from './temporary-folder';
import { code } from './texts';

const folder = new TemporaryFolder();
let engine: Engine;
const progress: number[] = [];
beforeAll(async () => {
  const options = { modelPath: folder.write('tiny.gguf', tinyGguf({ context: 1024 }).bytes), threads: 1 };
  engine = await Engine.open(options, (fraction) => progress.push(fraction));
});
afterAll(() => engine.close());

const NEVER = { cancelled: false };
const LONG = code(200);

const request = (document: string, text: string): CompletionRequest => ({ document, prefix: prefixOf(text), extent: 'line', maxTokens: 1 });
const ask = (document: string, text: string) => engine.complete(request(document, text), NEVER, () => {});

/** Types LONG into a document key by key, and says how many tokens were read for each key; `idle` follows each answer. */
async function type(
  document: string,
  keys: number,
  idle: (asked: CompletionRequest, given: Completion) => Promise<void>,
): Promise<number[]> {
  const read: number[] = [];
  for (let key = 0; key < keys; key++) {
    const text = LONG.slice(0, 3000 + key);
    const given = await ask(document, text);
    read.push(given.counts.prefilled);
    await idle(request(document, text), given);
  }
  return read;
}

const KEYS = 700; // the window moves several times meanwhile

test('opening says how far it is', () => {
  expect(progress.length).toBeGreaterThan(1);
  expect(progress).toEqual([...progress].sort((one, other) => one - other));
  for (const fraction of progress) expect(fraction > 0 && fraction < 1).toBe(true);
});

test('with idle time between keys no key waits for a window to be read', async () => {
  const waited = await type('waits', KEYS, async () => {});
  const prepared = await type('prepares', KEYS, (asked, given) => engine.prepare(asked, given, NEVER));
  // The first key reads a window anyway; later ones do only where none was prepared.
  expect(Math.max(...waited.slice(1))).toBeGreaterThan(50);
  expect(Math.max(...prepared.slice(1))).toBeLessThan(20);
});

test('a preparation that is interrupted goes on the next time', async () => {
  let passes = 0;
  const once = () => {
    passes = 0;
    return {
      get cancelled() {
        return passes++ > 0;
      },
    };
  };
  const prepared = await type('interrupted', KEYS, (asked, given) => engine.prepare(asked, given, once()));
  expect(Math.max(...prepared.slice(1))).toBeLessThan(20);
});

describe('where there is no time to read all of it', () => {
  const WINDOW = 768; // three quarters of the context
  const hurried = (document: string, text: string) => ({ ...request(document, text), maxTokens: 6, patience: 0 });
  const complete = (asked: CompletionRequest) => engine.complete(asked, NEVER, () => {});

  test('a quarter of the window is read, and answered as if that were all that was wanted', async () => {
    const asked = hurried('hurried', LONG.slice(0, 3000));
    const short = await complete(asked);
    expect(short.window).toBe(WINDOW / 4);
    expect(short.counts.prompt).toBeLessThanOrEqual(WINDOW / 4);
    const { patience: _, ...patient } = asked;
    const same = await complete({ ...patient, document: 'other', window: WINDOW / 4 });
    expect([short.tokens, short.text]).toEqual([same.tokens, same.text]);
    expect(same.window).toBeUndefined();
  });

  test('all of it is read in idle time, while keys go on with what there is, and then used', async () => {
    const length = 2960; // both windows have room
    let given = await complete(hurried('later', LONG.slice(0, length)));
    for (let key = 1; key <= 3; key++) {
      given = await complete(hurried('later', LONG.slice(0, length + key)));
      expect(given.window).toBe(WINDOW / 4);
      expect(given.counts.prefilled).toBeLessThan(20);
    }
    const asked = hurried('later', LONG.slice(0, length + 3));
    await engine.prepare(asked, given, NEVER);
    const whole = await complete({ ...asked, patience: 1_000 });
    expect(whole.window).toBeUndefined();
    expect(whole.counts.prompt).toBeGreaterThan(WINDOW / 4);
    expect(whole.counts.prefilled).toBeLessThan(20);
    const { patience: _, ...patient } = asked;
    expect(whole.tokens).toEqual((await complete({ ...patient, document: 'fresh' })).tokens);
  });

  test('a look at the whole takes nothing from keys that go on with the short window, and is what they use in the end', async () => {
    const text = LONG.slice(0, 2960);
    const look = (signal: Signal) => engine.inspect({ document: 'looked', prefix: { text, start: 0 }, heal: true }, signal, async () => {});
    await complete(hurried('looked', text));
    let passes = 0;
    const interrupted = {
      get cancelled() {
        return ++passes > 2;
      },
    };
    expect(await look(interrupted)).toBeUndefined();
    const key = await complete(hurried('looked', `${text}x`));
    expect(key.window).toBe(WINDOW / 4);
    expect(key.counts.prefilled).toBeLessThan(20);
    const inspection = await look(NEVER);
    expect(inspection!.reused).toBeGreaterThan(0); // what the first look had read
    const whole = await complete({ ...hurried('looked', `${text}x`), patience: 1_000 });
    expect(whole.window).toBeUndefined();
    expect(whole.counts.prefilled).toBeLessThan(20);
  });

  test('a text that fits into the short window is read as a whole', async () => {
    const given = await complete(hurried('small', LONG.slice(0, 100)));
    expect(given.window).toBeUndefined();
  });

  test('with patience enough the whole window is read', async () => {
    const given = await complete({ ...hurried('patient', LONG.slice(0, 3000)), patience: 100_000 });
    expect(given.window).toBeUndefined();
    expect(given.counts.prompt).toBeGreaterThan(WINDOW / 4);
  });
});

test('a closed document is read anew', async () => {
  await ask('closed', LONG.slice(0, 300));
  expect((await ask('closed', LONG.slice(0, 301))).counts.reused).toBeGreaterThan(0);
  engine.closeDocument('closed');
  expect((await ask('closed', LONG.slice(0, 301))).counts.reused).toBe(0);
});

test('the answers are those of an engine that prepares nothing', async () => {
  const other = await Engine.open({ modelPath: folder.write('tiny.gguf', tinyGguf({ context: 1024 }).bytes), threads: 1 });
  for (let length = 3000; length < 3700; length += 50) {
    const asked = { ...request('same', LONG.slice(0, length)), maxTokens: 6 };
    const given = await engine.complete(asked, NEVER, () => {});
    await engine.prepare(asked, given, NEVER);
    other.closeDocument('same');
    expect(given.tokens).toEqual((await other.complete(asked, NEVER, () => {})).tokens);
  }
  await other.close();
});
