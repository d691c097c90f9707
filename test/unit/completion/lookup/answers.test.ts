import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Answers, MOST_ANSWERS } from '../../../../src/completion/lookup/answers';
import { usefulBeginning } from '../../../../src/completion/lookup/beginning';
import { type Place, placeAfter, typedBetween } from '../../../../src/completion/lookup/place';
import { PREFIX_LIMIT, prefixOf } from '../../../../src/protocol/prefix';

/** A place from a text with a bar at the cursor. */
function place(marked: string, changes: Partial<Place> = {}): Place {
  const cursor = marked.indexOf('|');
  const prefix = prefixOf(marked.slice(0, cursor));
  return { document: 'a', language: 'typescript', prefix, after: marked.slice(cursor + 1), conditions: '', ...changes };
}

/** What is found at a place after these answers. */
function find(at: Place, ...kept: readonly (readonly [Place, ...string[]])[]) {
  const answers = new Answers<number>();
  for (const [index, [where, ...texts]] of kept.entries()) answers.put(where, texts, index);
  return answers.find(at);
}

describe('an earlier answer', () => {
  const LONG = 'x'.repeat(PREFIX_LIMIT);
  const ABOVE = `${'// nothing\n'.repeat(200)}`;

  test.each<[string, string, string, string, string | undefined]>([
    // given at, text, looked for at, what is found
    ['where it was given', 'let |;', 'x = 1', 'let |;', 'x = 1'],
    ['while it is typed', 'let |;', 'x = 1', 'let x =|;', ' 1'],
    ['not when all of it is typed', 'let |;', 'x = 1', 'let x = 1|;', undefined],
    ['not when something else is typed', 'let |;', 'x = 1', 'let y|;', undefined],
    ['not before the place', 'let |;', 'x = 1', 'le|;', undefined],
    ['not with another text after the cursor', 'let |;', 'x = 1', 'let | + 2;', undefined],
    ['beside a bracket that the editor has closed', 'f|', '(a, b);', 'f(|)', 'a, b);'],
    ['not beside a bracket that stands there all at once', 'f|', '(a, b);', 'f|)', undefined],
    ['over a bracket that was there', 'f(|)', 'a);', 'f(a)|', ';'],
    ['over a line break', 'if (a) {|', '\n  b();\n}', 'if (a) {\n  b|', '();\n}'],
    ['with another indentation', 'a\n    let |', 'x = 1', 'a\n  let x|', ' = 1'],
    ['not with another indentation of an empty line', 'a\n    |', 'x = 1', 'a\n  |', undefined],
    ['not at the end of another text', 'let |', 'x = 1', 'a\nlet |', undefined],
    ['when the part that is read has moved', `${LONG}let |`, 'x = 1', `${LONG}yyyy${LONG.slice(0, 2000)}let x|`, ' = 1'],
    ['when something far above has changed', `${ABOVE}let |`, 'x = 1', `// one more\n${ABOVE}let x|`, ' = 1'],
    ['not when something near has changed', `${ABOVE}let |`, 'x = 1', `${ABOVE}// one more\nlet x|`, undefined],
  ])('is found %s', (_, given, text, looked, expected) => {
    expect(find(place(looked), [place(given), text])?.texts[0]).toBe(expected);
  });

  test.each([{ document: 'b' }, { language: 'rust' }, { conditions: 'other' }])('is not found under %j', (changes) => {
    expect(find(place('let |', changes), [place('let |'), 'x'])).toBeUndefined();
  });

  test('of several texts goes on with the best that agrees', () => {
    const given = [place('console.|'), 'log(x)', 'error(x)', 'error(y)'] as const;
    expect(find(place('console.|'), given)?.texts).toEqual(['log(x)', 'error(x)', 'error(y)']);
    expect(find(place('console.err|'), given)?.texts).toEqual(['or(x)']);
  });

  test('that there is nothing holds only there', () => {
    expect(find(place('a|'), [place('a|')])).toEqual({ texts: [], typed: '', answer: 0 });
    expect(find(place('ab|'), [place('a|')])).toBeUndefined();
  });

  test('gives way to a later one for the same place', () => {
    expect(find(place('a|'), [place('a|'), 'old'], [place('a|'), 'new'])).toMatchObject({ texts: ['new'], answer: 1 });
  });

  test('is not found again once it was evicted on the way, or its document forgotten', () => {
    const answers = new Answers<number>();
    answers.put(place('a|'), ['bcd'], 1);
    answers.put(place('x|', { document: 'b' }), ['yz'], 2);
    answers.evict(place('ax|'));
    expect(answers.find(place('a|'))).toBeDefined();
    answers.evict(place('ab|'));
    expect(answers.find(place('a|'))).toBeUndefined();
    answers.forget('b');
    expect(answers.find(place('x|', { document: 'b' }))).toBeUndefined();
  });

  test('goes when many others were used since', () => {
    const answers = new Answers<number>();
    answers.put(place('old|'), ['x'], 0);
    answers.put(place('used|'), ['x'], 0);
    for (let index = 0; index < MOST_ANSWERS - 1; index++) {
      answers.put(place(`${index}|`), ['x'], index);
      expect(answers.find(place('used|'))).toBeDefined();
    }
    expect(answers.find(place('old|'))).toBeUndefined();
  });

  test('goes sooner when the texts before the cursor are long', () => {
    const answers = new Answers<number>();
    for (let index = 0; index <= 64; index++) answers.put(place(`${LONG}${index}|`), ['x'], index);
    expect(answers.find(place(`${LONG}0|`))).toBeUndefined();
    expect(answers.find(place(`${LONG}1|`))).toBeDefined();
  });

  test('is what is left of the text, wherever the cursor is on the way', () => {
    const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text, fc.nat(), (before, answer, count) => {
        const given = { ...place('|'), prefix: prefixOf(before) };
        const typed = answer.slice(0, count % answer.length);
        const found = find({ ...given, prefix: prefixOf(before + typed) }, [given, answer]);
        // A text that repeats its beginning may be found further on, too: the same text all the same.
        expect(before + typed + found?.texts[0]).toBe(before + answer);
      }),
    );
  });
});

describe('what was typed between two places', () => {
  test.each([
    ['let |', 'let x|', 'x'],
    ['let |', 'let |', ''],
    ['let x|', 'let |', undefined],
    ['let |', 'var x|', undefined],
    ['f|', 'f(|)', '('],
    ['a|b', 'ab|', undefined],
    ['a|)', 'a)|', ')'],
  ])('%s to %s: %s', (from, to, typed) => {
    expect(typedBetween(place(from), place(to))).toBe(typed);
  });

  test('is seen where the window has moved', () => {
    const text = 'x'.repeat(PREFIX_LIMIT);
    expect(typedBetween(place(`${text}|`), place(`${text}abc|`))).toBe('abc');
  });

  test('a place after a text is the one that VS Code asks about when it was accepted', () => {
    const text = `${'y'.repeat(PREFIX_LIMIT)}f(|)`;
    expect(placeAfter(place(text), 'a);', 1)).toEqual(place(text.replace('|)', 'a);|')));
  });
});

test.each([
  ['return a', 'return'],
  ['return a ', 'return a'],
  ['return', ''],
  ['foo(', 'foo('],
  ['', ''],
  ['  ', ''],
  ['{\n  one();\n  tw', '{\n  one();'],
  ['{\n  on', '{'],
  ['\n  one();\n', '\n  one();'],
  ['\n  one', ''],
  ['naïve né', 'naïve'],
  ['.', ''],
  ['(', ''],
  ['(a', ''],
])('the useful beginning of %j is %j', (text, beginning) => {
  expect(usefulBeginning(text)).toBe(beginning);
});
