import { readFileSync } from 'node:fs';
import type { TINY_VARIANTS } from './tiny-variants';

/** What scripts/reference/forward.py finds inside one tiny model after some ids; numbers are rounded to six decimals. */
export interface InsideAnswer {
  readonly ids: readonly number[];
  /** (layers, heads, ids) of the last of them. */
  readonly attention: readonly (readonly (readonly number[])[])[];
  /** By layer the 5 likeliest next tokens as [id, log-probability], best first. */
  readonly layers: readonly (readonly (readonly [number, number])[])[];
  /** Of the last of the ids: its length, and the 10 most similar tokens as [id, cosine], best first. */
  readonly embedding: { readonly norm: number; readonly neighbours: readonly (readonly [number, number])[] };
}

export function readInsideAnswers(variant: keyof typeof TINY_VARIANTS): Readonly<Record<string, InsideAnswer>> {
  const text = readFileSync(new URL(`../reference/inside/${variant}.json`, import.meta.url), 'utf8');
  return (JSON.parse(text) as { readonly prompts: Readonly<Record<string, InsideAnswer>> }).prompts;
}
