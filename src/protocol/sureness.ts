import type { GeneratedToken } from './messages';

/**
 * How sure a token is: its probability in what it was chosen from, 0 to 1. Where memory was mixed in, that is taken to have been
 * sure: it speaks up only for what stood there before.
 */
export function sureness({ logprob, memory }: Pick<GeneratedToken, 'logprob' | 'memory'>): number {
  const share = memory?.share ?? 0;
  return share + (1 - share) * Math.exp(logprob);
}
