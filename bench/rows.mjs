// The rows of the table: what is measured, in which unit, and which direction is good.

const ms = (what) => ({ unit: 'ms', better: 'lower', what });
const speed = (what) => ({ unit: 'tokens/s', better: 'higher', what });
const each = (what) => ({ unit: 'ms/token', better: 'lower', what });
const memory = (what) => ({ unit: 'MB', better: 'lower', what });

export const ROWS = {
  open: ms('from the start of the process to the first logits of a text of one token'),
  prefill_512: speed('reading 512 tokens, logits for the last one'),
  prefill_2048: speed('reading 2,048 tokens, logits for the last one'),
  token_128: ms('one token with 128 before it'),
  token_512: ms('one token with 512 before it'),
  token_2048: ms('one token with 2,048 before it'),
  verify_2: ms('checking 2 guessed tokens in one pass with 512 before them, logits for both'),
  verify_4: ms('checking 4 guessed tokens, likewise'),
  verify_8: ms('checking 8 guessed tokens, likewise'),
  greedy_24: ms('24 greedy tokens after 512'),
  beam_1_24: ms('24 tokens after 512 by a search with 1 beam'),
  beam_2_24: ms('likewise with 2 beams'),
  beam_4_24: ms('likewise with 4 beams'),
  repetitive_24: ms('24 greedy tokens in repetitive code, without lookup'),
  lookup_repetitive_24: ms('likewise with lookup; of the peers, which have none here, what they take without'),
  rest_of_line_200: each('the rest of a line at 200 cursors, with lookup, peers without; at most 32 tokens'),
  rest_of_line_200_plain: each('likewise, everybody without lookup'),
  ten_lines_200: each('ten lines at 200 cursors, with lookup, peers without; at most 96 tokens'),
  ten_lines_200_plain: each('likewise, everybody without lookup'),
  typing_ms: ms('after each of 200 typed characters behind 1,500 tokens: the next token, median'),
  typing_tokens_per_key: { unit: 'tokens', better: 'lower', what: 'of those that were read anew for it, median' },
  memory_rest: memory('resident memory once open and idle'),
  memory_peak: memory('the most it had, up to 2,048 tokens read and 24 written'),
};

/** What is asked for: `value(row)` is Inkling's, `value(row, true)` that of llama.cpp on the same file. */
export const TARGETS = [
  {
    what: 'reading 512 tokens at least 3 times as fast as llama.cpp',
    met: (value) => value('prefill_512') >= 3 * value('prefill_512', true),
  },
  { what: 'one token with 512 before it in at most the time of llama.cpp', met: (value) => value('token_512') <= value('token_512', true) },
  { what: 'checking 8 guesses in at most twice the time of one token', met: (value) => value('verify_8') <= 2 * value('token_512') },
  {
    what: '24 tokens of repetitive code with lookup in at most half the time without',
    met: (value) => 2 * value('lookup_repetitive_24') <= value('repetitive_24'),
  },
  {
    what: 'the rest of a line with lookup in at most 0.7 of the time of llama.cpp for each token',
    met: (value) => value('rest_of_line_200') <= 0.7 * value('rest_of_line_200', true),
  },
  {
    what: 'ten lines with lookup in at most 0.7 of the time of llama.cpp for each token',
    met: (value) => value('ten_lines_200') <= 0.7 * value('ten_lines_200', true),
  },
  { what: 'a typed character reads at most 3 tokens anew', met: (value) => value('typing_tokens_per_key') <= 3 },
];

export const median = (values) => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};
