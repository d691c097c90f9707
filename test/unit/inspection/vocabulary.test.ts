import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Vocabulary } from '../../../src/inspection/vocabulary';
import { wellFormed } from '../engine/texts';
import { vocabularyOf } from './vocabulary-of';

const vocabulary = vocabularyOf(['<|end|>', 'a', 'ab', ' a', 'ba', '1', '<div>', '\n', [0xe2, 0x96], [0x88]], [0]);
const find = (query: string) => vocabulary.find(query, 10, (id) => id);

describe('a vocabulary', () => {
  test('knows the bytes of each id, and refuses others', () => {
    expect([...vocabulary.bytes(2)]).toEqual([0x61, 0x62]);
    expect([...vocabulary.bytes(8)]).toEqual([0xe2, 0x96]);
    for (const id of [-1, 0.5, 10, Number.NaN]) expect(() => vocabulary.bytes(id)).toThrow(RangeError);
  });

  test('joins what tokens write, without control tokens', () => {
    expect(new TextDecoder().decode(vocabulary.join([0, 6, 8, 9, 7]))).toBe('<div>█\n');
  });

  test('finds tokens: the whole text first, then its beginning, then anywhere', () => {
    expect(find('a')).toEqual([1, 2, 3, 4]);
    expect(find('·a')).toEqual([3]);
    expect(find('↵')).toEqual([7]);
    expect(find('<|end')).toEqual([0]);
    expect(find('bab')).toEqual([]); // across two tokens
    expect(find('')).toEqual([]);
  });

  test('finds a token by its id, and one that is a number', () => {
    expect(find('#6')).toEqual([6]);
    expect(find('1')).toEqual([1, 5]);
    expect(find('10')).toEqual([]);
  });

  test('ranks among equals, and gives no more than asked for', () => {
    expect(vocabulary.find('a', 3, (id) => -id)).toEqual([1, 2, 4]);
  });

  test('lets through what spells given bytes', () => {
    expect(vocabulary.spelling(new TextEncoder().encode('abc'))).toEqual([1, 2]);
    expect(vocabulary.spelling(new TextEncoder().encode('<'))).toEqual([6]); // not the control token
  });

  test('any token is found by its own text', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1, unit: 'binary' }), { minLength: 1, maxLength: 20 }), fc.nat(), (texts, pick) => {
        const whole = texts.map((text) => wellFormed(text));
        const id = pick % texts.length;
        const some = new Vocabulary(vocabularyOf.table(whole));
        expect(some.find(whole[id]!, 1000, () => 0)).toContain(id);
      }),
    );
  });
});
