/** Completions of a tiny random model: what it says means nothing, how it is asked and ended does. */
import { afterAll, beforeAll, expect } from 'vitest';
import { TokenTree } from '../../../../src/engine/cache/token-tree';
import { complete } from '../../../../src/engine/decode/complete';
import { backUp } from '../../../../src/engine/decode/healing';
import type { Model } from '../../../../src/engine/decode/model';
import { openModel } from '../../../../src/engine/open-model';
import type { Completion, CompletionRequest, GeneratedToken } from '../../../../src/protocol/messages';
import { prefixOf } from '../../../../src/protocol/prefix';
import { tinyGguf } from '../../../support/tiny-gguf';
import { TemporaryFolder } from '../temporary-folder';

export const CONTEXT = 512;
export const WINDOW = 384; // three quarters of the context

/** The model of one test file, open while its tests run. */
export class TinyCompletions {
  readonly #folder = new TemporaryFolder();
  #model: Model | undefined;

  constructor() {
    beforeAll(async () => {
      const path = this.#folder.write('tiny.gguf', tinyGguf({ context: CONTEXT }).bytes);
      this.#model = await openModel({ path, threads: 1 });
    });
    afterAll(() => this.#model?.close());
  }

  get model(): Model {
    if (!this.#model) throw new Error('the model is open only while tests run');
    return this.#model;
  }

  /** An empty cache. */
  tree(): TokenTree {
    return new TokenTree(this.model.decoder.shape);
  }

  /** A completion of a text, with all that is not given at its usual value. */
  ask(text: string, changes: Partial<CompletionRequest> = {}, tree = this.tree()): Promise<Completion> {
    const request = { prefix: prefixOf(text), extent: 'line', maxTokens: 8, ...changes } as const;
    return complete(this.model, tree, request, { cancelled: false }, () => {});
  }

  /** What holds for every completion. */
  check(text: string, { text: shown, counts, tokens, stop }: Completion): void {
    expect(counts.reused + counts.prefilled).toBe(counts.prompt);
    expect(counts.decoded).toBe(tokens.length);
    expect(counts.prompt).toBeGreaterThan(0);
    for (const { logprob } of tokens) expect(logprob).toBeLessThanOrEqual(0);
    if (text.length > 100) return; // the window may begin elsewhere
    const { tokenizer } = this.model;
    const healed = Buffer.from(backUp(tokenizer.encode(text), tokenizer.vocabulary).healed);
    const spelled = this.#bytes(tokens.filter(({ id }) => !tokenizer.vocabulary.isControl(id)));
    const shared = Math.min(healed.length, spelled.length);
    expect(spelled.subarray(0, shared).equals(healed.subarray(0, shared))).toBe(true);
    // The text is what the tokens say after that, or the beginning of it where a rule cut.
    const after = new TextDecoder('utf-8', { ignoreBOM: true }).decode(spelled.subarray(shared), { stream: true });
    if (stop === 'line-end' || stop === 'block-end') expect(after.startsWith(shown)).toBe(true);
    else expect(shown).toBe(after);
  }

  #bytes(tokens: readonly GeneratedToken[]): Buffer {
    return Buffer.from(this.model.tokenizer.bytes(tokens.map(({ id }) => id)));
  }
}
