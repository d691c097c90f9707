import { NextTokens } from '../../inspection/next-tokens';
import { Outcome } from '../../inspection/outcome';
import { Vocabulary } from '../../inspection/vocabulary';
import { checkSettings } from '../../sampling/settings';
import { tokens as recorded } from '../example.json';

/** A recorded distribution: its tokens have the ids 0, 1 …, likeliest first, and the last id stands for all others together. */
export interface Example {
  readonly outcome: Outcome;
  readonly vocabulary: Vocabulary;
}

/** @param others how those are called that are not listed */
export function example(others: string): Example {
  const tokens = recorded as unknown as readonly (readonly [logprob: number, bytes: string])[];
  const logprobs = tokens.map(([logprob]) => logprob);
  const rest = Math.max(Number.MIN_VALUE, 1 - logprobs.reduce((sum, logprob) => sum + Math.exp(logprob), 0));
  const bytes = [
    ...tokens.map(([, letters]) => Uint8Array.from(letters, (letter) => letter.charCodeAt(0))),
    new TextEncoder().encode(others),
  ];
  let end = 0;
  const vocabulary = new Vocabulary({
    bytes: Uint8Array.from(bytes.flatMap((part) => [...part])),
    ends: Uint32Array.from(bytes, ({ length }) => (end += length)),
    control: Uint32Array.of(tokens.length),
  });
  const next = new NextTokens({ logits: Float32Array.from([...logprobs, Math.log(rest)]) });
  const settings = checkSettings({ strategy: 'sample', temperature: 1, topK: 0, topP: 1, minP: 0 });
  return { outcome: new Outcome(next, { settings, order: ['temperature'], recent: [] }), vocabulary };
}
