import { readFileSync } from 'node:fs';

/** `test/reference/tokens.json`: texts and their ids, from llama.cpp. */
export interface TokensCase {
  readonly text: string;
  readonly ids: readonly number[];
}

/** `test/reference/logits.json`, by prompt: what a float64 forward pass expects at every position. */
export interface LogitsCase {
  readonly text: string;
  readonly ids: readonly number[];
  readonly positions: readonly { readonly top: readonly (readonly [id: number, logprob: number])[]; readonly next?: number }[];
}

/** `test/reference/greedy.json`, by prompt: the likeliest continuation, and how far ahead of the second each token was (nats). */
export interface GreedyCase {
  readonly text: string;
  readonly ids: readonly number[];
  readonly greedy: readonly number[];
  readonly margin: readonly number[];
}

export const readTokens = () => read<readonly TokensCase[]>('tokens');
export const readLogits = () => read<Readonly<Record<string, LogitsCase>>>('logits');
export const readGreedy = () => read<Readonly<Record<string, GreedyCase>>>('greedy');

function read<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`../reference/${name}.json`, import.meta.url), 'utf8')) as T;
}
