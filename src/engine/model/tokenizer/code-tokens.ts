/** The names of control tokens that models of code were trained with. */

/** Fill in the middle, by family: what stands before the text above, the text after the cursor, and what is written between. */
export const FILL_NAMES: readonly (readonly [prefix: string, suffix: string, middle: string])[] = [
  ['<|fim_prefix|>', '<|fim_suffix|>', '<|fim_middle|>'], // Qwen2.5-Coder, CodeGemma
  ['<fim_prefix>', '<fim_suffix>', '<fim_middle>'], // StarCoder, StarCoder2, Granite
  ['<fim-prefix>', '<fim-suffix>', '<fim-middle>'], // SantaCoder
  ['▁<PRE>', '▁<SUF>', '▁<MID>'], // CodeLlama
  ['<｜fim▁begin｜>', '<｜fim▁hole｜>', '<｜fim▁end｜>'], // DeepSeek-Coder: the hole stands where the suffix begins
];

/** Several files of a repository, by family: what stands before its name, and before each file. */
export const REPOSITORY_NAMES = {
  qwen: ['<|repo_name|>', '<|file_sep|>'],
  starcoder2: ['<repo_name>', '<file_sep>'],
} as const;

const ALL: ReadonlySet<string> = new Set([...FILL_NAMES.flat(), ...Object.values(REPOSITORY_NAMES).flat()]);

/** Whether a token of this name steers a model of code, whatever its file says of it: converters take some for text. */
export function isCodeToken(name: string): boolean {
  return ALL.has(name);
}
