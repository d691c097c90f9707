/** Cuts a suggestion where the model is no longer sure of it. */
import type { GeneratedToken } from '../../protocol/messages';
import { sureness } from '../../protocol/sureness';
import { type Confidence, LEVELS } from './levels';

/**
 * The beginning of a suggestion of which the model is sure enough: up to the last token before the running probability falls
 * below the level, and from there back to the end of a word.
 * @param tokens as the engine gave them: they may begin before the suggestion, with what healing spelled again
 * @param text the engine's text from the cursor on
 * @returns '' for nothing
 */
export function cutAtConfidence(tokens: readonly GeneratedToken[], text: string, level: Confidence): string {
  if (level === 'off') return text;
  const { first, running } = LEVELS[level];
  const begin = beginOf(tokens, text);
  if (begin === undefined) return text;
  let logprob = 0;
  let sure = 0; // characters of `text`
  let at = -begin;
  for (const token of tokens) {
    const start = at;
    at += token.text.length;
    if (at <= 0) continue;
    if (start <= 0) {
      if (sureness(token) < first) return '';
    } else {
      logprob += Math.log(sureness(token));
      if (logprob < Math.log(running)) return wholeWords(text, sure);
    }
    sure = at;
    if (sure >= text.length) break;
  }
  return text;
}

/**
 * How many characters the tokens spell before the text; undefined when they do not spell it, as where a character was given in
 * parts. The text is looked for from the end, because what a stop rule cut off is shorter than what healing spelled again.
 */
function beginOf(tokens: readonly GeneratedToken[], text: string): number | undefined {
  const at = tokens
    .map((token) => token.text)
    .join('')
    .lastIndexOf(text);
  return at === -1 ? undefined : at;
}

/** The text up to an offset, without a word that ends only behind it. */
function wholeWords(text: string, end: number): string {
  const isInWord = end > 0 && /^[\p{L}\p{M}\p{N}_$]+$/u.test(text.slice(end - 1, end + 1)) && end < text.length;
  const before = text.slice(0, end);
  return (isInWord ? before.replace(/[\p{L}\p{M}\p{N}_$]+$/u, '') : before).trimEnd();
}
