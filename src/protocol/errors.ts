import { DETAIL_PHRASES, type ErrorDetail } from './error-details';

/**
 * What can go wrong in the engine, as values that cross a process line.
 *
 * The English sentence of each code is the key under which the extension finds its translation;
 * `{0}`, `{1}` stand for the arguments in order.
 */
export const ERROR_SENTENCES = {
  'model-missing': 'There is no model file at {0}.',
  'model-unreadable': 'The model file {0} cannot be read: {1}.',
  'model-not-gguf': '{0} is not a GGUF model file.',
  'model-truncated': 'The model file {0} is incomplete: {1}.',
  'model-corrupt': 'The model file {0} is damaged: {1}.',
  'model-unsupported': 'The model file {0} cannot be used: {1}.',
  'runtime-platform': 'Inkling cannot run on {0}: ONNX Runtime has no build for it.',
  'runtime-library': 'ONNX Runtime could not be loaded: {0}.',
  'runtime-visual-cpp': 'ONNX Runtime needs the Microsoft Visual C++ Redistributable (2015-2022, {0}), which is not installed.',
  'prompt-too-long': 'The text has {0} tokens; the model reads at most {1}.',
  'token-unknown': 'Token {0} is not one of the {1} tokens of the model.',
  'position-unknown': 'There is no position {0} among the {1} tokens of the text.',
  'logits-partial': 'The model gives {0} of its {1} logits, so there are no probabilities to show.',
  'runtime-refused': 'ONNX Runtime refused the model {0}: {1}.',
  'engine-not-open': 'The engine was asked before a model was opened.',
  'engine-start': 'The engine process could not be started: {0}.',
  'engine-crashed': 'The engine process ended unexpectedly ({0}).',
  'engine-gave-up': 'The engine ended unexpectedly {0} times in a row and was not started again.',
  'engine-stopped': 'The engine was stopped.',
  'engine-internal': 'The engine met an unexpected error: {0}.',
  'message-malformed': 'The engine received a message it does not understand: {0}.',
} as const satisfies Record<string, string>;

export type ErrorCode = keyof typeof ERROR_SENTENCES;

/** A name, a number, what a library said; or a detail that is translated too. */
export type ErrorArgument = string | ErrorDetail;

export interface EngineError {
  readonly code: ErrorCode;
  readonly args: readonly ErrorArgument[];
}

/** An {@link EngineError} on its way up the stack of one process. */
export class EngineFault extends Error {
  readonly code: ErrorCode;
  readonly args: readonly ErrorArgument[];

  constructor(code: ErrorCode, ...args: readonly ErrorArgument[]) {
    const readableArgs = args.map(readableArgument);
    super(sentence({ code, args: readableArgs }));
    this.name = 'EngineFault';
    this.code = code;
    this.args = readableArgs;
  }

  toValue(): EngineError {
    return { code: this.code, args: this.args };
  }
}

/** The English sentence of an error. */
export function sentence(error: EngineError): string {
  return filled(
    ERROR_SENTENCES[error.code],
    error.args.map((argument) => (typeof argument === 'string' ? argument : filled(DETAIL_PHRASES[argument.code], argument.args))),
  );
}

function filled(template: string, args: readonly string[]): string {
  return template.replace(/\{(\d)\}/g, (_, index: string) => args[Number(index)] ?? '');
}

const LONGEST_ARGUMENT = 300; // characters; a path has seldom more

/** What a file or a library put into an error, on one line and of a length that can be read. */
function readable(argument: string): string {
  const line = argument.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
  return line.length <= LONGEST_ARGUMENT ? line : `${line.slice(0, LONGEST_ARGUMENT)}…`;
}

function readableArgument(argument: ErrorArgument): ErrorArgument {
  return typeof argument === 'string' ? readable(argument) : { code: argument.code, args: argument.args.map(readable) };
}

/** Any thrown thing as a value; what is not an {@link EngineFault} becomes `engine-internal`. */
export function toEngineError(thrown: unknown): EngineError {
  if (thrown instanceof EngineFault) return thrown.toValue();
  return { code: 'engine-internal', args: [readable(thrown instanceof Error ? thrown.message : String(thrown))] };
}
