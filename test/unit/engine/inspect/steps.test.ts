import { describe, expect, test } from 'vitest';
import type { Inspection } from '../../../../src/protocol/inspection';
import { logSumExp } from '../../../../src/sampling/softmax';
import { code } from '../texts';
import { NEVER, TinyEngine, WITHOUT_PAUSE } from './tiny-engine';

const tiny = new TinyEngine();
const TEXT = `${code(2)}def total(items):\n    return sum(it`;
const LONG = { document: 'a', maxTokens: 70, extent: 'block' } as const;

/** The steps of a completion of this text. */
async function walk(memory: { readonly neighbours?: readonly string[] } = {}, document = 'a') {
  const completion = await tiny.complete(TEXT, { ...LONG, document, ...memory });
  const path = completion.tokens.map(({ id }) => id);
  const inspection = await tiny.inspect(TEXT, { document, heal: true, path, steps: true, ...memory });
  return { completion, path, inspection, steps: inspection.steps! };
}

describe('the steps of a path', () => {
  test('are its tokens, with the log-probabilities that the completion told', async () => {
    const { completion, path, steps } = await walk();
    expect(path.length).toBeGreaterThan(40); // more than one pass
    expect(steps.map(({ id }) => id)).toEqual(path);
    for (const [index, { logprob, chosen, memory }] of steps.entries()) {
      expect(logprob).toBeCloseTo(completion.tokens[index]!.logprob, 4);
      expect([chosen, memory]).toEqual([logprob, undefined]);
    }
  });

  test('say the same as a look at each position', async () => {
    const { path, inspection, steps } = await walk({ neighbours: [] });
    const prompt = inspection.ids.length - path.length;
    expect([inspection.path, inspection.position]).toEqual([path.length, prompt - 1]);
    for (const [index, step] of steps.entries()) {
      if (index % 7 > 0) continue;
      const position = prompt - 1 + index;
      const { logits, memory } = await tiny.inspect(TEXT, { heal: true, path, position, neighbours: [] });
      expect(step.logprob).toBeCloseTo(logits[step.id]! - logSumExp(logits), 5);
      expect(step.memory?.match).toBe(memory?.match);
      const { chosen, rank } = mixed({ logits, ...(memory && { memory }) }, step.id);
      expect([step.chosen, step.rank]).toEqual([expect.closeTo(chosen, 4), rank]);
    }
  });

  test('tell what the memory of the user’s own code had to do with it', async () => {
    const { completion, steps } = await walk({ neighbours: [] }, 'b');
    expect(steps.map(({ memory }) => memory?.match)).toEqual(completion.tokens.map(({ memory }) => memory?.match));
    const own = steps.filter(({ memory }) => memory !== undefined);
    expect(own.length).toBeGreaterThan(0);
    for (const { chosen, logprob, memory } of own)
      expect(Math.exp(chosen)).toBeGreaterThanOrEqual((1 - memory!.share) * Math.exp(logprob) - 1e-6);
  });

  test('of a greedy completion are the likeliest, but for what healing had to spell', async () => {
    const { inspection, steps } = await walk();
    let spelled = 0;
    for (const { id, rank, top } of steps) {
      if (spelled >= inspection.healed.length) expect([rank, top[0]!.id]).toEqual([1, id]);
      spelled += tiny.engine.vocabulary().ends[id]! - (id === 0 ? 0 : tiny.engine.vocabulary().ends[id - 1]!);
    }
  });

  test('leave the cache as it was', async () => {
    const { path } = await walk();
    const before = await tiny.inspect(TEXT, { heal: true, path });
    await tiny.inspect(TEXT, { heal: true, path, steps: true });
    const after = await tiny.inspect(TEXT, { heal: true, path });
    expect([after.reused, after.cache.tokens]).toEqual([before.reused, before.cache.tokens]);
    expect(after.logits).toEqual(before.logits);
  });

  test('are read anew where others have used the cache in between, and dropped when cancelled', async () => {
    const { path, steps } = await walk();
    const request = { document: 'a', prefix: { text: TEXT, start: 0 }, heal: true, path, steps: true } as const;
    let pauses = 0;
    const pause = async () => {
      if (++pauses % 5 === 0) await tiny.complete('something else', { document: 'a' });
    };
    const disturbed = await tiny.engine.inspect(request, NEVER, pause);
    expect(disturbed!.steps).toEqual(steps);
    let asked = 0;
    const signal = {
      get cancelled() {
        return ++asked > 8;
      },
    };
    expect(await tiny.engine.inspect(request, signal, WITHOUT_PAUSE)).toBeUndefined();
  });
});

/** Log-probability and rank of a token where the memory has its part. */
function mixed({ logits, memory }: Pick<Inspection, 'logits' | 'memory'>, id: number): { readonly chosen: number; readonly rank: number } {
  const norm = logSumExp(logits);
  const share = memory?.share ?? 0;
  const own = new Map(memory?.tokens.map((token) => [token.id, token.probability]));
  const all = Array.from(logits, (logit, other) => (1 - share) * Math.exp(logit - norm) + share * (own.get(other) ?? 0));
  return { chosen: Math.log(all[id]!), rank: 1 + all.filter((other) => other > all[id]!).length };
}
