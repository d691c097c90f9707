/** The numbers of a suggestion's seed are those that its tokens were drawn with: each falls into its token's share. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Aid, complete } from '../../../../src/engine/decode/complete';
import { Pace } from '../../../../src/engine/decode/lookup/pace';
import { NgramIndex } from '../../../../src/engine/memory/ngram-index';
import { Recall } from '../../../../src/engine/memory/recall';
import { NextTokens } from '../../../../src/inspection/next-tokens';
import { Outcome } from '../../../../src/inspection/outcome';
import { rulesOf } from '../../../../src/inspection/rules';
import { Vocabulary } from '../../../../src/inspection/vocabulary';
import type { Candidate, Completion, CompletionRequest } from '../../../../src/protocol/messages';
import { prefixOf } from '../../../../src/protocol/prefix';
import { numbersOf } from '../../../../src/sampling/draw';
import { checkSettings, type SamplingSettings } from '../../../../src/sampling/settings';
import { TinyCompletions } from '../decode/tiny-completions';
import { code } from '../texts';
import { NEVER, TinyEngine } from './tiny-engine';

const tiny = new TinyEngine();
const plain = new TinyCompletions();
/** Rows that were computed beside others, or in another number of passes, differ in their last bits. */
const TOLERANCE = 1e-4;

const settings = fc
  .record({
    temperature: fc.oneof(fc.constantFrom(0, 1), fc.double({ min: 0.1, max: 3, noNaN: true })),
    topK: fc.constantFrom(0, 1, 40),
    topP: fc.double({ min: 0.3, max: 1, noNaN: true }),
    minP: fc.constantFrom(0, 0.05),
    repetitionPenalty: fc.constantFrom(1, 1.3),
    seed: fc.oneof(fc.nat(99), fc.constantFrom(0xffff_fffe, 0xffff_ffff)),
  })
  .map((given) => checkSettings({ strategy: 'sample', ...given }));
const asked = fc.record(
  {
    count: fc.constantFrom(1, 2, 3),
    extent: fc.constantFrom('line' as const, 'block' as const),
    neighbours: fc.constant([]),
    lookup: fc.boolean(),
  },
  { requiredKeys: ['count', 'extent'] },
);
const texts = fc.constantFrom('', 'def f(', `${code(1)}    retur`, 'total = tot', '    \n        ', 'x = "世', 'ab ab ab ab ab ab ab ab');

/** Of each token how far its number lies outside its share of [0, 1); 0 for within. */
async function misses(text: string, request: Partial<CompletionRequest>, { tokens, seed }: Candidate): Promise<readonly number[]> {
  const sampling = request.sampling as SamplingSettings;
  const vocabulary = new Vocabulary(tiny.engine.vocabulary());
  const path = tokens.map(({ id }) => id);
  const memory = request.neighbours && { neighbours: request.neighbours };
  const found: number[] = [];
  for (const [index, number] of numbersOf(seed!, path.length).entries()) {
    const given = path.slice(0, index);
    const inspection = await tiny.inspect(text, { heal: true, path: given, ...memory });
    const outcome = new Outcome(new NextTokens(inspection), rulesOf(inspection, sampling, vocabulary));
    let from = 0;
    for (const { id, probability } of outcome.drawn(outcome.kept)) {
      if (id === path[index]) found.push(Math.max(0, from - number, number - (from + probability)));
      from += probability;
    }
  }
  return found;
}

const candidatesOf = ({ candidates = [] }: Completion): readonly Candidate[] => candidates;

test('every token takes one number, also where healed text is spelled and several samples are ranked', async () => {
  const seen = { tokens: 0, healed: 0, reordered: 0, mixed: 0 };
  await fc.assert(
    fc.asyncProperty(texts, settings, asked, async (text, sampling, changes) => {
      const request = { ...changes, sampling, maxTokens: 10 };
      const completion = await tiny.complete(text, request);
      const candidates = candidatesOf(completion);
      expect(candidates.length).toBeGreaterThan(0);
      const seeds = Array.from({ length: changes.count }, (_, index) => (sampling.seed + index) % 2 ** 32);
      expect(seeds).toEqual(expect.arrayContaining(candidates.map(({ seed }) => seed)));
      expect(new Set(candidates.map(({ seed }) => seed)).size).toBe(candidates.length);
      for (const candidate of candidates) {
        const missed = await misses(text, request, candidate);
        expect(missed).toHaveLength(candidate.tokens.length);
        expect(Math.max(0, ...missed)).toBeLessThan(TOLERANCE);
        seen.tokens += missed.length;
        seen.mixed += candidate.tokens.filter(({ memory }) => memory).length;
      }
      if (candidates[0]!.seed !== sampling.seed) seen.reordered++;
      if ((await tiny.inspect(text, { heal: true })).healed.length > 0) seen.healed++;
    }),
    { numRuns: 150 },
  );
  for (const [what, count] of Object.entries(seen)) expect(count, what).toBeGreaterThan(0);
});

test('a guess takes no number: with guesses checked at every token the same ones are drawn', async () => {
  const text = 'ab ab ab ab ab ab ab ab';
  let passes = 0;
  let right = 0;
  class Eager extends Pace {
    override length(): number {
      passes++;
      return 3;
    }
  }
  const aid: Aid = {
    pace: new Eager(),
    recall({ ids }) {
      const index = new NgramIndex();
      index.append(ids);
      return new Recall([index], ids, false);
    },
  };
  for (let seed = 0; seed < 20; seed++) {
    const sampling = checkSettings({ strategy: 'sample', temperature: 0.5, seed });
    const request = { prefix: prefixOf(text), extent: 'block', maxTokens: 40, sampling } as const;
    const guessing = await complete(plain.model, plain.tree(), request, NEVER, () => {}, aid);
    expect(guessing.tokens).toEqual((await complete(plain.model, plain.tree(), request, NEVER, () => {})).tokens);
    right += guessing.counts.guessed;
  }
  expect(passes).toBeGreaterThan(right); // some were wrong
  expect(right).toBeGreaterThan(0);
});

test('without chance there is no seed', async () => {
  for (const given of [{}, { strategy: 'greedy', repetitionPenalty: 1.3, seed: 5 }, { strategy: 'beam', seed: 5 }]) {
    for (const count of [1, 3]) {
      const candidates = candidatesOf(await tiny.complete('def f(', { sampling: checkSettings(given), count }));
      expect(candidates.length).toBeGreaterThan(0);
      expect(candidates.filter((candidate) => 'seed' in candidate)).toEqual([]);
    }
  }
});
