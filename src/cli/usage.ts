export const USAGE = `Inkling: completes code with a language model on your own machine, and shows what the model thinks.

  inkling complete FILE [--line N --column M] [--max-tokens N] [--multiline] [--json]
      Continue the text before a cursor. Line and column are 1-based, the column counts UTF-16 units as VS Code does;
      without them the cursor is at the end of the file.

  inkling logits (FILE | --text TEXT | --ids 1,2,3) [--top N] [--precision stored|float] [--json]
      For every position the likeliest next tokens, as natural log-probabilities over the whole vocabulary.

  inkling tokens FILE [--json]
      How a text is cut into tokens.

  inkling info [--json]
      The model, its sizes, memory and runtime.

FILE may be '-' for standard input.

Options of all commands:
  --model PATH      a GGUF model file instead of the embedded one
  --threads N       threads of a forward pass (0: as the machine suggests)
  --json            one JSON value on standard output, and nothing else there
  --help, --version
`;
