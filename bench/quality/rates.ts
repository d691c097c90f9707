/** When a suggestion is right. Everything is compared with the rest of the line that stands in the file. */

/** One suggestion at one cursor; '' where nothing was shown. */
export interface Shown {
  readonly text: string;
  /** The rest of the line in the file. */
  readonly truth: string;
}

export interface Rates {
  /** Cursors where the suggestion is the rest of the line, white space at the end aside. */
  readonly wholeLine: number;
  /** Cursors where the first word is right, with what stands before it, and ends where it should. */
  readonly firstWord: number;
  /** Of all characters to be written, those that the right beginnings of the suggestions have. */
  readonly characters: number;
  /** Cursors where something was shown. */
  readonly shown: number;
  /** Of all characters shown, those of the right beginnings: what a person keeps. */
  readonly kept: number;
}

export const RATES = ['wholeLine', 'firstWord', 'characters', 'shown', 'kept'] as const satisfies readonly (keyof Rates)[];

/** What one cursor adds to the sums that rates are made of. */
export interface Score {
  readonly wholeLine: number;
  readonly firstWord: number;
  readonly shown: number;
  readonly right: number; // characters
  readonly wanted: number; // characters
  readonly given: number; // characters
}

export function scoreOf(shown: Shown): Score {
  const text = shown.text.split('\n', 1)[0]!.trimEnd();
  const truth = shown.truth.trimEnd();
  return {
    wholeLine: Number(text === truth),
    firstWord: Number(firstWord(text) === firstWord(truth)),
    shown: Number(text !== ''),
    right: commonBeginning(text, truth),
    wanted: truth.length,
    given: text.length,
  };
}

/** Rates of some cursors, each from 0 to 1. */
export function ratesOf(scores: readonly Score[]): Rates {
  const sum = (key: keyof Score) => scores.reduce((all, score) => all + score[key], 0);
  const share = (part: number, whole: number) => (whole === 0 ? 0 : part / whole);
  return {
    wholeLine: share(sum('wholeLine'), scores.length),
    firstWord: share(sum('firstWord'), scores.length),
    characters: share(sum('right'), sum('wanted')),
    shown: share(sum('shown'), scores.length),
    kept: share(sum('right'), sum('given')),
  };
}

/** Up to the end of the first run of letters, digits, `_` and `$`; all of a text that has none. */
function firstWord(text: string): string {
  return /^[^\p{L}\p{N}_$]*[\p{L}\p{N}_$]+/u.exec(text)?.[0] ?? text;
}

function commonBeginning(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let common = 0;
  while (common < most && a[common] === b[common]) common++;
  return common;
}
