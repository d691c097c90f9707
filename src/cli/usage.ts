export const USAGE = `Inkling: completes code with a language model on your own machine, and shows what the model thinks.

  inkling complete FILE [--line N --column M] [--max-tokens N] [--multiline] [--n N] [--json]
      Continue the text before a cursor. Line and column are 1-based, the column counts UTF-16 units as VS Code does;
      without them the cursor is at the end of the file. --n N gives the N best different continuations with their scores.
      --strategy greedy           the likeliest token each time (this is the default) [--repetition-penalty 1]
      --first-word                the likeliest first word rather than the likeliest tokens, as in the editor
      --strategy beam             the likeliest continuation of several [--beams 4] [--length-penalty 0]
      --strategy sample           drawn at random [--temperature 0.8] [--top-k 40] [--top-p 0.95] [--min-p 0.05]
                                  [--repetition-penalty 1] [--seed 0]
      --open FILE                 a file that may be drawn on as well as FILE itself; may be given several times, the most
                                  related one first
      --no-memory                 do not draw on the user's code at all: the model alone
      --filters                   leave out what an editor would not show: repetitions, what stands there already, control tokens,
                                  talk; by the rules of the file's language, or of [--language ID]
      --no-lookup                 do not guess from repetitions; the text is the same, only slower

  inkling inspect FILE [--line N --column M] [--heal] [--top N] [--attention] [--layers] [--embedding] [--json]
      What the model expects at a cursor: the likeliest next tokens, by default 20, with natural log-probabilities over the
      whole vocabulary, how undecided it is (entropy in bits), and what each sampling setting cuts. The settings are those of
      'complete', and so is the cursor.
      --heal                      take back the end of the text as completions do, to be spelled again by what follows
      --memory, --open FILE       mix in what stood in the user's own code: in FILE itself, and in the files named
      --attention                 the tokens before, by how strongly this one attends to them
      --layers                    what the model would have said after each layer
      --embedding                 the length of the last token's embedding, and the tokens nearest to it
      --json has all of them.

  inkling logits (FILE | --text TEXT | --ids 1,2,3) [--top N] [--precision stored|float] [--json]
      For every position the likeliest next tokens, as natural log-probabilities over the whole vocabulary.

  inkling tokens FILE [--json]
      How a text is cut into tokens.

  inkling info [--json]
      The model, its sizes, memory and runtime.

  inkling replay FILE [--json]
      Ask once more what 'Inkling: Save request for replay' has saved. Ends with 1 when the answer is another one.

FILE may be '-' for standard input.

Options of all commands:
  --model PATH      a GGUF model file instead of the embedded one
  --threads N       threads of a forward pass (0: as the machine suggests)
  --json            one JSON value on standard output, and nothing else there
  --help, --version
`;
