/**
 * The texts under which answers are filed. A path is the end of the text before the line in which an answer was given, this line
 * without its indentation, and the answer: whoever types along the answer is on the way along its path. From the text before a
 * cursor the path is found by trying the starts of the last lines.
 *
 * A line that is so long that its start is not in what is compared is filed by its own end, and found by trying every length that
 * may have been typed.
 *
 * A path is a filter and no proof: it compares less than there is to compare, and nothing after the cursor.
 */

/** What was before the cursor. */
export interface Before {
  /** As much as has to be the same. */
  readonly text: string;
  /** Whether that is all from the start of the document. */
  readonly isWhole: boolean;
}

/** How far back an answer may have begun. */
export interface Reach {
  /** Line breaks since. */
  readonly lines: number;
  /** Characters since, in a long line; undefined when no answer was given in one. */
  readonly characters: number | undefined;
}

/** Characters before the line, or of a long line. */
const LEAD = 64;
/** In front of the paths in long lines, so that others are not taken for them. */
const LONG = '\0';

/** The path of an answer; with an empty text it is that of the place where the answer was given. */
export function pathOf(before: Before, text: string): string {
  const line = lineStart(before.text, before.text.length);
  if (isLong(before)) return LONG + unindented(before.text.slice(line)).slice(-LEAD) + text;
  return lead(before.text, line) + unindented(before.text.slice(line) + text);
}

/** Whether the start of the cursor's line does not tell enough. */
export function isLong({ text, isWhole }: Before): boolean {
  return !isWhole && lineStart(text, text.length) < LEAD;
}

/**
 * Every path on which a cursor may be.
 * @param window how much of the text before a cursor is compared
 */
export function* pathsAt(text: string, { lines, characters }: Reach, window: number): Generator<string> {
  for (let line = lineStart(text, text.length), left = lines; ; line = lineStart(text, line - 1), left--) {
    yield lead(text, line) + unindented(text.slice(line));
    if (line === 0 || left === 0) break;
  }
  if (characters === undefined) return;
  for (let at = text.length; at >= Math.max(0, text.length - characters); at--) {
    const line = Math.max(lineStart(text, at), at - window);
    yield LONG + unindented(text.slice(line, at)).slice(-LEAD) + text.slice(at);
  }
}

/** Where the line begins that `at` is in. */
function lineStart(text: string, at: number): number {
  return at === 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1;
}

const lead = (text: string, line: number) => text.slice(Math.max(0, line - LEAD), line);

/** Without the white space in front, but for line breaks: the indentation may be changed between question and answer. */
const unindented = (text: string) => text.replace(/^[^\S\n]+/, '');
