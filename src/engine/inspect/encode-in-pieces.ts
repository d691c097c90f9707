import type { Tokenizer } from '../model/tokenizer/tokenizer';
import type { Pause } from './pause';

const PIECE = 16_384; // UTF-16 units: about 10 ms

/**
 * The ids of a text of any length. A long one is cut in front of white space that follows something else: there tokens end
 * anyway, in most vocabularies.
 */
export async function encodeInPieces(tokenizer: Tokenizer, text: string, pause: Pause): Promise<number[]> {
  const ids: number[] = [];
  for (let start = 0; start < text.length; ) {
    const end = pieceEnd(text, start);
    for (const id of tokenizer.encode(text.slice(start, end))) ids.push(id);
    start = end;
    await pause();
  }
  return ids;
}

function pieceEnd(text: string, start: number): number {
  if (text.length - start <= PIECE) return text.length;
  for (let end = start + PIECE; end > start + PIECE / 2; end--) {
    if (text[end] === '\n' && !/\s/.test(text[end - 1]!)) return end;
  }
  const end = start + PIECE;
  return isLowSurrogate(text.charCodeAt(end)) ? end - 1 : end;
}

const isLowSurrogate = (unit: number) => unit >= 0xdc00 && unit <= 0xdfff;
