import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { STANDARD_ORDER } from '../../../src/sampling/chain';
import { Sampler } from '../../../src/sampling/sampler';
import { checkSettings, type SamplingSettings } from '../../../src/sampling/settings';
import { anyOrder, NEVER, rowAndIds, sampleSettings } from './arbitrary';
import { sampleSlowly } from './reference';

function explain(settings: SamplingSettings, logits: readonly number[], recent: number[] = [], allowed?: number[], order = STANDARD_ORDER) {
  const sampler = new Sampler(settings, logits.length, { next: () => 0.6 }, order);
  sampler.choose(Float32Array.from(logits), recent, allowed);
  return sampler.explain();
}

describe('explanation', () => {
  test('agrees with a naive recomputation about every token and every step', () => {
    fc.assert(
      fc.property(rowAndIds, sampleSettings, anyOrder, fc.boolean(), ([logits, ids], settings, order, constrained) => {
        const [recent, allowed] = constrained ? [[], ids] : [ids, undefined];
        const reference = sampleSlowly(settings, order, logits, recent, allowed);
        fc.pre(!reference.close);
        const explanation = explain(settings, logits, recent, allowed, order);
        logits.forEach((logit, id) => {
          expect(explanation.logit(id)).toBe(logit);
          expect(explanation.cutBy(id)).toBe(reference.cutBy.get(id));
          expect(explanation.cause(id)?.by).toBe(reference.cutBy.get(id));
        });
        expect(explanation.stages.map(({ name, kept }) => [name, kept])).toEqual(
          reference.stages.map(({ name, kept }) => [name, kept.length]),
        );
        explanation.stages.forEach(({ removedMass }, index) => {
          expect(Math.abs(removedMass - reference.stages[index]!.removedMass)).toBeLessThan(1e-12);
        });
        reference.kept.forEach((id, index) => {
          expect(explanation.result.rank(id)).toBe(index + 1);
        });
      }),
      { numRuns: 300 },
    );
  });

  // Probabilities 1/2, 1/4, 1/8, 1/16 and 1/16.
  const logits = [1, 1, 2, 4, 8].map((weight) => Math.log(weight));
  const all = checkSettings({ strategy: 'sample', temperature: 1, topK: 4, topP: 0.9, minP: 0.3 });

  test('gives each cut token its cause in numbers, as the step saw them', () => {
    const explanation = explain(all, logits);
    expect(explanation.stages.map(({ name, kept }) => `${name} ${kept}`)).toEqual([
      'repetition-penalty 5',
      'temperature 5',
      'top-k 4',
      'top-p 3',
      'min-p 2',
    ]);
    expect(explanation.cause(1)).toEqual({ by: 'top-k', rank: 5, k: 4 });
    expect(explanation.cause(0)).toEqual({ by: 'top-p', likelier: expect.closeTo(14 / 15, 6), p: 0.9 });
    expect(explanation.cause(2)).toEqual({ by: 'min-p', probability: expect.closeTo(1 / 7, 6), largest: expect.closeTo(4 / 7, 6), p: 0.3 });
    expect(explanation.cause(3)).toBeUndefined();
    expect(explain(checkSettings({}), logits).cause(3)).toEqual({ by: 'temperature' });
    expect(explain(all, [...logits, NEVER]).cause(5)).toEqual({ by: 'model' });
    expect(explain(all, logits, [], [3, 4]).cause(2)).toEqual({ by: 'constraint' });
  });

  test('sets the model beside what was drawn from', () => {
    const { model, result, stages } = explain({ ...all, repetitionPenalty: 2 }, logits, [4], [0, 3, 4]);
    expect(model.count).toBe(5);
    expect(model.probability(4)).toBeCloseTo(1 / 2, 6);
    expect(model.probability(2)).toBeCloseTo(1 / 8, 6);
    expect(model.likelier(2)).toBeCloseTo(3 / 4, 6);
    expect([4, 3, 2, 0, 1].map((id) => model.rank(id))).toEqual([1, 2, 3, 4, 5]);
    expect(stages[0]?.received.count).toBe(3);
    expect(stages[0]?.received.probability(4)).toBeCloseTo(8 / 13, 6); // not yet penalized
    expect(stages[1]?.received.probability(4)).toBeCloseTo(Math.sqrt(8) / (Math.sqrt(8) + 5), 6);
    expect([4, 3, 0].map((id) => result.rank(id))).toEqual([2, 1, 3]);
    expect(result.has(2)).toBe(false);
    expect(result.probability(2)).toBe(0);
  });

  test('holds the logit before and after the penalty, and the number that was drawn', () => {
    const explanation = explain({ ...all, repetitionPenalty: 2 }, logits, [4]);
    expect(explanation.logit(4)).toBeCloseTo(Math.log(8), 6);
    expect(explanation.penalizedLogit(4)).toBeCloseTo(Math.log(8) / 2, 6);
    expect(explanation.draw).toEqual({ number: 0.6, id: 4 });
  });

  test('stays true when the next token is chosen', () => {
    const sampler = new Sampler(all, 5, { next: () => 0 });
    sampler.choose(Float32Array.from(logits), []);
    const explanation = sampler.explain();
    sampler.choose(new Float32Array(5), [], [0]);
    expect(explanation.result.count).toBe(2);
    expect(explanation.result.probability(4)).toBeCloseTo(2 / 3, 6);
    expect(explanation.cutBy(2)).toBe('min-p');
    expect(explanation.draw?.id).toBe(4);
  });

  test('of nothing possible', () => {
    const { model, result, stages, draw } = explain(all, [NEVER, NEVER]);
    expect([model.probability(0), model.largest, result.probability(1), result.largest]).toEqual([0, 0, 0, 0]);
    expect(stages.map(({ kept, removedMass }) => [kept, removedMass])).toEqual(Array(5).fill([0, 0]));
    expect(draw).toBeUndefined();
  });
});
