/**
 * Text to token ids and back, for byte-level BPE vocabularies (`tokenizer.ggml.model = gpt2`).
 * The merging is gpt-tokenizer's; this class gives it GGUF's ranks and keeps clear of what it does not do:
 * special tokens inside a text, bytes that the vocabulary lacks, decoding without shared state.
 */
import { BytePairEncodingCore } from 'gpt-tokenizer/BytePairEncodingCore';
import type { Vocabulary } from './vocabulary';

const MERGE_CACHE = 20_000; // pieces; a large source file has about 5,000 different ones

export interface Ranks {
  /** The bytes of each rank, in the order in which pairs are merged; text where they are valid UTF-8. */
  readonly tokens: readonly (string | number[])[];
  /** The token id of each rank, or -1 for a byte that the vocabulary lacks. */
  readonly ids: Int32Array;
}

export class Tokenizer {
  readonly vocabulary: Vocabulary;
  readonly #core: BytePairEncodingCore;
  readonly #ids: Int32Array;
  readonly #special: ReadonlyMap<string, number>;
  readonly #specialPattern: RegExp | undefined;

  constructor(vocabulary: Vocabulary, ranks: Ranks, pattern: RegExp, special: ReadonlyMap<string, number>) {
    this.vocabulary = vocabulary;
    this.#ids = ranks.ids;
    this.#special = special;
    this.#core = new BytePairEncodingCore({
      bytePairRankDecoder: ranks.tokens as (string | number[])[],
      tokenSplitRegex: pattern,
      mergeCacheSize: MERGE_CACHE,
    });
    const names = [...special.keys()].sort((a, b) => b.length - a.length).map((name) => name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
    this.#specialPattern = names.length > 0 ? new RegExp(names.join('|'), 'g') : undefined;
  }

  /** The control token of this name, such as `<|endoftext|>`. */
  special(name: string): number | undefined {
    return this.#special.get(name);
  }

  /**
   * The ids of a text. A lone surrogate is read as U+FFFD; bytes that the vocabulary lacks are left out, as llama.cpp does.
   * @param special whether names of control tokens in the text mean those tokens; by default they are text like any other
   */
  encode(text: string, special = false): number[] {
    const ids: number[] = [];
    let start = 0;
    if (special && this.#specialPattern) {
      for (const match of text.matchAll(this.#specialPattern)) {
        this.#encodeText(text.slice(start, match.index), ids);
        ids.push(this.#special.get(match[0])!);
        start = match.index + match[0].length;
      }
    }
    this.#encodeText(start === 0 ? text : text.slice(start), ids);
    return ids;
  }

  /** The text of these tokens; bytes that are no UTF-8 become U+FFFD. */
  decode(ids: readonly number[]): string {
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(this.bytes(ids));
  }

  /** The bytes of these tokens, one after the other. */
  bytes(ids: readonly number[]): Uint8Array {
    const parts = ids.map((id) => this.vocabulary.bytes(id));
    const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) {
      all.set(part, at);
      at += part.length;
    }
    return all;
  }

  #encodeText(text: string, into: number[]): void {
    if (text === '') return;
    for (const ranks of this.#core.encodeNativeGenerator(text)) {
      for (const rank of ranks) {
        const id = this.#ids[rank]!;
        if (id >= 0) into.push(id);
      }
    }
  }
}
