import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { halvesFromPairs } from '../../../../../src/engine/graph/attention';
import { readGguf } from '../../../../../src/engine/model/gguf/read';
import { createCodecs } from '../../../../../src/engine/model/weights';
import { type BlockMatrix, Weights } from '../../../../../src/engine/model/weights/weights';
import { type TensorType, writeGguf } from '../../../../support/gguf-writer';
import { dequantize, quantize } from '../../../../support/quantize';
import { TemporaryFolder } from '../../temporary-folder';

const COLUMNS = 64;
const ROWS = { a: 8, b: 3 } as const;
const TYPES = ['F32', 'Q4_1', 'Q8_0'] as const;

/** A tensor whose values are all different, and what a reader should see of it after rounding. */
function tensor(name: string, type: TensorType, rows: number, seed: number) {
  const values = Float32Array.from({ length: rows * COLUMNS }, (_, i) => Math.sin(seed + i * 0.37) * (1 + (i % 7)));
  const data = quantize(type, values);
  return { name, type, dims: [COLUMNS, rows], data, values: dequantize(type, data) };
}

const tensors = TYPES.flatMap((type, index) => [tensor(`${type}.a`, type, ROWS.a, index), tensor(`${type}.b`, type, ROWS.b, 10 + index)]);
const vector = { name: 'vector', type: 'F32' as const, dims: [5], data: quantize('F32', Float32Array.of(1, -2, 0.5, 0, 9)) };
const folder = new TemporaryFolder();

let weights: Weights;
beforeAll(async () => {
  const path = folder.write('weights.gguf', writeGguf(new Map(), [...tensors, vector]).bytes);
  weights = new Weights(await readGguf(path, createCodecs()));
});
afterAll(() => weights.close());

const stored = (name: string) => tensors.find((entry) => entry.name === name)!.values;
const row = (values: Float32Array, index: number) => [...values.subarray(index * COLUMNS, (index + 1) * COLUMNS)];

/** The rows that `a`, in this order, and `b` under it have to give. */
const expectedRows = (type: TensorType, order: Int32Array) => [
  ...Array.from(order, (from) => row(stored(`${type}.a`), from)),
  ...Array.from({ length: ROWS.b }, (_, index) => row(stored(`${type}.b`), index)),
];

/** The weights of a matrix in blocks, row by row. */
function rowsOf({ format, rows, columns, codes, scales, rest }: BlockMatrix): number[][] {
  const perRow = columns / format.block;
  return Array.from({ length: rows }, (_, r) =>
    Array.from({ length: columns }, (_, column) => {
      const block = Math.floor(column / format.block);
      const bit = (r * columns + column) * format.bits;
      const code = (codes[bit >> 3]! >> (bit & 7)) & (2 ** format.bits - 1);
      return (code - 2 ** (format.bits - 1)) * scales[r * perRow + block]! + (rest?.[block * rows + r] ?? 0);
    }),
  );
}

const order = halvesFromPairs(2, 4);

test.each(TYPES)('%s as floats: in the order asked for, one matrix under the other', (type) => {
  const values = weights.floats([{ name: `${type}.a`, order }, { name: `${type}.b` }], [ROWS.a, ROWS.b], COLUMNS);
  expect(Array.from({ length: ROWS.a + ROWS.b }, (_, index) => row(values, index))).toEqual(expectedRows(type, order));
});

test.each(['Q4_1', 'Q8_0'] as const)('%s in blocks: the same weights', (type) => {
  const format = weights.format(`${type}.a`)!;
  const matrix = weights.blocks([{ name: `${type}.a`, order }, { name: `${type}.b` }], format, [ROWS.a, ROWS.b], COLUMNS);
  expect([matrix.rows, matrix.columns]).toEqual([ROWS.a + ROWS.b, COLUMNS]);
  const expected = expectedRows(type, order);
  rowsOf(matrix).forEach((found, r) => {
    found.forEach((weight, column) => {
      expect(Math.abs(weight - expected[r]![column]!)).toBeLessThan(1e-5);
    });
  });
});

test('what there is', () => {
  expect([weights.has('vector'), weights.has('nothing')]).toEqual([true, false]);
  expect(weights.format('F32.a')).toBeUndefined();
  expect(weights.format('Q4_1.a')).toEqual({ bits: 4, block: 32, hasRest: true });
  expect([...weights.vector('vector', 5)]).toEqual([1, -2, 0.5, 0, 9]);
});

describe('refused with a fault that names the tensor', () => {
  test.each([
    ['a missing vector', () => weights.vector('nothing', 5), "it has no tensor 'nothing'"],
    ['a missing matrix', () => weights.floats([{ name: 'nothing' }], [8], COLUMNS), "it has no tensor 'nothing'"],
    ['the format of a missing one', () => weights.format('nothing'), "it has no tensor 'nothing'"],
    ['a vector of another length', () => weights.vector('vector', 4), "tensor 'vector' is 5, not 4 × 1"],
    ['a matrix as vector', () => weights.vector('F32.a', 64), "tensor 'F32.a' is 64 × 8, not 64 × 1"],
    ['too few rows', () => weights.floats([{ name: 'F32.a' }], [9], COLUMNS), "tensor 'F32.a' is 64 × 8, not 64 × 9"],
    ['other columns', () => weights.floats([{ name: 'F32.a' }], [16], 32), "tensor 'F32.a' is 64 × 8, not 32 × 16"],
    [
      'other rows in blocks',
      () => weights.blocks([{ name: 'Q8_0.a' }], weights.format('Q8_0.a')!, [7], COLUMNS),
      "tensor 'Q8_0.a' is 64 × 8, not 64 × 7",
    ],
  ] as const)('%s', (_, call, what) => {
    expect(call).toThrow(expect.objectContaining({ code: 'model-corrupt', message: expect.stringMatching(/weights\.gguf is damaged: /) }));
    expect(call).toThrow(what);
  });
});
