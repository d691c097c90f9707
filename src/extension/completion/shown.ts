import type { Prefix } from '../../protocol/messages';

/** A suggestion that was given, and the text it was given for. */
export interface Shown {
  readonly document: string;
  readonly prefix: Prefix;
  readonly text: string;
}

/**
 * What is left of a suggestion when the user has typed its first characters, and nothing else.
 * Undefined when the text has gone another way, or when nothing is left.
 */
export function remainder(shown: Shown, document: string, prefix: Prefix): string | undefined {
  if (shown.document !== document) return undefined;
  const typed = end(prefix) - end(shown.prefix);
  if (typed < 0 || typed >= shown.text.length) return undefined;
  const before = shown.prefix.text.slice(Math.max(0, prefix.start - shown.prefix.start));
  const expected = before + shown.text.slice(0, typed);
  return prefix.text === expected ? shown.text.slice(typed) : undefined;
}

function end({ text, start }: Prefix): number {
  return start + text.length;
}
