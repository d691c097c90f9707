import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { logSumExp, softmax, softmaxWithMass } from '../../../src/sampling/softmax';
import { readLogits } from '../../support/reference';
import { NEVER, row } from './arbitrary';
import { total } from './reference';

describe('logSumExp', () => {
  test.each([
    ['two equal', [0, 0], Math.LN2],
    ['one', [5], 5],
    ['one beside impossible ones', [NEVER, 7, NEVER], 7],
    ['a thousand equal and large', new Array<number>(1000).fill(80_000), 80_000 + Math.log(1000)],
    ['far apart', [1e30, -1e30], 1e30],
    ['only impossible ones', [NEVER, NEVER], NEVER],
    ['none', [], NEVER],
  ])('%s', (_, logits, expected) => {
    expect(logSumExp(logits)).toBeCloseTo(expected, 10);
  });

  test('agrees with the naive sum wherever that does not overflow', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -300, max: 300, noNaN: true }), { minLength: 1 }), (logits) => {
        expect(logSumExp(logits)).toBeCloseTo(Math.log(total(logits.map(Math.exp))), 10);
      }),
    );
  });
});

describe('softmax', () => {
  test('is e to the power of the reference log-probabilities', () => {
    for (const { positions } of Object.values(readLogits())) {
      const logprobs = positions[0]!.top.map(([, logprob]) => logprob);
      const mass = total(logprobs.map(Math.exp));
      softmax(logprobs).forEach((probability, index) => {
        expect(probability).toBeCloseTo(Math.exp(logprobs[index]!) / mass, 14);
      });
    }
  });

  test('adds up to 1, unless nothing is possible', () => {
    fc.assert(
      fc.property(row, (logits) => {
        const sum = total([...softmax(logits)]);
        const { mass } = softmaxWithMass(logits);
        expect(mass.largest + mass.logSum).toBe(logSumExp(logits));
        if (logits.every((logit) => logit === NEVER)) expect(sum).toBe(0);
        else expect(sum).toBeCloseTo(1, 12);
      }),
    );
  });
});
