/**
 * Parts of a sentence that say more about an error, such as what is wrong with a file. They are codes too, so that nobody
 * reads English inside a sentence of another language; `{0}`, `{1}` stand for the arguments in order.
 */
export const DETAIL_PHRASES = {
  'file-empty': 'it is empty',
  'file-not-a-file': 'it is not a file',
  'file-changed': 'it has changed since it was opened',
  'file-big-endian': 'its numbers are big-endian',
  'header-ends': 'it ends within its header',
  'header-unreadable': 'its header cannot be read ({0})',
  'key-missing': "it has no '{0}'",
  'key-not-text': "'{0}' is not a text",
  'key-not-boolean': "'{0}' is not true or false",
  'key-not-number': "'{0}' is not a number",
  'key-not-texts': "'{0}' is not a list of texts",
  'key-not-numbers': "'{0}' is not a list of numbers",
  'key-not-positive': "'{0}' is {1}, not a positive number",
  'key-not-whole': "'{0}' is {1}, not a whole number from 1 to {2}",
  'tensor-missing': "it has no tensor '{0}'",
  'tensor-twice': "it has two tensors named '{0}'",
  'tensor-type-unknown': "tensor '{0}' has the unknown type {1}",
  'tensor-type-unread': "tensor '{0}' has the type {1}, which Inkling does not read",
  'tensor-impossible': "tensor '{0}' has the impossible shape {1}",
  'tensor-shapeless': "tensor '{0}' has no shape",
  'tensor-other-shape': "tensor '{0}' is {1}, not {2}",
  'tensor-unaligned': "tensor '{0}' starts at {1}, which is not a multiple of {2}",
  'tensor-overlap': "tensor '{0}' lies over the one before it",
  'tensor-beyond-end': "tensor '{0}' should end at byte {1}, the file has {2}",
  'tensor-ends-early': "tensor '{0}' ends early",
  'token-outside': 'token {0}, which it names as start or end, is not in its vocabulary',
  'token-types': 'it has {0} tokens but {1} token types',
  'tokenizer-unknown': "its tokenizer is '{0}', Inkling reads byte-level BPE ('gpt2')",
  'pre-tokenizer-unknown': "its pre-tokenizer '{0}' is not known to Inkling",
  'architecture-unknown': "its architecture '{0}' is not known to Inkling",
  'heads-unfit': '{0} heads of {1} do not fit {2} key/value heads',
  'rotary-unknown': 'its rotary embedding is scaled or partial, which Inkling does not compute',
  'context-short': 'its context is {0} tokens, too few to complete text',
  'platform-intel-mac': 'a Mac with an Intel processor ({0})',
  'platform-glibc': 'a Linux without glibc 2.28 or newer, such as Alpine ({0})',
  'exit-code': 'exit code {0}',
  'message-type': "type '{0}'",
  'message-untyped': 'no type',
} as const satisfies Record<string, string>;

export type DetailCode = keyof typeof DETAIL_PHRASES;

export interface ErrorDetail {
  readonly code: DetailCode;
  readonly args: readonly string[];
}

/** A detail as an argument of an error. */
export function detail(code: DetailCode, ...args: readonly (string | number)[]): ErrorDetail {
  return { code, args: args.map(String) };
}
