import { rmSync, truncateSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { Engine } from '../../../../src/engine/engine';
import { logSumExp } from '../../../../src/sampling/softmax';
import { tinyGguf } from '../../../support/tiny-gguf';
import { matrixTypes } from '../../../support/tiny-model';
import { TemporaryFolder } from '../temporary-folder';
import { code } from '../texts';
import { NEVER, TinyEngine, WITHOUT_PAUSE } from './tiny-engine';

const tiny = new TinyEngine({ layers: 3, types: matrixTypes('Q4_1', { token_embd: 'Q8_0' }) });
const folder = new TemporaryFolder();
const TEXT = code(4);
const ALL = { attention: true, layers: true, embedding: true } as const;

describe('inside the model', () => {
  test('the last layer says what the model says', async () => {
    const { ids } = await tiny.inspect(TEXT);
    for (const position of [0, 1, 127, 128, ids.length - 1]) {
      const { layers, logits } = await tiny.inspect(TEXT, { layers: true, position });
      expect(layers!.map(({ layer }) => layer)).toEqual([0, 1, 2]);
      const norm = logSumExp(logits);
      for (const { id, logprob } of layers!.at(-1)!.top) expect(logprob).toBeCloseTo(logits[id]! - norm, 4);
      expect(layers!.at(-1)!.top[0]!.id).toBe(logits.indexOf(Math.max(...logits)));
      for (const { top } of layers!) expect(top).toHaveLength(5);
    }
  });

  test('every head attends to the tokens up to its own, with a sum of 1', async () => {
    const { ids } = await tiny.inspect(TEXT);
    for (const position of [0, 5, 128, ids.length - 1]) {
      const { layers, heads, tokens, weights } = (await tiny.inspect(TEXT, { attention: true, position })).attention!;
      expect([layers, heads, tokens, weights.length]).toEqual([3, 4, position + 1, 12 * (position + 1)]);
      expect(weights.every((weight) => weight >= 0)).toBe(true);
      for (let row = 0; row < 12; row++) {
        const sum = weights.subarray(row * tokens, (row + 1) * tokens).reduce((total, weight) => total + weight, 0);
        expect(Math.abs(sum - 1)).toBeLessThan(1e-5);
      }
    }
  });

  test('the nearest tokens are others, best first', async () => {
    const { embedding, ids, position } = await tiny.inspect('return', ALL);
    const { norm, neighbours } = embedding!;
    expect(norm).toBeGreaterThan(0);
    expect(neighbours).toHaveLength(10);
    expect(neighbours.some(({ id }) => id === ids[position])).toBe(false);
    for (const [index, { cosine }] of neighbours.entries()) {
      expect(Math.abs(cosine)).toBeLessThanOrEqual(1);
      if (index > 0) expect(cosine).toBeLessThanOrEqual(neighbours[index - 1]!.cosine);
    }
  });

  test('a look changes neither logits nor the cache', async () => {
    const plain = await tiny.inspect(TEXT, { document: 'plain' });
    const looked = await tiny.inspect(TEXT, { document: 'looked', ...ALL });
    expect(looked.logits).toEqual(plain.logits);
    expect([looked.reused, looked.prefilled, looked.cache.tokens]).toEqual([plain.reused, plain.prefilled, plain.cache.tokens]);
    expect(plain.attention ?? plain.layers ?? plain.embedding).toBeUndefined();
    const [a, b] = [await tiny.complete(TEXT, { document: 'plain' }), await tiny.complete(TEXT, { document: 'looked' })];
    expect(a.tokens).toEqual(b.tokens);
  });

  test('can be released, and is there again when it is asked for', async () => {
    const before = await tiny.inspect('a(', ALL);
    await tiny.engine.release();
    await tiny.engine.release();
    const after = await tiny.inspect('a(', ALL);
    expect(after.attention).toEqual(before.attention);
    expect(after.layers).toEqual(before.layers);
  });
});

describe('a model file that is not there any more', () => {
  test.each([
    ['gone', (path: string) => rmSync(path), 'model-missing'],
    ['shorter', (path: string) => truncateSync(path, 1000), 'model-corrupt'],
  ])('%s: what needs it fails, the rest goes on', async (_, change, fault) => {
    const path = folder.write('changing.gguf', tinyGguf().bytes);
    const engine = await Engine.open({ modelPath: path, threads: 1 });
    const ask = (more: object) =>
      engine.inspect({ document: 'a', prefix: { text: 'x', start: 0 }, heal: false, ...more }, NEVER, WITHOUT_PAUSE);
    change(path);
    for (const part of [{ attention: true }, { layers: true }, { embedding: true }])
      await expect(ask(part)).rejects.toMatchObject({ code: fault });
    expect((await ask({}))!.logits).toHaveLength(engine.info.vocabulary);
    await engine.close();
  });
});

test('the memory of the second session is told as it was measured, for as long as it is there', async () => {
  const engine = await tiny.open();
  const sessionBytes = async (more: object) => (await tiny.inspect('a(', more, engine)).sessionBytes;
  expect(await sessionBytes({})).toBeUndefined();
  expect(await sessionBytes({ attention: true })).toBeGreaterThanOrEqual(0);
  expect(await sessionBytes({})).toBeGreaterThanOrEqual(0);
  await engine.release();
  expect(await sessionBytes({})).toBeUndefined();
  await engine.close();
});

test('the memory of a look is told beforehand', () => {
  expect(tiny.engine.info.inspectionBytes).toBeGreaterThan(tiny.engine.info.fileBytes / 2);
});
