import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyFilters, FILTER_NAMES, type FilterName } from '../../../../src/completion/filters';

/** Pieces that filters look for, so that random texts hold them in every order. */
const piece = fc.constantFrom(
  ...['x', 'return value;', 'foo(a, b)', 'if (a) {', '}', ')', ']', '"', "'", '`', '/*', '*/', '//', '#', 'end', '</div>', '<div>'],
  ...[
    '\n',
    '\n',
    '\n    ',
    '\n  ',
    '\n\t',
    ' ',
    '    ',
    '\r\n',
    '```',
    'Sure! ',
    'Here is the code:',
    '<|im_end|>',
    '</s>',
    '\u200B',
    '\u202E',
    '😀',
  ],
);
const text = fc.array(piece, { maxLength: 24 }).map((pieces) => pieces.join(''));
const language = fc.constantFrom('typescript', 'python', 'ruby', 'html', 'shellscript', 'json', 'markdown', 'no language');
const place = fc.record({ language, before: text, after: text });

describe.each(FILTER_NAMES.filter((name) => name !== 'indentation'))('%s', (name) => {
  const off = FILTER_NAMES.filter((other) => other !== name);

  test('gives a beginning of what it got', () => {
    fc.assert(
      fc.property(text, place, (suggestion, where) => {
        const filtered = applyFilters(suggestion, where, { off }).text;
        expect(suggestion.startsWith(filtered)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

test('what was filtered passes', () => {
  fc.assert(
    fc.property(text, place, (suggestion, where) => {
      const { text: once } = applyFilters(suggestion, where);
      expect(applyFilters(once, where)).toEqual({ text: once, steps: [] });
    }),
    { numRuns: 2000 },
  );
});

test('the steps lead from what came to what is left', () => {
  fc.assert(
    fc.property(text, place, (suggestion, where) => {
      const { text: left, steps } = applyFilters(suggestion, where);
      expect([...steps.map(({ before }) => before), left]).toEqual([suggestion, ...steps.map(({ after }) => after)]);
      expect(steps.every(({ before, after }) => before !== after)).toBe(true);
    }),
  );
});

test('a filter that is off does nothing', () => {
  fc.assert(
    fc.property(text, place, fc.subarray([...FILTER_NAMES]), (suggestion, where, off) => {
      const names: readonly FilterName[] = applyFilters(suggestion, where, { off }).steps.map((step) => step.name);
      expect(names.filter((name) => off.includes(name))).toEqual([]);
    }),
  );
  expect(applyFilters('x<|im_end|>', { language: 'python', before: '', after: '' }, { off: FILTER_NAMES })).toEqual({
    text: 'x<|im_end|>',
    steps: [],
  });
});
