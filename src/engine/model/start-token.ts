import { detail } from '../../protocol/error-details';
import { EngineFault } from '../../protocol/errors';
import type { GgufFile } from './gguf/read';
import type { Tokenizer } from './tokenizer/tokenizer';

/** What stands before the first token of a text. */
export interface StartToken {
  readonly token: number;
  /** Before every text, or only before an empty one. */
  readonly always: boolean;
}

/**
 * The token that a text follows. Models that were trained with a BOS get it before every text; the others read an empty
 * text as following the end of another one.
 */
export function startToken({ path, metadata }: GgufFile, tokenizer: Tokenizer): StartToken {
  const checked = (token: number) => {
    if (Number.isInteger(token) && token >= 0 && token < tokenizer.vocabulary.size) return token;
    throw new EngineFault('model-corrupt', path, detail('token-outside', token));
  };
  if (metadata.boolean('tokenizer.ggml.add_bos_token', false)) {
    return { token: checked(metadata.number('tokenizer.ggml.bos_token_id')), always: true };
  }
  const end = tokenizer.special('<|endoftext|>') ?? metadata.number('tokenizer.ggml.eos_token_id');
  return { token: checked(end), always: false };
}
