import { expect, test } from 'vitest';
import { keptTokens } from '../../../../src/completion/trace/kept-tokens';

const of = (...texts: readonly string[]) => texts.map((text) => ({ text }));

test.each([
  ['all of it', of('a', ' +', ' b'), 'a + b', 'a + b', 3],
  ['a beginning', of('a', ' +', ' b'), 'a + b', 'a +', 2],
  ['a part of a token', of('re', 'turn', ' x'), 'return x', 'retu', 2],
  ['behind what healing spelled again', of('  re', 'turn', ' x', ';'), 'turn x;', 'turn', 2],
  ['white space written anew', of('\n', '  ', 'a', '\n', 'b'), '\n  a\nb', '\n\ta', 3],
  ['nothing', of('a'), 'a', '', 0],
  ['a character in parts', of('\ufffd', '\ufffd'), 'é', 'é', 2],
])('%s', (_, tokens, text, shown, kept) => {
  expect(keptTokens(tokens, text, shown)).toBe(kept);
});
