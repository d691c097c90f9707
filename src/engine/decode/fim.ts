/**
 * Fill in the middle: models that were trained with the text after a gap say with three control tokens where it is
 * (Bavarian et al. 2022). They are told apart by the names of these tokens.
 */
import { FILL_NAMES } from '../model/tokenizer/code-tokens';
import type { Tokenizer } from '../model/tokenizer/tokenizer';

/** What stands before the text above, the text after the cursor, and the text that the model goes on from. */
export interface FimTokens {
  readonly prefix: number;
  readonly suffix: number;
  readonly middle: number;
}

/** The tokens of a vocabulary that has them. */
export function fimTokens(tokenizer: Pick<Tokenizer, 'special'>): FimTokens | undefined {
  for (const names of FILL_NAMES) {
    const [prefix, suffix, middle] = names.map((name) => tokenizer.special(name));
    if (prefix !== undefined && suffix !== undefined && middle !== undefined) return { prefix, suffix, middle };
  }
  return undefined;
}
