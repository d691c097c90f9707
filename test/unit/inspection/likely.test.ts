import { expect, test } from 'vitest';
import { likeliestNext } from '../../../src/inspection/likely';
import type { Inspection } from '../../../src/protocol/inspection';
import { vocabularyOf } from './vocabulary-of';

const vocabulary = vocabularyOf(['re', 'ret', 'return', 'x', 'rex']);
const logits = Float32Array.from([0.1, 0.2, 0.3, 0.35, 0.05], Math.log);
const place = { ids: Int32Array.of(3, 3, 3), position: 2, healed: new Uint8Array(), logits } as Partial<Inspection> as Inspection;
const healed = new TextEncoder().encode('ret');
const rounded = (inspection: Inspection, most: number) =>
  likeliestNext(inspection, vocabulary, most).map(({ id, probability }) => [id, Number(probability.toFixed(6))]);

test('of all tokens, whatever was just said, where nothing was taken back', () => {
  expect(rounded(place, 8)).toEqual([
    [3, 0.35],
    [2, 0.3],
    [1, 0.2],
    [0, 0.1],
    [4, 0.05],
  ]);
  expect(rounded(place, 2)).toEqual([
    [3, 0.35],
    [2, 0.3],
  ]);
});

test('of those alone that spell it again, and as shares of them', () => {
  expect(rounded({ ...place, healed }, 8)).toEqual([
    [2, 0.5],
    [1, 0.333333],
    [0, 0.166667],
  ]);
});

test('with what the memory of the user’s code adds', () => {
  const memory = { share: 0.5, match: 3, tokens: [{ id: 1, probability: 1 }] };
  expect(rounded({ ...place, memory }, 2)).toEqual([
    [1, 0.6],
    [3, 0.175],
  ]);
});
