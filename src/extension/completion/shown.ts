import { isDeepStrictEqual } from 'node:util';
import type { CompletionRequest, Prefix } from '../../protocol/messages';

/** What was asked, as far as another answer could follow from it. */
export interface Asked {
  readonly document: string;
  readonly prefix: Prefix;
  readonly settings: Pick<CompletionRequest, 'maxTokens' | 'sampling'>;
}

/** Suggestions that were given together, best first, and what they were given for. */
export interface Shown extends Asked {
  readonly texts: readonly string[];
}

/**
 * What is left of the best suggestion whose first characters the user has typed, and nothing else.
 * Undefined when the text has gone another way, when nothing is left, or when settings have changed.
 */
export function remainder(shown: Shown, { document, prefix, settings }: Asked): string | undefined {
  if (shown.document !== document || !isDeepStrictEqual(shown.settings, settings)) return undefined;
  const typed = end(prefix) - end(shown.prefix);
  if (typed < 0) return undefined;
  const before = shown.prefix.text.slice(Math.max(0, prefix.start - shown.prefix.start));
  const going = shown.texts.find((text) => typed < text.length && prefix.text === before + text.slice(0, typed));
  return going?.slice(typed);
}

function end({ text, start }: Prefix): number {
  return start + text.length;
}
