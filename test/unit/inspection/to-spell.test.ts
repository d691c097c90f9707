import { expect, test } from 'vitest';
import { toSpell } from '../../../src/inspection/to-spell';
import { vocabularyOf } from './vocabulary-of';

const vocabulary = vocabularyOf(['a', 'b', 'ab', '<end>'], [3]);
const healed = new TextEncoder().encode('aab');
const left = (ids: readonly number[], path: number, position: number) =>
  new TextDecoder().decode(toSpell({ ids: Int32Array.from(ids), path, position, healed }, vocabulary));

test('after the text all that was taken back is left to spell, and less with each token of the path', () => {
  expect([0, 1, 2, 3, 4].map((position) => left([1, 1, 0, 2, 1], 3, position))).toEqual(['', 'aab', 'ab', '', '']);
  expect(left([1, 1], 0, 1)).toBe('aab');
  expect(left([1, 1], 0, 0)).toBe('');
  expect(left([1, 3], 1, 1)).toBe('aab'); // a control token spells nothing
});
