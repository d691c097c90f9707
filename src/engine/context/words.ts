/** The words of code that tell what it is about: names and keywords of two letters or more. */
export function wordsOf(text: string): ReadonlySet<string> {
  return new Set(text.match(/[\p{L}_$][\p{L}\p{N}_$]+/gu));
}

/** The lines of a text that say something, without their indentation. */
export function linesOf(text: string): ReadonlySet<string> {
  return new Set(
    text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line.length > 1),
  );
}

/** How many there are in both, of all that there are (Jaccard): 0 to 1. */
export function overlap(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const both = countIn(one, other);
  return both === 0 ? 0 : both / (one.size + other.size - both);
}

/** The part of the first that is in the second: 0 to 1. */
export function partIn(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  return one.size === 0 ? 1 : countIn(one, other) / one.size;
}

function countIn(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  let count = 0;
  for (const item of one) if (other.has(item)) count++;
  return count;
}
