/** Byte-level BPE vocabularies small enough to read, or to try every continuation of. */
import { BYTES_IN_VOCABULARY_ORDER, byteCharacter } from './byte-alphabet';

export interface Vocabulary {
  /** Control tokens in plain text, then single bytes and the products of the merges in GPT-2's byte alphabet. */
  readonly tokens: readonly string[];
  /** How many control tokens there are. */
  readonly controls: number;
  /** `left right`, best rank first. */
  readonly merges: readonly string[];
  readonly bos: number;
  readonly eos: number;
}

/**
 * Merges in the alphabet's own writing (Ġ space, Ċ line feed, ĉ tab). They are chosen to bring up what is hard:
 * runs of white space and line breaks, words that take several steps, a word with and without its space,
 * two ways to cut one text, brackets that stick together, a character of three bytes (世) as one and as two tokens.
 */
const CODE_MERGES = [
  'Ġ t|i n|Ġ Ġ|r e|o n|e r|s e|Ċ Ġ|ĠĠ ĠĠ|Ċ ĠĠ|Ċ ĠĠĠĠ|Ċ Ċ|ĉ ĉ|Ċ ĉ|Ċ ĉĉ|č Ċ',
  're t|ret u|retu r|retur n|Ġ return|t h|Ġ th|th e|Ġ the|Ġ in|in t|o r|f or|Ġ for|i f|Ġ if|l e|le t|le n',
  's t|on st|c onst|u n|f un|c t|i on|fun ct|funct ion|d e|de f|( )|() ;|) ;|Ġ =|Ġ= Ġ|= =|Ġ {|, Ġ|se l|sel f',
  'Ã ©|ä ¸|ä¸ ĸ|/ /|// Ġ',
].flatMap((line) => line.split('|'));

const TYPE_NORMAL = 1;
const TYPE_CONTROL = 3;

/** All bytes and some merges, like the embedded model's; every text can be written in it. */
function codeVocabulary(): Vocabulary {
  return makeVocabulary(['<|endoftext|>', '<|im_start|>', '<|im_end|>'], BYTES_IN_VOCABULARY_ORDER, CODE_MERGES, { bos: 1, eos: 2 });
}

/** The same with the tokens of models that fill in the middle, and perhaps of those that read several files. */
function fimVocabulary([prefix, suffix, middle]: readonly [string, string, string], others: readonly string[] = []): Vocabulary {
  const controls = ['<|endoftext|>', '<|im_start|>', '<|im_end|>', prefix, suffix, middle, ...others];
  return makeVocabulary(controls, BYTES_IN_VOCABULARY_ORDER, CODE_MERGES, { bos: 1, eos: 2 });
}

const BARRED = ['<|fim_prefix|>', '<|fim_suffix|>', '<|fim_middle|>'] as const;

/** One control token and eight bytes: all continuations of n tokens are 9^n. */
function eightByteVocabulary(): Vocabulary {
  return makeVocabulary(['<|endoftext|>'], new TextEncoder().encode('abx()=; '), [], { bos: 0, eos: 0 });
}

function makeVocabulary(
  controls: readonly string[],
  bytes: Iterable<number>,
  merges: readonly string[],
  ids: { readonly bos: number; readonly eos: number },
): Vocabulary {
  const products = merges.map((merge) => merge.replace(' ', ''));
  const tokens = [...controls, ...Array.from(bytes, byteCharacter), ...products];
  return { tokens, controls: controls.length, merges, ...ids };
}

export const VOCABULARIES = {
  code: codeVocabulary,
  'code-fim': () => fimVocabulary(BARRED),
  /** Qwen2.5-Coder's tokens. */
  'code-repository': () => fimVocabulary(BARRED, ['<|repo_name|>', '<|file_sep|>']),
  /** StarCoder2's. */
  'code-files': () => fimVocabulary(['<fim_prefix>', '<fim_suffix>', '<fim_middle>'], ['<repo_name>', '<file_sep>']),
  'eight-bytes': eightByteVocabulary,
};

/** `tokenizer.ggml.token_type` of every token. */
export function tokenTypes({ tokens, controls }: Vocabulary): number[] {
  return tokens.map((_, id) => (id < controls ? TYPE_CONTROL : TYPE_NORMAL));
}
