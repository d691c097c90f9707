/** Random typing, deleting, jumping and answering: the trie has to find what a scan of all answers finds, in the same order of use. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Answers } from '../../../../src/completion/lookup/answers';
import type { Place } from '../../../../src/completion/lookup/place';
import { prefixOf } from '../../../../src/protocol/prefix';
import { ScannedAnswers } from './scanned-answers';

/** Few characters, so that texts come back: a word's, a bracket that the editor closes, and kinds of white space. */
const character = fc.constantFrom('a', 'b', '(', ')', ' ', '\t', '\n', '\r', '\u00a0');
const typed = fc.string({ unit: character, minLength: 1, maxLength: 8 });

/** What stands above: nothing, lines, an indented line, lines that are longer than what is compared, and some about as long. */
const above = fc.oneof(
  fc.constantFrom('', 'a\n', '  a', `${'a b\n'.repeat(300)}  `, 'b'.repeat(1500), ' '.repeat(1500), `\n${'\t'.repeat(1020)}a`),
  fc.integer({ min: 940, max: 1030 }).map((length) => `a\n${'ab\n'.repeat(100)}${'b'.repeat(length)}`),
  fc.integer({ min: 940, max: 1030 }).map((length) => `${'ab\n'.repeat(400)}  ${'a '.repeat(length / 2)}`),
);

const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('type' as const), text: typed }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('delete' as const), length: fc.integer({ min: 1, max: 8 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('indent' as const), by: fc.constantFrom('', ' ', '\t ', '    ') }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('insert above' as const), text: typed }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('after' as const), text: fc.constantFrom('', ')', '\nb', 'a') }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('answer' as const), texts: fc.array(typed, { maxLength: 3 }), taken: fc.nat(4) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('switch' as const), document: fc.constantFrom('one', 'two') }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('evict' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('forget' as const) }) },
);

/** A text whose last line has another indentation. */
function indented(text: string, by: string): string {
  const line = text.lastIndexOf('\n') + 1;
  return text.slice(0, line) + by + text.slice(line).trimStart();
}

test('finds what a scan finds', () => {
  let found = 0;
  fc.assert(
    fc.property(above, fc.boolean(), fc.array(step, { minLength: 8, maxLength: 40 }), (start, isCutOff, steps) => {
      const answers = new Answers<number>();
      const scanned = new ScannedAnswers();
      let [document, before, after] = ['one', start, ''];
      const here = (): Place => {
        const { text, start: from } = prefixOf(before);
        // What is cut off is longer than what is compared.
        const isCut = isCutOff && text.length > 1_024;
        return { document, language: 'c', prefix: { text, start: isCut ? from + 7 : from }, after, conditions: '' };
      };
      for (const [index, one] of steps.entries()) {
        switch (one.kind) {
          case 'type':
            before += one.text;
            break;
          case 'delete':
            before = before.slice(0, -one.length);
            break;
          case 'indent':
            before = indented(before, one.by);
            break;
          case 'insert above':
            before = `${one.text}\n${before}`;
            break;
          case 'after':
            after = one.text;
            break;
          case 'answer':
            answers.put(here(), one.texts, index);
            scanned.put(here(), one.texts, index);
            before += one.texts.at(-1)?.slice(0, one.taken) ?? '';
            break;
          case 'switch':
            document = one.document;
            break;
          case 'evict':
            answers.evict(here());
            scanned.evict(here());
            break;
          case 'forget':
            answers.forget(document);
            scanned.forget(document);
            break;
        }
        const expected = scanned.find(here());
        expect(answers.find(here())).toEqual(expected);
        if (expected?.typed) found++;
      }
    }),
    { numRuns: 300 },
  );
  expect(found).toBeGreaterThan(300); // otherwise there was nothing to compare
});
