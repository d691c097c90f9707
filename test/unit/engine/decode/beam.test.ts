import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TokenTree } from '../../../../src/engine/cache/token-tree';
import { beamSearch } from '../../../../src/engine/decode/beam';
import { greedy } from '../../../../src/engine/decode/chooser';
import { complete } from '../../../../src/engine/decode/complete';
import { Generation } from '../../../../src/engine/decode/generation';
import { decodeLinear } from '../../../../src/engine/decode/linear';
import type { Model } from '../../../../src/engine/decode/model';
import { prefill } from '../../../../src/engine/decode/prefill';
import type { Run } from '../../../../src/engine/decode/run';
import { lineEnd } from '../../../../src/engine/decode/stop/line';
import { openModel } from '../../../../src/engine/open-model';
import { prefixOf } from '../../../../src/protocol/prefix';
import { checkSettings } from '../../../../src/sampling/settings';
import { logSumExp } from '../../../../src/sampling/softmax';
import { tinyGguf } from '../../../support/tiny-gguf';
import { TemporaryFolder } from '../temporary-folder';

const folder = new TemporaryFolder();
let small: Model; // eight text tokens: few enough to try all sequences
let code: Model;
beforeAll(async () => {
  small = await openModel({
    path: folder.write('small.gguf', tinyGguf({ vocabulary: 'eight-bytes', seed: 5 }).bytes),
    threads: 1,
    precision: 'float',
  });
  code = await openModel({ path: folder.write('code.gguf', tinyGguf({ seed: 21 }).bytes), threads: 1, precision: 'float' });
});
afterAll(async () => {
  await small.close();
  await code.close();
});

async function runOn(model: Model, ids: readonly number[], most: number): Promise<Run> {
  const tree = new TokenTree(model.decoder.shape);
  const { logits } = await prefill(model.decoder, tree, ids, { cancelled: false });
  const start = new Generation(model.tokenizer.vocabulary, new Uint8Array(0), lineEnd);
  const signal = { cancelled: false };
  return { decoder: model.decoder, tree, prompt: ids, logits: logits!, start, most, signal, deadline: Number.POSITIVE_INFINITY };
}

/** Every sequence of at most `most` tokens that ends there, at a control token or at a line break, with its joint log-probability. */
async function allSequences(model: Model, ids: readonly number[], most: number): Promise<Generation[]> {
  const found: Generation[] = [];
  const visit = async (generation: Generation, path: readonly number[]): Promise<void> => {
    const { logits } = await runOn(model, path, most);
    const norm = logSumExp(logits);
    for (let id = 0; id < model.info.vocabulary; id++) {
      const next = generation.fork();
      next.push(id, logits[id]! - norm);
      if (next.tokens.length === most) next.end('token-limit');
      if (next.stop) found.push(next);
      else await visit(next, [...path, id]);
    }
  };
  await visit(new Generation(model.tokenizer.vocabulary, new Uint8Array(0), lineEnd), ids);
  return found;
}

const PROMPTS = [[4], [4, 5, 6], [7, 7, 3, 8, 5]] as const;

describe.each(PROMPTS.map((ids) => [ids]))('after %j', (ids) => {
  test.each([0, 0.7])('wide enough, it finds what trying everything finds (length penalty %d)', async (lengthPenalty) => {
    const most = 2;
    const best = new Map<string, number>();
    for (const { text, logprob, tokens } of await allSequences(small, ids, most)) {
      const score = logprob / tokens.length ** lengthPenalty;
      best.set(text, Math.max(best.get(text) ?? Number.NEGATIVE_INFINITY, score));
    }
    const expected = [...best].sort((a, b) => b[1] - a[1]).slice(0, 5);
    const found = await beamSearch(await runOn(small, ids, most), { beams: 8, lengthPenalty, count: 5 });
    expect(found.map(({ generation }) => generation.text)).toEqual(expected.map(([text]) => text));
    found.forEach(({ score }, index) => {
      expect(score).toBeCloseTo(expected[index]![1], 3);
    });
  });

  test('one beam is greedy', async () => {
    const [found] = await beamSearch(await runOn(code, ids, 12), { beams: 1, lengthPenalty: 0, count: 1 });
    const plain = await decodeLinear(await runOn(code, ids, 12), greedy, undefined, () => {});
    expect(found!.generation.tokens).toEqual(plain.tokens);
  });

  test.each([2, 3, 5, 8])('with %d beams the best is never below greedy, and no text comes twice', async (beams) => {
    const run = await runOn(code, ids, 10);
    const before = run.tree.length;
    const found = await beamSearch(run, { beams, lengthPenalty: 0, count: beams });
    const plain = await decodeLinear(await runOn(code, ids, 10), greedy, undefined, () => {});
    expect(found[0]!.score).toBeGreaterThanOrEqual(plain.logprob - 1e-3);
    expect(new Set(found.map(({ generation }) => generation.text)).size).toBe(found.length);
    expect(found.map(({ score }) => score)).toEqual(found.map(({ score }) => score).toSorted((a, b) => b - a));
    expect(run.tree.length).toBe(before); // all slots are given back
  });

  test('memory grows with nodes: no pass has more rows than the beams have different tokens', async () => {
    const beams = 4;
    const run = await runOn(code, ids, 16);
    const base = run.tree.length;
    let passes = 0;
    const decoder: Pick<Run['decoder'], 'grow'> = {
      grow: (tree, growth, rows) => {
        passes++;
        expect(growth.tokens.length).toBeLessThanOrEqual(beams);
        expect(tree.length - base).toBeLessThanOrEqual(beams * passes);
        return run.decoder.grow(tree, growth, rows);
      },
    };
    await beamSearch({ ...run, decoder: decoder as Run['decoder'] }, { beams, lengthPenalty: 0, count: 1 });
    expect(passes).toBeGreaterThan(0);
  });
});

test('healed text is spelled by every candidate, and counts in its score', async () => {
  const request = { prefix: prefixOf('    ret'), extent: 'line', maxTokens: 8, count: 3 } as const;
  const sampling = checkSettings({ strategy: 'beam', beams: 4 });
  const { candidates, text, tokens } = await complete(
    code,
    new TokenTree(code.decoder.shape),
    { ...request, sampling },
    { cancelled: false },
    () => {},
  );
  expect(candidates!.length).toBeGreaterThan(1);
  expect(candidates![0]).toMatchObject({ text, tokens });
  for (const candidate of candidates!) {
    const sum = candidate.tokens.reduce((total, { logprob }) => total + logprob, 0);
    expect(candidate.logprob).toBeCloseTo(sum, 6);
    expect(candidate.score).toBe(candidate.logprob);
    const spelled = candidate.tokens.map((token) => token.text).join('');
    expect(spelled.startsWith('ret') || spelled.trimStart().startsWith('ret')).toBe(true);
  }
});
