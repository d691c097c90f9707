import { afterAll, beforeAll, expect, test } from 'vitest';
import { Engine } from '../../../src/engine/engine';
import type { CompletionRequest } from '../../../src/protocol/messages';
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
async function type(document: string, keys: number, idle: (asked: CompletionRequest) => Promise<void>): Promise<number[]> {
  const read: number[] = [];
  for (let key = 0; key < keys; key++) {
    const text = LONG.slice(0, 3000 + key);
    read.push((await ask(document, text)).counts.prefilled);
    await idle(request(document, text));
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
  const prepared = await type('prepares', KEYS, (asked) => engine.prepare(asked, NEVER));
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
  const prepared = await type('interrupted', KEYS, (asked) => engine.prepare(asked, once()));
  expect(Math.max(...prepared.slice(1))).toBeLessThan(20);
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
    const { tokens } = await engine.complete(asked, NEVER, () => {});
    await engine.prepare(asked, NEVER);
    other.closeDocument('same');
    expect(tokens).toEqual((await other.complete(asked, NEVER, () => {})).tokens);
  }
  await other.close();
});
