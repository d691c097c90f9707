import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TokenTree } from '../../../../src/engine/cache/token-tree';
import { beginWithWord } from '../../../../src/engine/decode/first-word';
import { Generation } from '../../../../src/engine/decode/generation';
import type { Model } from '../../../../src/engine/decode/model';
import { prefill } from '../../../../src/engine/decode/prefill';
import type { Run } from '../../../../src/engine/decode/run';
import { lineEnd } from '../../../../src/engine/decode/stop/line';
import { openModel } from '../../../../src/engine/open-model';
import { logSumExp } from '../../../../src/sampling/softmax';
import { tinyGguf } from '../../../support/tiny-gguf';
import { TemporaryFolder } from '../temporary-folder';
import { TinyCompletions } from './tiny-completions';

const tiny = new TinyCompletions();
const folder = new TemporaryFolder();
let small: Model; // the end of the text, and a b x ( ) = ; and a space: few enough to try all sequences
beforeAll(async () => {
  const path = folder.write('small.gguf', tinyGguf({ vocabulary: 'eight-bytes', seed: 5 }).bytes);
  small = await openModel({ path, threads: 1, precision: 'float' });
});
afterAll(() => small.close());

const MOST = 3;
const WORD = /[abx]+/;

async function runOn(ids: readonly number[]): Promise<Run> {
  const tree = new TokenTree(small.decoder.shape);
  const { logits } = await prefill(small.decoder, tree, ids, { cancelled: false });
  const start = new Generation(small.tokenizer.vocabulary, new Uint8Array(0), lineEnd);
  const signal = { cancelled: false };
  return { decoder: small.decoder, tree, prompt: ids, logits: logits!, start, most: MOST, signal, deadline: Number.POSITIVE_INFINITY };
}

/** What may come first, up to the end of the first word, with its probability; what is longer, up to so many tokens. */
async function allFirstWords(ids: readonly number[]): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  const visit = async (path: readonly number[], text: string, probability: number): Promise<void> => {
    const { logits } = await runOn([...ids, ...path]);
    const norm = logSumExp(logits);
    for (let id = 0; id < small.info.vocabulary; id++) {
      const next = probability * Math.exp(logits[id]! - norm);
      const longer = text + (id === 0 ? '' : small.tokenizer.decode([id]));
      const end = (WORD.exec(text)?.index ?? 0) + (WORD.exec(text)?.[0].length ?? 0);
      const isWordOver = WORD.test(text) && (id === 0 || longer.slice(end).search(WORD) !== 0);
      if (id === 0 || isWordOver) found.set(text, (found.get(text) ?? 0) + next);
      else if (path.length + 1 < MOST) await visit([...path, id], longer, next);
      else found.set(longer, next);
    }
  };
  await visit([], '', 1);
  return found;
}

describe.each([[[4]], [[4, 5, 6]], [[7, 7, 3, 8, 5]], [[1, 2]], [[3, 4, 1]]])('after %j', (ids) => {
  test('wide enough, it finds the word that trying everything finds, and goes on behind it', async () => {
    const [[word] = ['']] = [...(await allFirstWords(ids))].sort((a, b) => b[1] - a[1]);
    const run = await runOn(ids);
    const told: string[] = [];
    const after = await beginWithWord(
      run,
      9,
      () => small.tokenizer.vocabulary.wordEnds,
      (_, text) => told.push(text),
    );
    expect(after.start.text.startsWith(word!)).toBe(true);
    if (word!.length < MOST) expect(after.start.text.slice(word!.length)).not.toMatch(/^[abx]/);
    expect(told).toEqual(after.start.tokens.map(() => after.start.text));
    if (after.start.stop) return;
    // The tree and the logits are those of the longer text.
    const longer = [...ids, ...after.start.tokens.map(({ id }) => id)];
    expect(after.tree.commonPrefix(longer)).toBe(longer.length);
    expect(after.tree.length).toBe(longer.length + 1);
    expect(after.logits).toEqual((await runOn(longer)).logits);
  });
});

const TEXTS = ['def f(', 'return ', 'x = ', 'for item in ite', 'self.', '', 'const foo = '];

test('one beginning is plain greedy decoding', async () => {
  for (const text of TEXTS) expect((await tiny.ask(text, { beginnings: 1 })).tokens).toEqual((await tiny.ask(text)).tokens);
});

test('what goes on behind it is what is likeliest there, with the same log-probabilities', async () => {
  let others = 0;
  for (const text of TEXTS) {
    const { tokens } = await tiny.ask(text, { beginnings: 3, maxTokens: 8 });
    const greedy = await tiny.ask(text, { maxTokens: 8 });
    tiny.check(text, await tiny.ask(text, { beginnings: 3, maxTokens: 8 }));
    if (tokens.some(({ id }, index) => id !== greedy.tokens[index]?.id)) others++;
  }
  expect(others).toBeGreaterThan(0);
});

test('the cache does not show in what comes', async () => {
  for (const text of TEXTS) {
    const tree = tiny.tree();
    await tiny.ask(text.slice(0, -1), { beginnings: 3 }, tree);
    const again = await tiny.ask(text, { beginnings: 3 }, tree);
    expect(again.tokens).toEqual((await tiny.ask(text, { beginnings: 3 })).tokens);
    expect((await tiny.ask(text, { beginnings: 3 }, tree)).tokens).toEqual(again.tokens);
  }
});
