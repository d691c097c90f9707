import { describe, expect, test } from 'vitest';
import { guess } from '../../../../src/engine/decode/lookup/guess';
import { Pace } from '../../../../src/engine/decode/lookup/pace';
import { NgramIndex } from '../../../../src/engine/memory/ngram-index';

function indexOf(tokens: readonly number[]): NgramIndex {
  const index = new NgramIndex();
  index.append(tokens);
  return index;
}

test.each<[string, number[], number[][], number, number[] | undefined]>([
  ['what followed the same three tokens', [1, 2, 3, 9, 1, 2, 3], [], 4, [9, 1, 2, 3]],
  ['the longer agreement before the later one', [7, 0, 1, 2, 3, 8, 0, 1, 2, 4, 7, 0, 1, 2], [], 1, [3]],
  ['the later one of equal agreements', [0, 1, 2, 3, 0, 1, 2, 4, 0, 1, 2], [], 1, [4]],
  ['the text itself before others', [0, 1, 2, 3, 9, 0, 1, 2], [[0, 1, 2, 5]], 1, [3]],
  ['another text where it agrees for longer', [0, 1, 2, 3, 9, 4, 0, 1, 2], [[4, 0, 1, 2, 5, 6]], 9, [5, 6]],
  ['nothing after two tokens', [1, 2, 9, 1, 2], [], 4, undefined],
  ['nothing in a text that does not repeat', [1, 2, 3, 4], [[5, 6, 7, 8]], 4, undefined],
  ['nothing when nothing is wanted', [1, 2, 3, 1, 2, 3], [], 0, undefined],
  ['nothing of nothing', [], [[1, 2, 3, 4]], 4, undefined],
])('guess: %s', (_, text, others, most, expected) => {
  expect(guess([text, ...others].map(indexOf), text, most)?.tokens).toEqual(expected);
});

describe('pace', () => {
  const measured = (times: readonly (readonly [tokens: number, time: number])[]) => {
    const pace = new Pace();
    for (const [tokens, time] of times) for (let again = 0; again < 200; again++) pace.measure(tokens, time);
    return pace;
  };
  const learned = (pace: Pace, match: number, right: number, checked: number) => {
    for (let again = 0; again < 200; again++) pace.learn(match, right, checked);
    return pace;
  };

  test('guesses that are never right are not made', () => {
    expect(learned(new Pace(), 3, 0, 1).length(3)).toBe(0);
  });

  test('guesses that are always right are long where more tokens cost little', () => {
    expect(
      learned(
        measured([
          [1, 10],
          [16, 12],
        ]),
        9,
        8,
        8,
      ).length(9),
    ).toBe(15);
  });

  test('nothing is guessed where each further token costs a whole pass', () => {
    const everyToken = Array.from({ length: 16 }, (_, index) => [index + 1, 10 * (index + 1)] as const);
    expect(learned(measured(everyToken), 9, 1, 2).length(9)).toBe(0);
  });

  test('what is learned of short repetitions does not touch long ones', () => {
    const pace = new Pace();
    const before = pace.length(10);
    expect(learned(pace, 2, 0, 1).length(10)).toBe(before);
  });
});
