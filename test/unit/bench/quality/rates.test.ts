import { expect, test } from 'vitest';
import { ratesOf, scoreOf } from '../../../../bench/quality/rates';

test.each([
  { text: 'a + b;', truth: 'a + b;', wholeLine: 1, firstWord: 1, right: 6 },
  { text: 'a + b;  ', truth: 'a + b; ', wholeLine: 1, firstWord: 1, right: 6 },
  { text: 'a + b;\nreturn c;', truth: 'a + b;', wholeLine: 1, firstWord: 1, right: 6 },
  { text: 'a + c;', truth: 'a + b;', wholeLine: 0, firstWord: 1, right: 4 },
  { text: '', truth: 'a + b;', wholeLine: 0, firstWord: 0, right: 0 },
  // A word that goes on is another word.
  { text: 'indexes', truth: 'index', wholeLine: 0, firstWord: 0, right: 5 },
  { text: "'index'", truth: "'index']", wholeLine: 0, firstWord: 1, right: 7 },
  // What stands before the word counts.
  { text: '(index)', truth: '[index]', wholeLine: 0, firstWord: 0, right: 0 },
  { text: ' größe', truth: ' größe = 1', wholeLine: 0, firstWord: 1, right: 6 },
  { text: '});', truth: '})', wholeLine: 0, firstWord: 0, right: 2 },
])('$text for $truth', ({ text, truth, wholeLine, firstWord, right }) => {
  expect(scoreOf({ text, truth })).toMatchObject({ wholeLine, firstWord, right });
});

test('rates weigh cursors alike, and characters by their number', () => {
  const scores = [
    { text: 'one two', truth: 'one two' },
    { text: 'one six', truth: 'one two three four' },
    { text: '', truth: 'x' },
  ].map(scoreOf);
  expect(ratesOf(scores)).toEqual({ wholeLine: 1 / 3, firstWord: 2 / 3, characters: 11 / 26, shown: 2 / 3, kept: 11 / 14 });
});

test('no cursors have rates too', () => {
  expect(ratesOf([])).toEqual({ wholeLine: 0, firstWord: 0, characters: 0, shown: 0, kept: 0 });
});
