/** How models that were trained on whole repositories are shown several files. */
import { fimTokens } from '../decode/fim';
import { REPOSITORY_NAMES } from '../model/tokenizer/code-tokens';
import type { Tokenizer } from '../model/tokenizer/tokenizer';

export interface Layout {
  /** Stands before the repository's name. */
  readonly repository: number;
  /** Stands before each file's path. */
  readonly file: number;
  /** Behind the repository's name. */
  readonly afterName: string;
  /** Whether the path of the file with the gap stands in its part before the gap, rather than before that part. */
  readonly isPathInside: boolean;
}

/**
 * The layout of a vocabulary that has the tokens. Of other families no layout for several files is known: Granite has
 * `<reponame>` and `<filename>`, as StarCoder had, which saw its files one by one.
 *
 * Tokens alone do not make a model gain from it: the embedded one has them, was not trained to fill gaps, and gets worse.
 */
export function layoutOf(tokenizer: Pick<Tokenizer, 'special'>): Layout | undefined {
  if (!fimTokens(tokenizer)) return undefined;
  const tokens = ([repository, file]: readonly [string, string]) => {
    const [before, between] = [tokenizer.special(repository), tokenizer.special(file)];
    return before === undefined || between === undefined ? undefined : { repository: before, file: between };
  };
  // Qwen2.5-Coder, technical report, "Repo-level pretraining"
  const qwen = tokens(REPOSITORY_NAMES.qwen);
  if (qwen) return { ...qwen, afterName: '\n', isPathInside: false };
  // StarCoder 2 and The Stack v2, "Data formatting"
  const starcoder2 = tokens(REPOSITORY_NAMES.starcoder2);
  return starcoder2 && { ...starcoder2, afterName: '', isPathInside: true };
}
