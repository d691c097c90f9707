import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { entropy } from '../../../src/inspection/entropy';
import { NextTokens } from '../../../src/inspection/next-tokens';
import { draws, Outcome } from '../../../src/inspection/outcome';
import { type Rules, rulesOf } from '../../../src/inspection/rules';
import { Trials } from '../../../src/inspection/trials';
import { STANDARD_ORDER } from '../../../src/sampling/chain';
import { seededRandom } from '../../../src/sampling/random';
import { Sampler } from '../../../src/sampling/sampler';
import { checkSettings, type SamplingSettings } from '../../../src/sampling/settings';
import { logSumExp } from '../../../src/sampling/softmax';
import { anyOrder, NEVER, rowAndIds, sampleSettings } from '../sampling/arbitrary';
import { vocabularyOf } from './vocabulary-of';

const rulesFor = (settings: SamplingSettings, rest: Partial<Rules> = {}): Rules => ({
  settings,
  order: STANDARD_ORDER,
  recent: [],
  ...rest,
});
const nextOf = (logits: readonly number[], memory?: ConstructorParameters<typeof NextTokens>[0]['memory']) =>
  new NextTokens({ logits: Float32Array.from(logits), ...(memory ? { memory } : {}) });
const ids = (size: number) => Array.from({ length: size }, (_, id) => id);
const sum = (numbers: Iterable<number>) => [...numbers].reduce((total, number) => total + number, 0);

describe('what may follow', () => {
  test('the model’s probabilities add up to 1 over the whole vocabulary, also with memory', () => {
    fc.assert(
      fc.property(rowAndIds, fc.double({ min: 0.01, max: 1, noNaN: true }), ([logits, some], share) => {
        fc.pre(logits.some((logit) => logit !== NEVER));
        const plain = nextOf(logits);
        expect(Math.abs(sum(plain.model) - 1)).toBeLessThan(1e-6);
        expect(Math.abs(plain.cumulative(plain.size) - 1)).toBeLessThan(1e-6);
        const unique = [...new Set(some)];
        fc.pre(unique.length > 0);
        const next = nextOf(logits, { share, match: 3, tokens: unique.map((id) => ({ id, probability: 1 / unique.length })) });
        expect(Math.abs(sum(next.mixed) - 1)).toBeLessThan(1e-6);
        expect(sum(ids(next.size).map((id) => next.fromMemory(id)))).toBeCloseTo(share, 6);
        expect([...next.model]).toEqual([...plain.model]);
      }),
    );
  });

  test('every token has its rank, and the lower id comes first among equals', () => {
    fc.assert(
      fc.property(rowAndIds, ([logits]) => {
        const next = nextOf(logits);
        const sorted = ids(next.size).sort((a, b) => next.logits[b]! - next.logits[a]! || a - b);
        expect([...next.likeliest(5)]).toEqual(sorted.slice(0, 5));
        const ranks = sorted.map((_, place) => place + 1);
        expect(sorted.toReversed().map((id) => next.rank(id))).toEqual(ranks.toReversed()); // counted, or among the likeliest
        expect(ranks.map((rank) => next.at(rank))).toEqual(sorted);
        next.rankAll();
        expect(sorted.map((id) => next.rank(id))).toEqual(ranks);
      }),
    );
  });

  test('its entropy is that of its probabilities', () => {
    fc.assert(
      fc.property(rowAndIds, ([logits]) => {
        const next = nextOf(logits);
        fc.pre(logits.some((logit) => logit !== NEVER));
        expect(next.entropy).toBeCloseTo(entropy(next.model), 9);
      }),
    );
  });

  test('its entropy: of n equals it is log2 n, of a certainty 0', () => {
    expect(nextOf(Array(8).fill(1.5)).entropy).toBeCloseTo(3, 12);
    expect(nextOf([4, NEVER]).entropy).toBe(0);
  });
});

describe('what some rules make of it', () => {
  test('keeps the tokens that the sampler keeps, with its probabilities, and they add up to 1', () => {
    fc.assert(
      fc.property(rowAndIds, sampleSettings, anyOrder, fc.boolean(), ([logits, some], settings, order, constrained) => {
        const [recent, allowed] = constrained ? [[], some] : [some, undefined];
        const next = nextOf(logits);
        const outcome = new Outcome(next, rulesFor(settings, { order, recent, ...(allowed ? { allowed } : {}) }));
        const sampler = new Sampler(settings, logits.length, seededRandom(1), order);
        const choice = sampler.choose(Float32Array.from(logits), recent, allowed);
        const { result, stages } = sampler.explain();
        const kept = ids(next.size).filter((id) => outcome.isKept(id));
        expect(kept).toEqual(ids(next.size).filter((id) => result.has(id)));
        if (choice) {
          expect(outcome.final(choice.id)).toBeCloseTo(choice.probability, 12);
          expect(Math.abs(sum(kept.map((id) => outcome.final(id))) - 1)).toBeLessThan(1e-9);
        }
        expect(outcome.stages.map(({ name, received, kept: left }) => [name, received, left])).toEqual(
          stages.map(({ name, received, kept: left }) => [name, received.count, left]),
        );
        stages.forEach(({ received }, index) => {
          for (const id of some) expect(outcome.received(index, id)).toBeCloseTo(received.probability(id), 9);
        });
        const drawn = outcome.drawn(10);
        expect(drawn.map(({ id }) => result.rank(id))).toEqual(drawn.map((_, index) => index + 1));
      }),
      { numRuns: 1000 },
    );
  });

  test('rules tried one after another give what each gives alone, to the last bit, and an earlier outcome stays true', () => {
    const trial = fc.tuple(sampleSettings, anyOrder, fc.boolean(), fc.boolean());
    fc.assert(
      fc.property(rowAndIds, fc.array(trial, { minLength: 2, maxLength: 6 }), ([logits, some], tried) => {
        const shown = (outcome: Outcome) => ({
          stages: outcome.stages,
          kept: ids(logits.length).filter((id) => outcome.isKept(id)),
          final: ids(logits.length).map((id) => outcome.final(id)),
          draw: outcome.explanation.draw,
          cut: some.map((id) => outcome.cut(id)),
        });
        const next = nextOf(logits);
        const trials = new Trials(logits.length);
        const made = tried.map(([settings, order, constrained, repeats]) => {
          const rules = rulesFor(settings, {
            order,
            ...(repeats ? { recent: some } : {}),
            ...(constrained ? { allowed: some } : {}),
          });
          const outcome = new Outcome(next, rules, trials);
          expect(shown(outcome)).toEqual(shown(new Outcome(next, rules)));
          return { outcome, wanted: shown(outcome) };
        });
        new Outcome(nextOf([...logits].reverse()), rulesFor(tried[0]![0]), trials);
        for (const { outcome, wanted } of made) expect(shown(outcome)).toEqual(wanted);
      }),
      { numRuns: 300 },
    );
  });

  test('with memory it is what the sampler makes of lifted logits, whose zero the repetition penalty depends on', () => {
    const finite = rowAndIds.filter(([logits, some]) => some.length > 0 && logits.every((logit) => Math.abs(logit) < 100));
    fc.assert(
      fc.property(
        finite,
        fc.double({ min: 0.05, max: 0.9, noNaN: true }),
        fc.double({ min: 1, max: 2, noNaN: true }),
        (row, share, penalty) => {
          const [logits, [lifted, ...recent]] = row as [number[], [number, ...number[]]];
          const norm = logSumExp(Float32Array.from(logits));
          const mixed = Float32Array.from(logits);
          mixed[lifted] = norm + Math.log(Math.exp(mixed[lifted]! - norm) + share / (1 - share));
          const settings = checkSettings({ strategy: 'sample', topK: 0, topP: 1, minP: 0, repetitionPenalty: penalty });
          const sampler = new Sampler(settings, logits.length, seededRandom(1));
          sampler.choose(mixed, recent);
          const { result } = sampler.explain();
          const next = nextOf(logits, { share, match: 3, tokens: [{ id: lifted, probability: 1 }] });
          const outcome = new Outcome(next, rulesFor(settings, { recent }));
          for (const id of [lifted, ...recent]) expect(outcome.final(id)).toBeCloseTo(result.probability(id), 4);
        },
      ),
    );
  });

  test('names the same cause for every cut token as the explanation, and the step of the order', () => {
    fc.assert(
      fc.property(rowAndIds, sampleSettings, anyOrder, ([logits, recent], settings, order) => {
        const outcome = new Outcome(nextOf(logits), rulesFor(settings, { order, recent }));
        for (const id of ids(logits.length)) {
          const found = outcome.cut(id);
          const wanted = outcome.explanation.cause(id);
          expect(found?.cut.by).toBe(wanted?.by);
          if (found?.cut.by === 'top-k') expect(found.cut).toEqual(wanted);
          if (found?.cut.by === 'top-p' && wanted?.by === 'top-p') expect(found.cut.likelier).toBeCloseTo(wanted.likelier, 9);
          if (found && found.step > 0) expect(order[found.step - 1]).toBe(found.cut.by);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('the same seed draws the same tokens as a completion does', () => {
    fc.assert(
      fc.property(rowAndIds, sampleSettings, fc.nat(0xffff_ffff), ([logits, recent], settings, seed) => {
        const sampler = new Sampler(settings, logits.length, seededRandom(seed));
        let wanted = sampler.choose(Float32Array.from(logits), recent);
        const drawn = draws(nextOf(logits), rulesFor(settings, { recent }), seed);
        for (let index = 0; index < 5; index++) {
          const { value } = drawn.next();
          expect(value?.id).toBe(wanted?.id);
          wanted = wanted && sampler.again();
        }
      }),
    );
  });

  test('10,000 draws agree with the final column (χ², p > 0.001)', () => {
    const random = seededRandom(7);
    const next = nextOf(Array.from({ length: 2000 }, () => random.next() * 8));
    const settings = checkSettings({ strategy: 'sample', temperature: 0.7, topK: 12, topP: 0.98, minP: 0.02 });
    const outcome = new Outcome(next, rulesFor(settings));
    const counts = new Map<number, number>();
    const coin = draws(next, outcome.rules, 42);
    for (let flip = 0; flip < 10_000; flip++) {
      const { id } = coin.next().value!;
      counts.set(id, (counts.get(id) ?? 0) + 1);
    }
    const kept = outcome.drawn(20);
    expect(kept.length).toBe(12);
    const statistic = sum(kept.map(({ id, probability }) => ((counts.get(id) ?? 0) - 1e4 * probability) ** 2 / (1e4 * probability)));
    expect(sum(counts.values())).toBe(10_000);
    expect(statistic).toBeLessThan(31.26); // χ² of 11 degrees of freedom at 0.001
  });

  test('a greedy setting keeps the likeliest, and a beam search is looked at as one', () => {
    const next = nextOf([1, 3, 2]);
    const vocabulary = vocabularyOf(['a', 'b', 'ba']);
    const place = { ids: Int32Array.of(0, 1), position: 1, healed: new Uint8Array() };
    for (const strategy of ['greedy', 'beam'] as const) {
      const outcome = new Outcome(next, rulesOf(place, checkSettings({ strategy }), vocabulary));
      expect([outcome.kept, outcome.final(1)]).toEqual([1, 1]);
      expect(outcome.cut(2)).toEqual({ cut: { by: 'temperature' }, step: 2 });
    }
  });

  test('what healing took back limits the last position, and no other', () => {
    const vocabulary = vocabularyOf(['a', 'b', 'ba']);
    const settings = checkSettings({ strategy: 'sample' });
    const place = { ids: Int32Array.of(0, 1), position: 1, healed: new TextEncoder().encode('b') };
    expect(rulesOf(place, settings, vocabulary).allowed).toEqual([1, 2]);
    expect(rulesOf({ ...place, position: 0 }, settings, vocabulary).allowed).toBeUndefined();
    expect(rulesOf({ ...place, position: 0 }, settings, vocabulary).recent).toEqual([0]);
    const outcome = new Outcome(nextOf([9, 1, 1]), rulesOf(place, settings, vocabulary));
    expect(outcome.cut(0)).toEqual({ cut: { by: 'constraint' }, step: 0 });
    expect(outcome.kept).toBe(2);
  });
});
