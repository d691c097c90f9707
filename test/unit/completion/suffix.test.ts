import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beginsInWord, replacedLength } from '../../../src/completion/suffix';

describe('replacedLength', () => {
  it.each([
    // completion, right of the cursor, what is replaced
    ['a, b)', ')', ')'],
    ['a, b);', ')', ')'],
    ['a, b)', ');', ')'],
    ['a, b);', ');', ');'],
    ['a, b', ')', ''],
    ['f(x)', ')', ''],
    ['f(x))', ')', ')'],
    ['f(")")', ')', ''],
    ['")")', ')', ')'],
    ["don't)", ')', ')'],
    ["&'a str)", ')', ')'],
    ['[1, 2]', ']', ''],
    ['1, 2]', ']', ']'],
    ['name: 1 })', '})', '})'],
    ['name: 1 })', ' })', ' })'],
    ['name: 1 }', ' })', ' }'],
    ['hello"', '"', '"'],
    ['hello")', '")', '")'],
    ['hello', '")', ''],
    ['say \\"hi\\""', '"', '"'],
    ['say \\"hi', '"', ''],
    ['(a', '"', ''],
    ['it\'s"', '"', '"'],
    ["{'a': 1}", "'", "'"],
    ['name}`', '}`', '}`'],
    ['"hello"', '""', '""'],
    ['Map<string, number>', '>', ''],
    ['Map<string, number>>', '>', '>'],
    ['() => void>', '>', '>'],
    ['x => y', '>', ''],
    ['return 1;', ';', ';'],
    ['return 1', ';', ''],
    ['anything', '', ''],
    ['anything', '   ', ''],
    // text that is no closer is replaced as a whole or not at all
    ['a + b;', ' + b;', ' + b;'],
    ['a + b', ' + b;', ''],
    ['a + b);', ' + b);', ' + b);'],
    ['tName()', 'Name()', 'Name()'],
  ])('%j before %j replaces %j', (completion, rest, replaced) => {
    expect(rest.slice(0, replacedLength(completion, rest))).toBe(replaced);
  });

  const closers = fc.string({ unit: fc.constantFrom(')', ']', '}', '>', '"', "'", '`', ';', ',', ' ', '\t') });
  const code = fc.string({
    unit: fc.constantFrom('a', ' ', '(', ')', '[', ']', '{', '}', '<', '>', '"', "'", '`', ';', ',', '\\', '=', '-'),
  });

  it('replaces only what the completion brings, in the same order, so that VS Code can draw it', () => {
    fc.assert(
      fc.property(code, closers, (completion, rest) => {
        const replaced = rest.slice(0, replacedLength(completion, rest)).replace(/\s/g, '');
        let from = 0;
        for (const closer of replaced) {
          const at = completion.indexOf(closer, from);
          expect(at).toBeGreaterThanOrEqual(from);
          from = at + 1;
        }
      }),
    );
  });

  it('leaves a bracket alone that the completion opens and closes itself', () => {
    const { balanced } = fc.letrec<{ balanced: string }>((tie) => ({
      balanced: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom('', 'a', 'b, c', '"x)"', '=> d'),
        fc.tuple(fc.constantFrom('()', '[]', '{}'), tie('balanced')).map(([[open = '', close = ''], inside]) => open + inside + close),
        fc.tuple(tie('balanced'), tie('balanced')).map(([left, right]) => left + right),
      ),
    }));
    fc.assert(
      fc.property(balanced, fc.constantFrom(')', ']', '}'), (inside, closer) => {
        expect(replacedLength(inside, closer)).toBe(0);
        expect(replacedLength(inside + closer, closer)).toBe(1);
      }),
    );
  });
});

describe('beginsInWord', () => {
  it.each([
    ['Name()', true],
    ['é', true],
    ['变量', true],
    ['_x', true],
    ['$x', true],
    ['7', true],
    ['', false],
    [')', false],
    [' name', false],
    ['.name', false],
  ])('%j: %s', (rest, expected) => expect(beginsInWord(rest)).toBe(expected));
});
