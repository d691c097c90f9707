/**
 * Fill in the middle: models that were trained with the text after a gap say with three control tokens where it is
 * (Bavarian et al. 2022). They are told apart by the names of these tokens.
 */
import type { Tokenizer } from '../model/tokenizer/tokenizer';

/** What stands before the text above, the text after the cursor, and the text that the model goes on from. */
export interface FimTokens {
  readonly prefix: number;
  readonly suffix: number;
  readonly middle: number;
}

/** Names by family: each trained on prefix, suffix, middle in this order. */
const NAMES: readonly (readonly [prefix: string, suffix: string, middle: string])[] = [
  ['<|fim_prefix|>', '<|fim_suffix|>', '<|fim_middle|>'], // Qwen2.5-Coder, CodeGemma
  ['<fim_prefix>', '<fim_suffix>', '<fim_middle>'], // StarCoder, StarCoder2, Granite
  ['<fim-prefix>', '<fim-suffix>', '<fim-middle>'], // SantaCoder
  ['▁<PRE>', '▁<SUF>', '▁<MID>'], // CodeLlama
  ['<｜fim▁begin｜>', '<｜fim▁hole｜>', '<｜fim▁end｜>'], // DeepSeek-Coder: the hole stands where the suffix begins
];

/** The tokens of a vocabulary that has them. */
export function fimTokens(tokenizer: Pick<Tokenizer, 'special'>): FimTokens | undefined {
  for (const names of NAMES) {
    const [prefix, suffix, middle] = names.map((name) => tokenizer.special(name));
    if (prefix !== undefined && suffix !== undefined && middle !== undefined) return { prefix, suffix, middle };
  }
  return undefined;
}
