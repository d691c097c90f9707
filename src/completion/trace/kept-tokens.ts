import type { GeneratedToken } from '../../protocol/messages';

/**
 * How many of a text's tokens, from the first on, are at least in part in what is shown of it. White space may have been written
 * anew, so it is not compared.
 * @param tokens as the engine gave them: they may begin before the text, with what healing spelled again
 */
export function keptTokens(tokens: readonly Pick<GeneratedToken, 'text'>[], text: string, shown: string): number {
  const begin = tokens
    .map((token) => token.text)
    .join('')
    .lastIndexOf(text);
  if (begin === -1) return tokens.length; // a character was given in parts, so that they do not spell the text
  const end = begin + lengthOf(shown, text);
  let at = 0;
  return tokens.filter((token) => {
    const isKept = at < end;
    at += token.text.length;
    return isKept;
  }).length;
}

/** How much of `text` is spelled by `shown`, as far as they agree. */
function lengthOf(shown: string, text: string): number {
  let at = 0;
  for (const unit of shown.split('').filter((one) => one.trim() !== '')) {
    let next = at;
    while (next < text.length && text[next]!.trim() === '') next++;
    if (text[next] !== unit) break;
    at = next + 1;
  }
  return at;
}
