/** How a completion ended. */
export type StopReason = 'line-end' | 'block-end' | 'repetition' | 'end-of-text' | 'unsure' | 'token-limit' | 'time-limit' | 'cancelled';
