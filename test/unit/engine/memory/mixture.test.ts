import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Evidence } from '../../../../src/engine/memory/evidence';
import { mixIn } from '../../../../src/engine/memory/mixture';
import { NgramIndex } from '../../../../src/engine/memory/ngram-index';
import { logSumExp, softmax } from '../../../../src/sampling/softmax';

const SIZE = 12;
const BEFORE = [0, 1, 2];

test('the lifted logits are those of (1 - share)·model + share·memory', () => {
  const logits = fc.array(fc.double({ min: -20, max: 20, noNaN: true }), { minLength: SIZE, maxLength: SIZE });
  const following = fc.array(fc.integer({ min: 3, max: SIZE - 1 }), { minLength: 1, maxLength: 10 });
  fc.assert(
    fc.property(logits, following, fc.double({ min: 0.01, max: 0.95, noNaN: true }), (values, ids, share) => {
      const index = new NgramIndex();
      for (const id of ids) index.append([...BEFORE, id]);
      const evidence = new Evidence();
      evidence.search([index], BEFORE);
      const row = Float32Array.from(values);
      const model = softmax(row);
      const norm = mixIn(row, logSumExp(row), evidence, share);
      for (let id = 0; id < SIZE; id++) {
        const memory = ids.filter((one) => one === id).length / ids.length;
        const expected = (1 - share) * model[id]! + share * memory;
        expect(Math.abs(Math.exp(row[id]! - norm) - expected)).toBeLessThan(1e-5 * (1 + expected));
      }
      expect(logSumExp(row)).toBeCloseTo(norm, 4);
    }),
  );
});
