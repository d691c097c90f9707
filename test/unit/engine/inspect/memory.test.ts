import { describe, expect, test } from 'vitest';
import { logSumExp } from '../../../../src/sampling/softmax';
import { NEVER, TinyEngine } from './tiny-engine';

const tiny = new TinyEngine();
const SOURCE = 'function total(items) {\n  return items.reduce((sum, item) => sum + item.price, 0);\n}\n';
const TEXT = `${SOURCE}function again(items) {\n  return items.reduce((sum, it`;

const MEMORY = { document: 'm', heal: true, neighbours: ['n'] } as const;

describe('the memory of the user’s own code', () => {
  test('is what completions draw on', async () => {
    const { memory, logits } = await tiny.inspect(TEXT, MEMORY);
    const { tokens } = await tiny.complete(TEXT, { document: 'm', neighbours: ['n'], maxTokens: 1 });
    const [first] = tokens;
    expect(first!.memory!.share).toBeCloseTo(memory!.share, 12);
    expect(first!.memory!.match).toBe(memory!.match);
    expect(memory!.tokens.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 12);
    // What was chosen is the likeliest in the mixture, of what spells the healed part again.
    const norm = logSumExp(logits);
    const part = memory!.tokens.find(({ id }) => id === first!.id)?.probability ?? 0;
    const mixed = (1 - memory!.share) * Math.exp(logits[first!.id]! - norm) + memory!.share * part;
    expect(first!.logprob).toBeCloseTo(logits[first!.id]! - norm, 9);
    expect(mixed).toBeGreaterThan(0);
    expect(mixed).toBeLessThan(1);
  });

  test('draws on the sources that are named', async () => {
    const text = 'total(items) {\n  return items.reduce(';
    expect((await tiny.inspect(text, { document: 'o', neighbours: ['source'] })).memory).toBeUndefined();
    tiny.engine.remember('source', SOURCE);
    await tiny.engine.learn(NEVER);
    expect((await tiny.inspect(text, { document: 'o', neighbours: ['source'] })).memory?.match).toBeGreaterThan(5);
    expect((await tiny.inspect(text, { document: 'o', neighbours: [] })).memory).toBeUndefined();
  });

  test('is absent where it is off, and before the cursor', async () => {
    expect((await tiny.inspect(TEXT, { document: 'm', heal: true })).memory).toBeUndefined();
    const { ids } = await tiny.inspect(TEXT, MEMORY);
    expect((await tiny.inspect(TEXT, { ...MEMORY, position: ids.length - 2 })).memory).toBeUndefined();
  });

  test('follows a path behind the cursor', async () => {
    const { tokens } = await tiny.complete(TEXT, { document: 'm', neighbours: [], maxTokens: 4, lookup: false });
    const path = tokens.map(({ id }) => id);
    const { ids } = await tiny.inspect(TEXT, { ...MEMORY, neighbours: [] });
    for (const [step, { memory }] of tokens.entries()) {
      const looked = await tiny.inspect(TEXT, { ...MEMORY, neighbours: [], path, position: ids.length - 1 + step });
      expect(looked.memory?.match).toBe(memory?.match);
      if (memory) expect(looked.memory!.share).toBeCloseTo(memory.share, 9);
    }
  });
});
