import type { ScannedToken } from '../protocol/inspection';
import { surprise } from './entropy';

/** How well a text was foreseen. */
export interface ScanSummary {
  readonly tokens: number;
  readonly bitsPerToken: number;
  /** By the document's characters, in UTF-16 units. */
  readonly bitsPerCharacter: number;
  readonly perplexity: number;
}

/** Undefined for no token. */
export function summarize(tokens: readonly ScannedToken[]): ScanSummary | undefined {
  if (tokens.length === 0) return undefined;
  const bits = tokens.reduce((sum, { logprob }) => sum + surprise(logprob), 0);
  const characters = Math.max(...tokens.map(({ end }) => end)) - Math.min(...tokens.map(({ start }) => start));
  const bitsPerToken = bits / tokens.length;
  return { tokens: tokens.length, bitsPerToken, bitsPerCharacter: characters > 0 ? bits / characters : 0, perplexity: 2 ** bitsPerToken };
}

/** The tokens that were foreseen worst, worst first. */
export function mostSurprising(tokens: readonly ScannedToken[], most: number): readonly ScannedToken[] {
  return [...tokens].sort((a, b) => a.logprob - b.logprob || a.start - b.start).slice(0, most);
}

/** The points of a line, x from 0 to 1 and y in bits; of a long text the highest of each piece, so that no peak is lost. */
export function bitsLine(tokens: readonly ScannedToken[], most: number): readonly { readonly x: number; readonly bits: number }[] {
  const piece = Math.max(1, Math.ceil(tokens.length / most));
  const points: { x: number; bits: number }[] = [];
  for (let start = 0; start < tokens.length; start += piece) {
    const bits = Math.max(...tokens.slice(start, start + piece).map(({ logprob }) => surprise(logprob)));
    points.push({ x: tokens.length <= piece ? 0 : start / (tokens.length - 1), bits });
  }
  return points;
}
