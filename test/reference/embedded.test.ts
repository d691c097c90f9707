/** The embedded model as shipped, against a float64 forward pass of the same weights. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TokenTree } from '../../src/engine/cache/token-tree';
import { argmax } from '../../src/engine/decode/logits';
import type { Model } from '../../src/engine/decode/model';
import { openModel } from '../../src/engine/open-model';
import { divergenceFromTop } from '../support/divergence';
import { embeddedModelPath } from '../support/embedded';
import { readGreedy, readLogits } from '../support/reference';

let model: Model;
beforeAll(async () => {
  model = await openModel({ path: embeddedModelPath, threads: 0 });
});
afterAll(() => model.close());

test('logits.json: KL at most 0.006 nats a position, the same likeliest token at 94 % of them', async () => {
  const { vocabulary } = model.info;
  let divergence = 0;
  let agreed = 0;
  let positions = 0;
  for (const { ids, positions: expected } of Object.values(readLogits())) {
    const tree = new TokenTree(model.decoder.shape);
    const logits = await model.decoder.grow(tree, tree.chain(0, ids), [...ids.keys()]);
    expected.forEach(({ top }, index) => {
      const row = logits.subarray(index * vocabulary, (index + 1) * vocabulary);
      divergence += divergenceFromTop(top, row);
      agreed += argmax(row) === top[0]![0] ? 1 : 0;
      positions++;
    });
  }
  console.log(
    `KL ${(divergence / positions).toFixed(4)} nats, same token ${((100 * agreed) / positions).toFixed(1)} %, ${positions} positions`,
  );
  expect(divergence / positions).toBeLessThanOrEqual(0.006);
  expect(agreed / positions).toBeGreaterThanOrEqual(0.94);
});

const SURE = 0.5; // nats; below it rounding may turn the choice, and then all that follows

test.each(Object.entries(readGreedy()))('greedy.json: %s', async (_, { ids, greedy, margin }) => {
  const unsure = margin.findIndex((nats) => nats < SURE);
  const comparable = unsure === -1 ? greedy.length : unsure;
  const tree = new TokenTree(model.decoder.shape);
  let logits = await model.decoder.grow(tree, tree.chain(0, ids), [ids.length - 1]);
  const chosen: number[] = [];
  while (chosen.length < comparable) {
    chosen.push(argmax(logits)!);
    logits = await model.decoder.grow(tree, tree.chain(tree.length - 1, chosen.slice(-1)), [0]);
  }
  expect(chosen).toEqual(greedy.slice(0, comparable));
});

test('greedy.json leaves enough to compare', () => {
  const comparable = Object.values(readGreedy()).map(({ margin }) => margin.findIndex((nats) => nats < SURE));
  expect(comparable.filter((count) => count !== 0).length).toBeGreaterThanOrEqual(8);
});
