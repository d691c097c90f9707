import fc from 'fast-check';
import type { SamplingSettings } from '../../../src/sampling/settings';
import type { StepName } from '../../../src/sampling/step';

export const NEVER = Number.NEGATIVE_INFINITY;

/** What a model, a masking model and a broken model may give; few different values, so that equals are common. */
const logit = fc.oneof(
  { weight: 4, arbitrary: fc.float({ min: -30, max: 30, noNaN: true }) },
  { weight: 3, arbitrary: fc.constantFrom(-1, 0, 0.5, 3, 4) },
  { weight: 1, arbitrary: fc.constantFrom(NEVER, -0, Math.fround(1e-40), Math.fround(3.4e38), Math.fround(-3.4e38), -10_000) },
);

/** Short rows, and ones that are long enough to be distributed over buckets, twice. */
export const row: fc.Arbitrary<number[]> = fc.oneof(
  fc.array(logit, { minLength: 1, maxLength: 40 }),
  fc.array(logit, { minLength: 300, maxLength: 700 }),
  fc.array(fc.constantFrom(1, 2), { minLength: 1, maxLength: 400 }),
);

/** A row, and ids in it. */
export const rowAndIds = row.chain((logits) => fc.tuple(fc.constant(logits), fc.array(fc.nat(logits.length - 1), { maxLength: 20 })));

const share = fc.oneof(fc.constantFrom(0, 0.5, 0.999, 1, Number.MIN_VALUE, 1 - Number.EPSILON), fc.double({ min: 0, max: 1, noNaN: true }));

const temperature = fc.oneof(
  { weight: 4, arbitrary: fc.double({ min: 0.05, max: 5, noNaN: true }) },
  { weight: 1, arbitrary: fc.constantFrom(0, 1, 2, Number.MIN_VALUE, 1e-30, 1e30, 1e300) },
);

/** All settings of the steps, also temperatures that nobody would be allowed to set. */
export const sampleSettings: fc.Arbitrary<SamplingSettings> = fc.record({
  strategy: fc.constant('sample' as const),
  temperature,
  topK: fc.oneof(fc.constantFrom(0, 1, 1_000_000), fc.integer({ min: 2, max: 60 }), fc.integer({ min: 2, max: 700 })),
  topP: share,
  minP: share,
  repetitionPenalty: fc.oneof(fc.constant(1), fc.double({ min: 1, max: 2, noNaN: true })),
  seed: fc.constant(0),
  beams: fc.constant(1),
  lengthPenalty: fc.constant(0),
});

const NAMES: StepName[] = ['repetition-penalty', 'temperature', 'top-k', 'top-p', 'min-p'];

/** Any order of any of the steps. */
export const anyOrder = fc.shuffledSubarray(NAMES);
