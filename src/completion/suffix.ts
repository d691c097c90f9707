/**
 * The text right of the cursor, and how much of it a suggestion replaces.
 *
 * Editors close brackets and quotes by themselves. A suggestion usually brings its own, and then has to take the
 * place of the ones that stand there; a bracket that it opens and closes itself is none of them.
 */
const ONLY_CLOSERS = /^[\s)\]}>"'`;,]*$/;
const WORD = /^[\p{L}\p{N}\p{M}_$]/u;
const QUOTES = '"\'`';

/** Whether text that belongs to a word follows right after the cursor. */
export function beginsInWord(rest: string): boolean {
  return WORD.test(rest);
}

/**
 * How many characters right of the cursor the suggestion takes the place of.
 * @param completion what is to be inserted at the cursor, one line
 * @param rest the line from the cursor on
 */
export function replacedLength(completion: string, rest: string): number {
  if (ONLY_CLOSERS.test(rest)) return broughtClosers(completion, rest);
  // Anything else is replaced only as a whole: the suggestion wrote the rest of the line anew.
  const tail = rest.trimEnd();
  return completion.endsWith(tail) ? tail.length : 0;
}

/** The length of the longest start of `closers` that the completion brings, in the same order. */
function broughtClosers(completion: string, closers: string): number {
  let brought = 0;
  let from = 0;
  for (let index = 0; index < closers.length; index += 1) {
    const closer = closers.charAt(index);
    if (closer.trim() === '') continue;
    // A quote right of the cursor means that the cursor is inside a string, where brackets are only text.
    const at = QUOTES.includes(closer) ? findQuote(completion, closer, from) : findCloser(completion, closer, from);
    if (at < 0) break;
    from = at + 1;
    brought = index + 1;
  }
  return brought;
}

/** Where `quote` stands from `from` on without a backslash before it; -1 if nowhere. */
function findQuote(text: string, quote: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    if (text.charAt(at) === '\\') at += 1;
    else if (text.charAt(at) === quote) return at;
  }
  return -1;
}

/** Where `closer` stands from `from` on outside of strings and of brackets opened since; -1 if nowhere. */
function findCloser(text: string, closer: string, from: number): number {
  const openers = closer === '>' ? '([{<' : '([{';
  const closers = closer === '>' ? ')]}>' : ')]}';
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (QUOTES.includes(char)) {
      // Without a partner it is an apostrophe, or a lifetime.
      at = Math.max(at, findQuote(text, char, at + 1));
    } else if (openers.includes(char)) {
      depth += 1;
    } else if (depth === 0 && char === closer && !isArrow(text, at)) {
      return at;
    } else if (closers.includes(char) && !isArrow(text, at)) {
      depth = Math.max(0, depth - 1);
    }
  }
  return -1;
}

/** Whether the character ends `=>` or `->`. */
function isArrow(text: string, at: number): boolean {
  return text.charAt(at) === '>' && '=-'.includes(text.charAt(at - 1) || ' ');
}
