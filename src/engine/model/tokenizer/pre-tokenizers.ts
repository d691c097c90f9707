/**
 * The patterns that cut text into pieces before byte pairs are merged, by the name in `tokenizer.ggml.pre`.
 *
 * White space is Unicode's `White_Space`, as in the reference implementations; JavaScript's `\s` also takes U+FEFF, and
 * leaves out U+0085. No piece is longer than LONGEST characters: merging is quadratic in a piece's length, and a line of a
 * million letters must not take minutes.
 */
const LONGEST = 1024;

/** GPT-2's pattern after every digit was split off, so white space before a digit is trailing, too. */
function smollm(): RegExp {
  const space = '\\p{White_Space}';
  const letters = `\\p{L}{1,${LONGEST}}`;
  const others = `[^\\p{White_Space}\\p{L}\\p{N}]{1,${LONGEST}}`;
  const spaces = `${space}{1,${LONGEST}}`;
  return new RegExp(
    `'s|'t|'re|'ve|'m|'ll|'d|\\p{N}| ?${letters}| ?${others}|${spaces}(?=\\p{N})|${spaces}(?!\\P{White_Space})|${spaces}`,
    'gu',
  );
}

const PATTERNS: Readonly<Record<string, () => RegExp>> = { smollm };

/** The pattern of a pre-tokenizer, or undefined when it is not known. */
export function preTokenizer(name: string): RegExp | undefined {
  return Object.hasOwn(PATTERNS, name) ? PATTERNS[name]?.() : undefined;
}
