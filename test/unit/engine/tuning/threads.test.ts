import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Engine } from '../../../../src/engine/engine';
import { openModel } from '../../../../src/engine/open-model';
import { measureThreads, threadCandidates } from '../../../../src/engine/tuning/measure-threads';
import { machineAndModel, ThreadMemory } from '../../../../src/engine/tuning/thread-memory';
import { tinyGguf } from '../../../support/tiny-gguf';
import { TemporaryFolder } from '../temporary-folder';

const folder = new TemporaryFolder();
const NEVER = { cancelled: false };
const tiny = () => folder.write('tiny.gguf', tinyGguf().bytes);

test.each([
  [1, [1]],
  [2, [1, 2]],
  [4, [1, 2, 4]],
  [8, [1, 2, 4]],
  [16, [1, 2, 4, 8]],
  [128, [1, 2]],
])('of %d processors %j threads are tried', (processors, expected) => {
  expect(threadCandidates(processors)).toEqual(expected);
});

describe('the memory', () => {
  test('keeps a number for each machine and model', () => {
    const file = join(folder.path, 'new folder', 'threads.json');
    new ThreadMemory(file).remember('a', 2);
    new ThreadMemory(file).remember('b', 4);
    expect(new ThreadMemory(file).recall('a')).toBe(2);
    expect(new ThreadMemory(file).recall('b')).toBe(4);
    expect(new ThreadMemory(file).recall('c')).toBeUndefined();
  });

  test.each(['', '{', '[]', 'null', '{"a": 0}', '{"a": 1.5}', '{"a": "2"}', '{"a": 1e9}'])('a file with %j holds nothing', (content) => {
    const file = join(folder.path, 'damaged.json');
    writeFileSync(file, content);
    expect(new ThreadMemory(file).recall('a')).toBeUndefined();
    new ThreadMemory(file).remember('a', 3);
    expect(new ThreadMemory(file).recall('a')).toBe(3);
  });

  test('a place that cannot be written is no fault', () => {
    writeFileSync(join(folder.path, 'file'), '');
    expect(() => new ThreadMemory(join(folder.path, 'file', 'threads.json')).remember('a', 2)).not.toThrow();
  });
});

describe('measuring', () => {
  test('gives one of the numbers, and closes every model that it opened', async () => {
    const path = tiny();
    let open = 0;
    const fastest = await measureThreads(
      [1, 2],
      async (threads) => {
        const model = await openModel({ path, threads });
        open++;
        return {
          decoder: model.decoder,
          close: () => {
            open--;
            return model.close();
          },
        };
      },
      NEVER,
    );
    expect([1, 2]).toContain(fastest);
    expect(open).toBe(0);
  });

  test('is given up when a request comes', async () => {
    const path = tiny();
    expect(await measureThreads([1, 2], (threads) => openModel({ path, threads }), { cancelled: true })).toBeUndefined();
  });

  test('is done once: the next engine starts with what was remembered', async () => {
    const options = { modelPath: tiny(), threads: 0, threadMemory: join(folder.path, 'engine.json') };
    const engine = await Engine.open(options);
    await engine.tuneThreads(NEVER);
    const remembered = new ThreadMemory(options.threadMemory).recall(machineAndModel(options.modelPath));
    expect(remembered).toBeGreaterThan(0);
    await engine.close();

    new ThreadMemory(options.threadMemory).remember(machineAndModel(options.modelPath), 3);
    const next = await Engine.open(options);
    expect(next.info.threads).toBe(3);
    const before = readFileSync(options.threadMemory, 'utf8');
    await next.tuneThreads(NEVER);
    expect(readFileSync(options.threadMemory, 'utf8')).toBe(before);
    await next.close();
  });

  test('is not done when the user chose a number', async () => {
    const options = { modelPath: tiny(), threads: 1, threadMemory: join(folder.path, 'chosen.json') };
    const engine = await Engine.open(options);
    await engine.tuneThreads(NEVER);
    expect(existsSync(options.threadMemory)).toBe(false);
    expect(engine.info.threads).toBe(1);
    await engine.close();
  });
});
