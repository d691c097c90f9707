import type { Stop, StopRule } from './rule';

const CLOSER = /^([)\]}]|<\/|(end|fi|done|esac)\b)/;
const OPENER = /[{([:]$/;
const FIRST_WORD = /^(\w+\W|<.|[^\w<])/s; // complete: `en` may still become `end`, and `<` become `</`

/**
 * Ends with the block that the cursor stands in or that its line opens, judged by indentation.
 *
 * - After text, the block is what the line opens: deeper lines, and the line at its own depth that closes it, such as `}` or
 *   `end`; a closing line that opens again, such as `} else {`, goes on.
 * - On an empty line, the block is this line and its siblings: it ends where the indentation falls below, or at an empty
 *   line between siblings.
 *
 * @param before the text of the cursor's line before the cursor
 */
export function blockEnd(before: string): StopRule {
  return (text) => (before.trim() === '' ? endOfSiblings(before, text) : endOfOpened(before, text));
}

function endOfOpened(before: string, text: string): Stop | undefined {
  const depth = indentation(before);
  let isNext = true;
  for (const line of linesAfterFirst(text)) {
    if (line.isEmpty) continue;
    const words = line.content.trimStart();
    const opensBelow = isNext && words.startsWith('{'); // a brace on a line of its own still opens the cursor's line
    isNext = false;
    if (opensBelow || indentation(line.content) > depth) continue;
    if (indentation(line.content) < depth) return stopAt(text, line.start);
    if (!FIRST_WORD.test(`${words}${line.isComplete ? '\n' : ''}`)) return undefined;
    if (!CLOSER.test(words)) return stopAt(text, line.start);
    if (!line.isComplete) return undefined;
    if (!OPENER.test(line.content.trimEnd())) return stopAt(text, line.end);
  }
  return undefined;
}

function endOfSiblings(before: string, text: string): Stop | undefined {
  const depth = indentation(before + (text.split('\n', 1)[0] ?? ''));
  let afterEmpty = false;
  for (const line of linesAfterFirst(text)) {
    if (line.isEmpty) {
      afterEmpty = true;
      continue;
    }
    const indented = indentation(line.content);
    if (indented < depth || (afterEmpty && indented === depth)) return stopAt(text, line.start);
    afterEmpty = false;
  }
  return undefined;
}

interface Line {
  readonly content: string;
  readonly start: number;
  readonly end: number;
  readonly isEmpty: boolean;
  /** Whether its line break was generated, too. */
  readonly isComplete: boolean;
}

function* linesAfterFirst(text: string): Generator<Line> {
  for (let start = text.indexOf('\n') + 1; start > 0 && start < text.length; ) {
    const lineBreak = text.indexOf('\n', start);
    const end = lineBreak === -1 ? text.length : lineBreak;
    const content = text.slice(start, end);
    yield { content, start, end, isEmpty: content.trim() === '', isComplete: lineBreak !== -1 };
    start = lineBreak + 1;
  }
}

const indentation = (line: string) => line.length - line.trimStart().length;

const stopAt = (text: string, end: number): Stop => ({ end: text.slice(0, end).trimEnd().length, reason: 'block-end' });
