import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Candidates } from '../../../src/sampling/candidates';
import { STANDARD_ORDER } from '../../../src/sampling/chain';
import { type Random, seededRandom } from '../../../src/sampling/random';
import { Sampler } from '../../../src/sampling/sampler';
import { checkSettings, type SamplingSettings } from '../../../src/sampling/settings';
import { readLogits } from '../../support/reference';
import { anyOrder, NEVER, row, rowAndIds, sampleSettings } from './arbitrary';
import { sampleSlowly, total } from './reference';

const sampling = (given: Partial<SamplingSettings> = {}) => checkSettings({ strategy: 'sample', ...given });
/** Draws from the model's distribution as it is. */
const plain = (given: Partial<SamplingSettings> = {}) => sampling({ temperature: 1, topK: 0, topP: 1, minP: 0, ...given });

/** A random that gives what is listed, and then the first again. */
const fixed = (...numbers: number[]): Random => {
  let index = 0;
  return { next: () => numbers[index++ % numbers.length]! };
};

const samplerFor = (settings: SamplingSettings, logits: readonly number[], random = fixed(0.5), order = STANDARD_ORDER) => {
  const sampler = new Sampler(settings, logits.length, random, order);
  return { sampler, choose: (recent: number[] = [], allowed?: number[]) => sampler.choose(Float32Array.from(logits), recent, allowed) };
};

/** Kept tokens, after the sampler chose. */
const keptBy = (sampler: Sampler, size: number) => {
  const explanation = sampler.explain();
  return Array.from({ length: size }, (_, id) => id).filter((id) => explanation.cutBy(id) === undefined);
};

const keep = (settings: SamplingSettings, logits: readonly number[]) => {
  const { sampler, choose } = samplerFor(settings, logits);
  choose();
  return keptBy(sampler, logits.length);
};

const ascending = (ids: Iterable<number>) => [...ids].sort((a, b) => a - b);

/** The twenty likeliest tokens of every position of the reference prompts, each as a vocabulary of its own. */
const golden = Object.entries(readLogits()).flatMap(([name, { positions }]) =>
  positions.map(({ top }, position) => ({
    name: `${name} ${position}`,
    logits: [...top].sort(([a], [b]) => a - b).map(([, logprob]) => Math.fround(logprob)),
  })),
);

describe('against the plain reference', () => {
  const compare = (
    settings: SamplingSettings,
    order: typeof STANDARD_ORDER,
    logits: readonly number[],
    recent: number[],
    allowed?: number[],
  ) => {
    const reference = sampleSlowly(settings, order, logits, recent, allowed);
    if (reference.close) return;
    const { sampler, choose } = samplerFor(settings, logits, seededRandom(1), order);
    const choice = choose(recent, allowed);
    const explanation = sampler.explain();
    expect(keptBy(sampler, logits.length)).toEqual(ascending(reference.kept));
    expect(choice === undefined).toBe(reference.kept.length === 0);
    for (const id of reference.kept) {
      expect(Math.abs(explanation.result.probability(id) - reference.probabilities.get(id)!)).toBeLessThan(1e-13);
    }
    if (!choice) return;
    expect(Math.abs(choice.probability - reference.probabilities.get(choice.id)!)).toBeLessThan(1e-13);
    expect(choice.logprob).toBeCloseTo(reference.logprobs[choice.id]!, 10);
  };

  test('on random rows and settings, in any order of the steps', () => {
    fc.assert(
      fc.property(rowAndIds, sampleSettings, anyOrder, ([logits, ids], settings, order) => compare(settings, order, logits, ids)),
      { numRuns: 1500 },
    );
  });

  test('with a constraint', () => {
    fc.assert(
      fc.property(rowAndIds, sampleSettings, ([logits, ids], settings) => compare(settings, STANDARD_ORDER, logits, [], ids)),
      { numRuns: 300 },
    );
  });

  test('on golden logits', () => {
    const settings = [{}, { temperature: 2 }, { topK: 5 }, { topP: 0.5 }, { minP: 0.2 }, { repetitionPenalty: 1.3 }, { temperature: 0 }];
    for (const { logits } of golden) {
      for (const given of settings) compare(sampling(given), STANDARD_ORDER, logits, [0, 3, 7]);
    }
    expect(golden.length).toBeGreaterThan(300);
  });

  test('on a vocabulary of a real size', () => {
    const random = seededRandom(11);
    const logits = Array.from({ length: 49_152 }, () => Math.fround(8 * (random.next() + random.next() + random.next()) - 12));
    for (const given of [{}, { temperature: 2, topK: 0, topP: 0.999, minP: 0 }, { temperature: 1.5, topK: 30_000, topP: 1, minP: 0.001 }]) {
      compare(sampling(given), STANDARD_ORDER, logits, [5, 6, 7, 7]);
    }
  });
});

describe('kept tokens', () => {
  test('grow with k', () => {
    fc.assert(
      fc.property(row, fc.nat(50), fc.nat(50), (logits, k, more) => {
        const [few, many] = [1 + k, 1 + k + more].map((topK) => keep(plain({ topK }), logits));
        expect(many).toEqual(expect.arrayContaining(few!));
      }),
    );
  });

  test('grow with p', () => {
    fc.assert(
      fc.property(row, fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (logits, p, q) => {
        const [few, many] = [Math.min(p, q), Math.max(p, q)].map((topP) => keep(plain({ topP }), logits));
        expect(many).toEqual(expect.arrayContaining(few!));
      }),
    );
  });

  test('grow as min-p falls', () => {
    fc.assert(
      fc.property(row, fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (logits, p, q) => {
        const [few, many] = [Math.max(p, q), Math.min(p, q)].map((minP) => keep(plain({ minP }), logits));
        expect(many).toEqual(expect.arrayContaining(few!));
      }),
    );
  });

  test('have probabilities that add up to 1', () => {
    fc.assert(
      fc.property(rowAndIds, sampleSettings, anyOrder, ([logits, recent], settings, order) => {
        fc.pre(logits.some((logit) => logit > NEVER));
        const { sampler, choose } = samplerFor(settings, logits, fixed(0.5), order);
        choose(recent);
        const { result } = sampler.explain();
        expect(total(logits.map((_, id) => result.probability(id)))).toBeCloseTo(1, 12);
      }),
    );
  });

  test('among equals are those with the lower ids, however the others are permuted', () => {
    const equals = fc.array(fc.constantFrom(0, 1, 2), { minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(equals, fc.integer({ min: 1, max: 300 }), (logits, topK) => {
        const kept = new Set(keep(plain({ topK }), logits));
        for (const level of [0, 1, 2]) {
          const ids = [...logits.keys()].filter((id) => logits[id] === level);
          const first = ids.findIndex((id) => !kept.has(id));
          expect(ids.slice(first < 0 ? ids.length : first).some((id) => kept.has(id))).toBe(false);
        }
        expect(kept.size).toBe(Math.min(topK, logits.length));
      }),
    );
  });

  test('of permuted logits are the permuted tokens, but for the choice among equals', () => {
    fc.assert(
      fc.property(row, sampleSettings, fc.infiniteStream(fc.nat()), (logits, settings, stream) => {
        const permuted = logits.map((logit) => ({ logit, key: stream.next().value ?? 0 })).sort((a, b) => a.key - b.key);
        const values = (row: readonly number[]) =>
          keep(settings, row)
            .map((id) => row[id]! + 0)
            .sort((a, b) => a - b);
        fc.pre(!sampleSlowly(settings, STANDARD_ORDER, logits, []).close);
        expect(values(permuted.map(({ logit }) => logit))).toEqual(values(logits));
      }),
      { numRuns: 300 },
    );
  });
});

describe('draws', () => {
  test('never give a token that was cut, whatever the number', () => {
    const number = fc.constantFrom(0, Number.MIN_VALUE, 2 ** -53, 0.5, 1 - 2 ** -53);
    fc.assert(
      fc.property(rowAndIds, sampleSettings, anyOrder, number, ([logits, ids], settings, order, value) => {
        const { sampler, choose } = samplerFor(settings, logits, fixed(value), order);
        const choice = choose(ids);
        if (!choice) return;
        const explanation = sampler.explain();
        expect(explanation.cutBy(choice.id)).toBeUndefined();
        expect(choice.probability).toBeGreaterThan(0);
        expect(explanation.result.probability(choice.id)).toBeCloseTo(choice.probability, 12);
      }),
      { numRuns: 500 },
    );
  });

  test('lie side by side from the likeliest on', () => {
    const halves = [Math.log(0.25), Math.log(0.5), Math.log(0.25)];
    const numbers = [0, 0.49, 0.51, 0.74, 0.76, 1 - 2 ** -53];
    const { sampler, choose } = samplerFor(plain(), halves, fixed(...numbers));
    expect([choose()?.id, ...numbers.slice(1).map(() => sampler.again()?.id)]).toEqual([1, 1, 0, 0, 2, 2]);
  });

  test('split two equals exactly in the middle', () => {
    expect(samplerFor(plain(), [3, 3], fixed(0.5 - 2 ** -53)).choose()?.id).toBe(0);
    expect(samplerFor(plain(), [3, 3], fixed(0.5)).choose()?.id).toBe(1);
  });

  test.each([
    ['the model as it is', plain()],
    ['cut by every step', sampling({ temperature: 1.2, topK: 12, topP: 0.95, minP: 0.05 })],
    ['a high temperature', plain({ temperature: 3 })],
  ])('10,000 of them pass a χ² test: %s', (_, settings) => {
    const { logits } = golden[0]!;
    const { sampler, choose } = samplerFor(settings, logits, seededRandom(2024));
    const drawn = new Array<number>(logits.length).fill(0);
    for (let index = 0; index < 10_000; index++) drawn[choose()!.id]!++;
    const { result } = sampler.explain();
    // Few expected draws are pooled, as the test wants about five at least.
    const cells = logits.map((_, id) => ({ expected: 10_000 * result.probability(id), drawn: drawn[id]! }));
    const large = cells.filter(({ expected }) => expected >= 5);
    const small = cells.filter(({ expected }) => expected < 5);
    const pooled = { expected: total(small.map(({ expected }) => expected)), drawn: total(small.map((cell) => cell.drawn)) };
    const used = pooled.expected > 0 ? [...large, pooled] : large;
    const chiSquare = total(used.map(({ expected, drawn }) => (drawn - expected) ** 2 / expected));
    const freedom = used.length - 1;
    expect(freedom).toBeGreaterThan(2);
    // Wilson and Hilferty: the cube root of χ² / freedom is nearly normal. 3.09 is one in a thousand.
    const deviation = 2 / (9 * freedom);
    expect(chiSquare).toBeLessThan(freedom * (1 - deviation + 3.09 * Math.sqrt(deviation)) ** 3);
    expect(cells.every(({ expected, drawn }) => expected > 0 || drawn === 0)).toBe(true);
  });

  test('are the same with the same seed, and others with another', () => {
    const text = (seed: number) => {
      const sampler = new Sampler(sampling({ temperature: 1.5, seed }), 20, seededRandom(seed));
      return golden.map(({ logits }) => sampler.choose(Float32Array.from(logits), [])!.id);
    };
    expect(text(5)).toEqual(text(5));
    expect(text(5)).not.toEqual(text(6));
  });

  test('take one number for each token, also where there is no choice', () => {
    let taken = 0;
    const random: Random = { next: () => ++taken / 1000 };
    const sampler = new Sampler(sampling({ temperature: 0 }), 2, random);
    for (let index = 0; index < 3; index++) sampler.choose(Float32Array.of(1, 2), []);
    expect(taken).toBe(3);
    sampler.choose(Float32Array.of(NEVER, NEVER), []);
    expect(taken).toBe(3);
  });
});

describe('Sampler', () => {
  test.each([
    ['temperature 0', sampling({ temperature: 0 })],
    ['top-k 1', sampling({ topK: 1 })],
    ['top-p 0', sampling({ topP: 0 })],
    ['the strategy greedy', checkSettings({})],
  ])('%s is greedy: the likeliest, of equals the lowest id', (_, settings) => {
    fc.assert(
      fc.property(row, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (logits, number) => {
        const likeliest = logits.indexOf(Math.max(...logits));
        const choice = samplerFor(settings, logits, fixed(number)).choose();
        if (logits[likeliest] === NEVER) expect(choice).toBeUndefined();
        else expect(choice).toMatchObject({ id: likeliest, probability: 1 });
      }),
    );
  });

  test('a greedy repetition penalty turns to the next likeliest', () => {
    const { choose } = samplerFor(checkSettings({ repetitionPenalty: 1.5 }), [3, 2.5, 1]);
    expect(choose([0])?.id).toBe(1);
    expect(choose([])?.id).toBe(0);
  });

  test('logprob is that of the model, whatever the settings and the constraint', () => {
    const { choose } = samplerFor(sampling({ temperature: 3, repetitionPenalty: 2 }), [Math.log(0.7), Math.log(0.2), Math.log(0.1)]);
    const choice = choose([0, 1], [1]);
    expect(choice?.id).toBe(1);
    expect(choice?.probability).toBe(1);
    expect(choice?.logprob).toBeCloseTo(Math.log(0.2), 7);
  });

  test('one possible token is drawn with probability 1', () => {
    expect(samplerFor(sampling(), [NEVER, -5, NEVER]).choose()).toEqual({ id: 1, logprob: 0, probability: 1 });
    expect(samplerFor(sampling(), [7]).choose()).toEqual({ id: 0, logprob: 0, probability: 1 });
  });

  test('from probabilities draws as from their logarithms', () => {
    const weights = fc.array(fc.oneof(fc.constant(0), fc.double({ min: 1e-6, max: 1, noNaN: true })), { minLength: 1, maxLength: 400 });
    fc.assert(
      fc.property(weights, sampleSettings, (list, settings) => {
        const logits = list.map(Math.log);
        const reference = sampleSlowly(settings, STANDARD_ORDER, logits, []);
        fc.pre(!reference.close);
        const sampler = new Sampler(settings, list.length, fixed(0.3));
        const choice = sampler.chooseFrom(Float64Array.from(list), []);
        expect(keptBy(sampler, list.length)).toEqual(ascending(reference.kept));
        if (choice) expect(choice.logprob).toBeCloseTo(Math.log(list[choice.id]! / total(list)), 10);
      }),
    );
  });

  test('does not depend on what its candidates were used for before', () => {
    const candidates = new Candidates(20);
    fc.assert(
      fc.property(fc.constantFrom(...golden), sampleSettings, fc.subarray([...Array(20).keys()]), ({ logits }, settings, ids) => {
        const fresh = new Sampler(settings, 20, fixed(0.6)).choose(Float32Array.from(logits), ids);
        const again = new Sampler(settings, candidates, fixed(0.6)).choose(Float32Array.from(logits), ids);
        expect(again).toEqual(fresh);
      }),
    );
  });

  test('leaves the row as it was', () => {
    const logits = Float32Array.of(3, 1, 2);
    new Sampler(sampling({ repetitionPenalty: 2 }), 3, fixed(0.1)).choose(logits, [0, 1]);
    expect([...logits]).toEqual([3, 1, 2]);
  });

  test('refuses beam search, a step that comes twice, and to speak before it chose', () => {
    expect(() => new Sampler(checkSettings({ strategy: 'beam' }), 3, fixed(0))).toThrow(
      new RangeError('beam search draws no tokens, so it has no sampling steps'),
    );
    expect(() => new Sampler(sampling(), 3, fixed(0), ['top-k', 'top-p', 'top-k'])).toThrow(new RangeError('the step top-k comes twice'));
    const { sampler, choose } = samplerFor(sampling(), [0, Number.NaN]);
    expect(() => sampler.explain()).toThrow('no token was chosen yet');
    expect(() => sampler.again()).toThrow('no token was chosen yet');
    expect(() => choose()).toThrow('the logit of token 1 is NaN');
    expect(() => sampler.explain()).toThrow('no token was chosen yet');
  });
});
