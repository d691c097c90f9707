/** Guessing by what followed the same tokens before: prompt lookup decoding (Saxena 2023), after REST and n-gram models. */

/** Shorter repetitions say too little about what follows. */
const SHORTEST_MATCH = 2;
/** Longer ones say no more. */
const LONGEST_MATCH = 16;

export interface Guess {
  readonly tokens: readonly number[];
  /** How many tokens before them agreed. */
  readonly match: number;
}

/**
 * What followed the longest earlier occurrence of the text's last tokens; among equally long ones the latest, and the text's
 * own before other texts'.
 * @param text the tokens so far
 * @param others tokens of other texts
 * @param most at most so many tokens are guessed
 */
export function guess(text: readonly number[], others: readonly (readonly number[])[], most: number): Guess | undefined {
  if (most < 1) return undefined;
  let best: { readonly source: readonly number[]; readonly end: number; readonly match: number } | undefined;
  for (const source of [text, ...others]) {
    // The end of the text itself is followed by nothing, so the last place to look at is the one before.
    for (let end = source.length - 1; end >= SHORTEST_MATCH; end--) {
      if (source[end - 1] !== text.at(-1)) continue;
      const match = agreement(source, end, text);
      if (match > (best?.match ?? SHORTEST_MATCH - 1)) best = { source, end, match };
      if (match === LONGEST_MATCH) break;
    }
  }
  return best && { tokens: best.source.slice(best.end, best.end + most), match: best.match };
}

/** How many tokens before `end` agree with the last ones of the text. */
function agreement(source: readonly number[], end: number, text: readonly number[]): number {
  let match = 0;
  const most = Math.min(LONGEST_MATCH, end, text.length);
  while (match < most && source[end - 1 - match] === text[text.length - 1 - match]) match++;
  return match;
}
