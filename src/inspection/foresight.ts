import type { ScannedToken } from '../protocol/inspection';
import type { ScanScope } from '../protocol/panel';
import { surprise } from './entropy';

/** How well a text was foreseen. */
export interface ScanSummary {
  readonly tokens: number;
  /** Of all tokens together. */
  readonly allBits: number;
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
  return {
    tokens: tokens.length,
    allBits: bits,
    bitsPerToken,
    bitsPerCharacter: characters > 0 ? bits / characters : 0,
    perplexity: 2 ** bitsPerToken,
  };
}

/** What was scanned. */
export interface Scanned {
  readonly scope: ScanScope;
  /** Its address. */
  readonly document: string;
}

/** How well a text was foreseen before it was edited. */
export interface Baseline extends Scanned {
  readonly summary: ScanSummary;
}

/** What an edit did to a number. */
export interface Change {
  readonly of: 'bitsPerToken' | 'allBits' | 'tokens';
  readonly before: number;
  readonly after: number;
  readonly difference: number;
}

const COMPARED = ['bitsPerToken', 'allBits', 'tokens'] as const;

/** Undefined where something else was scanned. */
export function changes(baseline: Baseline | undefined, scanned: Scanned | undefined, after: ScanSummary): readonly Change[] | undefined {
  if (!baseline || baseline.document !== scanned?.document || baseline.scope !== scanned.scope) return undefined;
  const { summary } = baseline;
  return COMPARED.map((of) => ({ of, before: summary[of], after: after[of], difference: after[of] - summary[of] }));
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
