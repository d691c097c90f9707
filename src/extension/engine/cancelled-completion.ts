import type { Completion } from '../../protocol/messages';

/** The result of a request that was cancelled before the engine heard of it. */
export function cancelledCompletion(): Completion {
  return {
    text: '',
    tokens: [],
    stop: 'cancelled',
    timings: { tokenize: 0, prefill: 0, decode: 0, total: 0 },
    counts: { prompt: 0, reused: 0, prefilled: 0, decoded: 0, guessed: 0 },
  };
}
