/** Attention, layers and embeddings against a float64 forward pass, on small random models whose files the test writes. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TokenTree } from '../../src/engine/cache/token-tree';
import type { Precision } from '../../src/engine/graph/linear';
import { neighboursOf } from '../../src/engine/inspect/neighbours';
import { openLens, openModel } from '../../src/engine/open-model';
import { logSumExp } from '../../src/sampling/softmax';
import { type InsideAnswer, readInsideAnswers } from '../support/inside-answers';
import { tinyGguf } from '../support/tiny-gguf';
import { TINY_VARIANTS } from '../support/tiny-variants';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'inkling-inside-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const variants = Object.keys(TINY_VARIANTS) as (keyof typeof TINY_VARIANTS)[];

describe.each(variants)('%s', (variant) => {
  test('in float32: attention within 1e-4, log-probabilities after each layer within 1e-3', async () => {
    await look(variant, 'float', (expected, { attention, logits }) => {
      expect(attention.weights).toHaveLength(expected.attention.flat(2).length);
      for (const [index, weight] of expected.attention.flat(2).entries())
        expect(Math.abs(attention.weights[index]! - weight)).toBeLessThan(1e-4);
      for (const [layer, top] of expected.layers.entries()) {
        const row = rowOf(logits, layer, expected.layers.length);
        const norm = logSumExp(row);
        for (const [id, logprob] of top) expect(Math.abs(row[id]! - norm - logprob)).toBeLessThan(1e-3);
      }
    });
  });

  test('as shipped: the weights of attention are near, and sum to 1', async () => {
    await look(variant, 'stored', (expected, { attention: { weights, tokens } }) => {
      for (const [row, head] of expected.attention.flat().entries()) {
        const found = weights.subarray(row * tokens, (row + 1) * tokens);
        expect(Math.abs(found.reduce((sum, weight) => sum + weight, 0) - 1)).toBeLessThan(1e-5);
        const distance = head.reduce((sum, weight, index) => sum + Math.abs(weight - found[index]!), 0) / 2;
        expect(distance).toBeLessThan(0.1);
      }
    });
  });

  test('the lengths of embeddings, and their nearest, within 1e-5', async () => {
    const model = await openModel({ path: write(variant), threads: 1 });
    try {
      for (const { ids, embedding } of Object.values(readInsideAnswers(variant))) {
        const { norm, neighbours } = await neighboursOf(model.source, ids.at(-1)!, async () => {});
        expect(Math.abs(norm - embedding.norm)).toBeLessThan(1e-5);
        expect(neighbours.map(({ id }) => id)).toEqual(embedding.neighbours.map(([id]) => id));
        for (const [index, [, cosine]] of embedding.neighbours.entries())
          expect(Math.abs(neighbours[index]!.cosine - cosine)).toBeLessThan(1e-5);
      }
    } finally {
      await model.close();
    }
  });
});

type View = Awaited<ReturnType<Awaited<ReturnType<typeof openLens>>['look']>>;

function rowOf(logits: Float32Array, row: number, rows: number): Float32Array {
  const width = logits.length / rows;
  return logits.subarray(row * width, (row + 1) * width);
}

function write(variant: keyof typeof TINY_VARIANTS): string {
  const path = join(folder, `${variant}.gguf`);
  writeFileSync(path, tinyGguf(TINY_VARIANTS[variant]).bytes);
  return path;
}

async function look(
  variant: keyof typeof TINY_VARIANTS,
  precision: Precision,
  check: (expected: InsideAnswer, view: View) => void,
): Promise<void> {
  const model = await openModel({ path: write(variant), threads: 1, precision });
  const lens = await openLens(model);
  try {
    for (const expected of Object.values(readInsideAnswers(variant))) {
      const tree = new TokenTree(model.decoder.shape);
      await model.decoder.grow(tree, tree.chain(0, expected.ids), []);
      check(expected, await lens.look(tree, expected.ids.length));
    }
  } finally {
    await lens.close();
    await model.close();
  }
}
