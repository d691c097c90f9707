import { TextDecoder } from 'node:util';
import { detail } from '../../../protocol/error-details';
import { EngineFault } from '../../../protocol/errors';
import type { GgufFile } from '../gguf/read';
import { ByteAlphabet } from './byte-alphabet';
import { isCodeToken } from './code-tokens';
import { preTokenizer } from './pre-tokenizers';
import { type Ranks, Tokenizer } from './tokenizer';
import { Vocabulary, type VocabularyEntry } from './vocabulary';

const NORMAL = 1;
const CONTROL = 3;
const USER_DEFINED = 4;

/**
 * The tokenizer that a GGUF describes.
 * @throws EngineFault model-unsupported for another kind of tokenizer, model-corrupt for lists that do not fit together
 */
export function tokenizerFromGguf({ path, metadata }: GgufFile): Tokenizer {
  const kind = metadata.string('tokenizer.ggml.model');
  if (kind !== 'gpt2') throw new EngineFault('model-unsupported', path, detail('tokenizer-unknown', kind));
  const pre = metadata.string('tokenizer.ggml.pre', 'gpt-2');
  const pattern = preTokenizer(pre);
  if (!pattern) throw new EngineFault('model-unsupported', path, detail('pre-tokenizer-unknown', pre));

  const tokens = metadata.strings('tokenizer.ggml.tokens');
  const told = metadata.has('tokenizer.ggml.token_type') ? metadata.numbers('tokenizer.ggml.token_type') : tokens.map(() => NORMAL);
  if (told.length !== tokens.length) {
    throw new EngineFault('model-corrupt', path, detail('token-types', tokens.length, told.length));
  }
  // Files of Qwen2.5-Coder have these as tokens that a user has added.
  const types = tokens.map((token, id) => (told[id] === USER_DEFINED && isCodeToken(token) ? CONTROL : told[id]!));

  const alphabet = new ByteAlphabet();
  const encoder = new TextEncoder();
  const entries = tokens.map((token, id): VocabularyEntry => {
    const type = types[id]!;
    return { type, bytes: (type === NORMAL ? alphabet.bytes(token) : undefined) ?? encoder.encode(token) };
  });
  const special = new Map(tokens.flatMap((token, id) => (types[id] === CONTROL ? [[token, id] as const] : [])));
  const idOf = new Map(tokens.map((token, id) => [token, id]));
  const ranks = rankTokens(metadata.strings('tokenizer.ggml.merges'), idOf, entries, alphabet);
  return new Tokenizer(new Vocabulary(entries), ranks, pattern, special);
}

/**
 * Single bytes first, then the product of each merge in the order of the merges. A byte that is no token gets a rank all
 * the same, so that a text with it can be cut; that rank has no id.
 */
function rankTokens(
  merges: readonly string[],
  idOf: ReadonlyMap<string, number>,
  entries: readonly VocabularyEntry[],
  alphabet: ByteAlphabet,
): Ranks {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const tokens: (string | number[])[] = [];
  const ids: number[] = [];
  const ranked = new Set<number>();
  const add = (bytes: Uint8Array, id: number): void => {
    tokens.push(textOrBytes(bytes, decoder));
    ids.push(id);
    ranked.add(id);
  };
  for (let byte = 0; byte < 256; byte++) add(Uint8Array.of(byte), idOf.get(alphabet.letter(byte)) ?? -1);
  for (const merge of merges) {
    const space = merge.indexOf(' ', 1);
    const id = idOf.get(merge.slice(0, space) + merge.slice(space + 1));
    if (id !== undefined && !ranked.has(id)) add(entries[id]!.bytes, id);
  }
  return { tokens, ids: Int32Array.from(ids) };
}

function textOrBytes(bytes: Uint8Array, decoder: TextDecoder): string | number[] {
  if (bytes.length <= 256 && bytes.every((byte) => byte < 0x80)) return String.fromCharCode(...bytes); // the usual case, faster
  try {
    return decoder.decode(bytes);
  } catch {
    return Array.from(bytes);
  }
}
