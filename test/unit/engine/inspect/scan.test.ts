import { describe, expect, test } from 'vitest';
import { TokenTree } from '../../../../src/engine/cache/token-tree';
import { foreseen } from '../../../../src/engine/inspect/foreseen';
import { openModel, openTokenizer } from '../../../../src/engine/open-model';
import type { ScannedToken, ScanRequest } from '../../../../src/protocol/inspection';
import { logSumExp } from '../../../../src/sampling/softmax';
import { code } from '../texts';
import { NEVER, TinyEngine, WITHOUT_PAUSE } from './tiny-engine';

const tiny = new TinyEngine();

async function scanned(text: string, before = '', start = 0): Promise<readonly ScannedToken[]> {
  const tokens: ScannedToken[] = [];
  const request: ScanRequest = { document: 'a', prefix: { text: before, start }, text };
  let last = 0;
  const isWhole = await tiny.engine.scan(request, NEVER, WITHOUT_PAUSE, (part) => {
    expect(part.tokens.length).toBeLessThanOrEqual(32);
    expect(part.done).toBeGreaterThan(last);
    last = part.done;
    tokens.push(...part.tokens);
  });
  expect([isWhole, last]).toEqual([true, 1]);
  return tokens;
}

describe('how a text was foreseen', () => {
  test('is what an inspection at each place says', async () => {
    const text = 'def f(x):\r\n\treturn "é世😀"\n';
    const tokens = await scanned(text);
    const { ids } = await tiny.inspect(text);
    expect(tokens.map(({ id }) => id)).toEqual([...ids]);
    for (const [index, { id, logprob, rank, top }] of tokens.entries()) {
      const { logits } = index === 0 ? await tiny.inspect('') : await tiny.inspect(text, { position: index - 1 });
      const norm = logSumExp(logits);
      const order = [...logits.keys()].sort((a, b) => logits[b]! - logits[a]! || a - b);
      expect(logprob).toBeCloseTo(logits[id]! - norm, 9);
      expect(rank).toBe(order.indexOf(id) + 1);
      expect(top.map((token) => token.id)).toEqual(order.slice(0, 5));
      for (const token of top) expect(token.logprob).toBeCloseTo(logits[token.id]! - norm, 9);
    }
  });

  test('says where each token is in the document', async () => {
    const before = '😀\r\n';
    const text = 'if (世) {\r\n\t😀\ud83d}';
    const tokens = await scanned(text, before, 1000);
    const whole = before + text;
    expect(tokens[0]!.start).toBe(1000 + before.length);
    expect(tokens.at(-1)!.end).toBe(1000 + whole.length);
    expect(tokens.map(({ start, end }) => whole.slice(start - 1000, end - 1000))).toContain('😀');
  });

  test('begins with the token that holds the first character', async () => {
    const tokens = await scanned('turn 1', 're');
    expect([tokens[0]!.start, tokens[0]!.end]).toEqual([0, 6]);
  });

  test.each([
    ['', ''],
    ['', 'x = 1'],
  ])('%j after %j has no tokens', async (text, before) => {
    expect(await scanned(text, before)).toEqual([]);
  });

  test('what is before a text is read', async () => {
    const [alone] = await scanned('return');
    const [after] = await scanned('return', 'def f(x):\n');
    expect(after!.id).toBe(alone!.id);
    expect(after!.logprob).not.toBeCloseTo(alone!.logprob, 3);
  });

  test('of a text longer than a window is whole, each token once, from a quarter of a window at least', async () => {
    const text = code(40);
    const tokens = await scanned(text);
    const tokenizer = await openTokenizer(tiny.path);
    const ids = tokenizer.encode(text);
    const limit = tiny.engine.info.window - 1;
    expect(ids.length).toBeGreaterThan(2 * limit);
    expect(tokens.map(({ id }) => id)).toEqual(ids);
    expect(tokens.every(({ start }, index) => index === 0 || start === tokens[index - 1]!.end)).toBe(true);
    // The first of the second window is foreseen from what both windows hold.
    const model = await openModel({ path: tiny.path, threads: 1 });
    const shared = ids.slice(limit - Math.floor(limit / 4), limit);
    const tree = new TokenTree(model.decoder.shape);
    const logits = await model.decoder.grow(tree, tree.chain(0, shared), [shared.length - 1]);
    expect(tokens[limit]!.logprob).toBeCloseTo(logits[ids[limit]!]! - logSumExp(logits), 6);
    await model.close();
  });
});

test('a scan stops between two passes', async () => {
  let asked = 0;
  const signal = {
    get cancelled() {
      return ++asked > 3;
    },
  };
  const parts: number[] = [];
  const request = { document: 'a', prefix: { text: '', start: 0 }, text: code(40) };
  expect(await tiny.engine.scan(request, signal, WITHOUT_PAUSE, ({ done }) => parts.push(done))).toBe(false);
  expect(parts).toHaveLength(3);
});

test("a scan leaves a document's cache alone", async () => {
  const text = code(2);
  await tiny.inspect(text, { document: 'a' });
  await tiny.engine.scan({ document: 'a', prefix: { text: '', start: 0 }, text: code(9) }, NEVER, WITHOUT_PAUSE, () => {});
  const { reused, ids } = await tiny.inspect(text, { document: 'a' });
  expect(reused).toBe(ids.length - 1);
});

test.each([
  [[1, 3, 2], 2, { rank: 2 }],
  [[2, 2, 2], 2, { rank: 3 }],
  [[Number.NEGATIVE_INFINITY, 0, 0], 0, { rank: 3, logprob: Number.NEGATIVE_INFINITY }],
])('of %j token %d', (logits, id, expected) => {
  expect(foreseen(Float32Array.from(logits), id)).toMatchObject(expected);
});
