import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cutAtConfidence } from '../../../../src/completion/confidence/cut';
import { CONFIDENCES, type Confidence, LEVELS } from '../../../../src/completion/confidence/levels';
import type { GeneratedToken } from '../../../../src/protocol/messages';

/** Tokens from words and probabilities in turn. */
function tokens(...parts: readonly (readonly [text: string, probability: number, share?: number])[]): GeneratedToken[] {
  return parts.map(([text, probability, share], id) => {
    const memory = share === undefined ? {} : { memory: { share, match: 4 } };
    return { id, text, logprob: Math.log(probability), ...memory };
  });
}

const SURE = tokens(['a', 0.9], [' =', 0.9], [' foo', 0.9], ['Bar', 0.9], ['();', 0.9], ['\n', 0.9]);

describe('cutAtConfidence', () => {
  test.each(CONFIDENCES)('shows what is sure: %s', (level) => {
    expect(cutAtConfidence(SURE, 'a = fooBar();', level)).toBe('a = fooBar();');
  });

  const doubtful = tokens(['x', 0.6], ['.map', 0.6], ['(item', 0.6], [' =>', 0.6], [' item', 0.3], ['.id', 0.3], [')', 0.3]);
  test.each<[Confidence, string]>([
    ['off', 'x.map(item => item.id)'],
    ['low', 'x.map(item => item'],
    ['medium', 'x.map(item =>'],
    ['high', 'x.map'],
  ])('cuts where the product of probabilities falls below the level: %s', (level, left) => {
    expect(cutAtConfidence(doubtful, 'x.map(item => item.id)', level)).toBe(left);
  });

  test('cuts no word in two', () => {
    const found = tokens(['return', 0.9], [' get', 0.9], ['User', 0.9], ['Name', 0.01]);
    expect(cutAtConfidence(found, 'return getUserName', 'low')).toBe('return');
  });

  test('keeps a word that ends where the doubt begins', () => {
    const found = tokens(['return', 0.9], [' user', 0.9], ['.', 0.9], ['name', 0.01]);
    expect(cutAtConfidence(found, 'return user.name', 'low')).toBe('return user.');
  });

  test('does not count what healing spells again', () => {
    const found = tokens(['\n   ', 0.001], [' ret', 0.001], ['urn', 0.9], [' x', 0.9]);
    expect(cutAtConfidence(found, 'urn x', 'medium')).toBe('urn x');
  });

  test('only high asks for the first token', () => {
    const found = tokens([' return', 0.1], [' x', 0.9]);
    expect(cutAtConfidence(found, 'urn x', 'medium')).toBe('urn x');
    expect(cutAtConfidence(found, 'urn x', 'high')).toBe('');
  });

  test('does not count what a stop rule cut off', () => {
    const found = tokens(['x', 0.9], [' = 1', 0.9], [';\n', 0.9], ['y', 0.001]);
    expect(cutAtConfidence(found, 'x = 1;', 'high')).toBe('x = 1;');
  });

  test('believes the memory of what stood there before', () => {
    const name = (...share: [] | [number]) => tokens(['x', 0.9], [' =', 0.9], [' myOwnName', 0.001, ...share]);
    expect(cutAtConfidence(name(), 'x = myOwnName', 'low')).toBe('x =');
    expect(cutAtConfidence(name(0.8), 'x = myOwnName', 'low')).toBe('x = myOwnName');
  });

  test('shows all of a text that the tokens do not spell', () => {
    expect(cutAtConfidence(tokens(['\uFFFD', 0.001], ['\uFFFD', 0.001]), '变', 'high')).toBe('变');
  });
});

describe('of any tokens', () => {
  const token = fc.tuple(fc.constantFrom('a', 'bc', ' ', '.', '\n', ' d', '()', 'é'), fc.double({ min: 1e-6, max: 1, noNaN: true }));
  const answer = fc.array(token, { minLength: 1, maxLength: 20 }).map((parts) => {
    const text = parts.map(([piece]) => piece).join('');
    return { found: tokens(...parts), text };
  });

  test('what is left is a beginning, and higher levels leave no more', () => {
    fc.assert(
      fc.property(answer, ({ found, text }) => {
        const left = CONFIDENCES.map((level) => cutAtConfidence(found, text, level));
        expect(left[0]).toBe(text);
        for (const [index, one] of left.entries()) {
          expect(text.startsWith(one)).toBe(true);
          if (index > 0) expect(one.length).toBeLessThanOrEqual(left[index - 1]!.length);
        }
      }),
    );
  });

  test('levels rise', () => {
    const { low, medium, high } = LEVELS;
    expect([low, medium, high].map(({ running }) => running)).toEqual([low, medium, high].map(({ running }) => running).sort());
    expect([low, medium, high].map(({ first }) => first)).toEqual([low, medium, high].map(({ first }) => first).sort());
  });
});
