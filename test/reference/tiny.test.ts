/** The compiler against a float64 forward pass, on small random models whose files the test writes. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TokenTree } from '../../src/engine/cache/token-tree';
import type { Precision } from '../../src/engine/graph/linear';
import { openModel } from '../../src/engine/open-model';
import { logSumExp } from '../../src/sampling/softmax';
import { divergenceFromTop } from '../support/divergence';
import { readTinyAnswers } from '../support/tiny-answers';
import { tinyGguf } from '../support/tiny-gguf';
import { TINY_VARIANTS } from '../support/tiny-variants';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'inkling-tiny-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const variants = Object.keys(TINY_VARIANTS) as (keyof typeof TINY_VARIANTS)[];

describe.each(variants)('%s', (variant) => {
  test('in float32: every log-probability within 1e-3', async () => {
    const { prompts } = readTinyAnswers(variant);
    await withRows(variant, 'float', prompts, (row, expected, last) => {
      const norm = logSumExp(row);
      for (const [id, logprob] of expected.top) expect(Math.abs(row[id]! - norm - logprob)).toBeLessThan(1e-3);
      last?.forEach((logprob, id) => {
        expect(Math.abs(row[id]! - norm - logprob)).toBeLessThan(1e-3);
      });
    });
  });

  test('as shipped: KL at most 0.006 nats a position', async () => {
    const { prompts } = readTinyAnswers(variant);
    let sum = 0;
    let positions = 0;
    await withRows(variant, 'stored', prompts, (row, expected) => {
      sum += divergenceFromTop(expected.top, row);
      positions++;
    });
    expect(sum / positions).toBeLessThanOrEqual(0.006);
  });
});

type Prompts = ReturnType<typeof readTinyAnswers>['prompts'];
type Expected = Prompts[string]['positions'][number];

async function withRows(
  variant: keyof typeof TINY_VARIANTS,
  precision: Precision,
  prompts: Prompts,
  check: (row: Float32Array, expected: Expected, last: readonly number[] | undefined) => void,
): Promise<void> {
  const path = join(folder, `${variant}.gguf`);
  writeFileSync(path, tinyGguf(TINY_VARIANTS[variant]).bytes);
  const model = await openModel({ path, threads: 1, precision });
  try {
    const { vocabulary } = model.info;
    for (const { ids, positions, last } of Object.values(prompts)) {
      const tree = new TokenTree(model.decoder.shape);
      const logits = await model.decoder.grow(tree, tree.chain(0, ids), [...ids.keys()]);
      positions.forEach((expected, index) => {
        const row = logits.subarray(index * vocabulary, (index + 1) * vocabulary);
        check(row, expected, index === ids.length - 1 ? last : undefined);
      });
    }
  } finally {
    await model.close();
  }
}
