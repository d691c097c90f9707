import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { guess } from '../../../../src/engine/decode/lookup/guess';
import { Pace } from '../../../../src/engine/decode/lookup/pace';

describe('guess', () => {
  test.each<[string, number[], number[][], number, number[] | undefined]>([
    ['what followed the same two tokens', [1, 2, 3, 9, 1, 2], [], 4, [3, 9, 1, 2]],
    ['the longer agreement before the later one', [7, 1, 2, 3, 8, 1, 2, 4, 7, 1, 2], [], 1, [3]],
    ['the later one of equal agreements', [1, 2, 3, 1, 2, 4, 1, 2], [], 1, [4]],
    ['the text itself before others', [1, 2, 3, 9, 1, 2], [[1, 2, 5]], 1, [3]],
    ['another text where it agrees for longer', [0, 1, 2, 3, 9, 4, 1, 2], [[4, 1, 2, 5, 6]], 9, [5, 6]],
    ['nothing after a single token', [1, 2, 9, 2], [], 4, undefined],
    ['nothing in a text that does not repeat', [1, 2, 3, 4], [[5, 6, 7]], 4, undefined],
    ['nothing when nothing is wanted', [1, 2, 3, 1, 2], [], 0, undefined],
    ['nothing of nothing', [], [[1, 2, 3]], 4, undefined],
  ])('%s', (_, text, others, most, expected) => {
    expect(guess(text, others, most)?.tokens).toEqual(expected);
  });

  test('is always something that followed the same tokens, and no longer agreement is to be had', () => {
    const tokens = fc.array(fc.nat(3), { maxLength: 40 });
    fc.assert(
      fc.property(tokens, fc.array(tokens, { maxLength: 2 }), fc.integer({ min: 1, max: 8 }), (text, others, most) => {
        const places = [text, ...others].flatMap((source) =>
          Array.from(source.keys(), (end) => {
            let match = 0;
            while (match < Math.min(16, end, text.length) && source[end - 1 - match] === text[text.length - 1 - match]) match++;
            return { match, tokens: source.slice(end, end + most) };
          }),
        );
        const longest = Math.max(0, ...places.map(({ match }) => match));
        const found = guess(text, others, most);
        if (longest < 2) expect(found).toBeUndefined();
        else {
          expect(found!.match).toBe(longest);
          expect(places).toContainEqual({ match: longest, tokens: found!.tokens });
        }
      }),
      { numRuns: 500 },
    );
  });
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
