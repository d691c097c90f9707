import { describe, expect, test } from 'vitest';
import { halvesFromPairs } from '../../../../src/engine/graph/attention';

describe.each([
  [1, 2],
  [2, 4],
  [3, 16],
  [9, 64],
])('%i heads of %i', (heads, headDim) => {
  const order = halvesFromPairs(heads, headDim);

  test('every row once', () => {
    expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: heads * headDim }, (_, row) => row));
  });

  test('undoes the interleaving: rows that the file has side by side are half a head apart', () => {
    // How llama's converter stores a head: row s * half + j goes to 2j + s.
    const half = headDim / 2;
    const file = Array.from({ length: heads * headDim }, () => -1);
    for (let row = 0; row < file.length; row++) {
      const inHead = row % headDim;
      file[row - inHead + 2 * (inHead % half) + Math.floor(inHead / half)] = row;
    }
    expect([...order].map((row) => file[row])).toEqual(Array.from(file.keys()));
  });
});

test('a head of four', () => {
  expect([...halvesFromPairs(1, 4)]).toEqual([0, 2, 1, 3]);
});
