import type { Prefix } from '../../protocol/prefix';
import { gridLines } from '../decode/window';
import type { Tokenizer } from '../model/tokenizer/tokenizer';
import { NgramIndex } from './ngram-index';

const CELL = 2_048; // characters that are cut into tokens together: what a key costs

interface Cell {
  readonly text: string;
  readonly tokens: readonly number[];
}

/**
 * The index of a text that changes while somebody types at its end. It is cut into tokens cell by cell, on a grid over the
 * document, so that the tokens follow from the text alone, whatever it was before, and a key costs one cell.
 */
export class TextIndex {
  readonly tokens = new NgramIndex();
  readonly #tokenizer: Tokenizer;
  /** `tokens` holds a beginning of what these hold. */
  #cells: readonly Cell[] = [];
  readonly #ahead = new Map<string, Cell>();

  constructor(tokenizer: Tokenizer) {
    this.#tokenizer = tokenizer;
  }

  /** @param withoutBytes leaves out the tokens that hold the last bytes of the text: those that are to be generated again */
  become(prefix: Prefix, withoutBytes = 0): void {
    const known = this.#known();
    this.#ahead.clear();
    const cells = textsOf(prefix).map((text) => known.get(text) ?? this.#cell(text));
    let length = 0;
    let index = 0;
    for (; index < cells.length && cells[index] === this.#cells[index]; index++) {
      if (length + cells[index]!.tokens.length > this.tokens.length) break;
      length += cells[index]!.tokens.length;
    }
    const { tokens } = this;
    for (; index < cells.length; index++) {
      const cell = cells[index]!.tokens;
      const same = tokens.agreement(length, cell);
      if (same < cell.length) {
        tokens.rewindTo(length + same);
        tokens.append(cell, same);
      }
      length += cell.length;
    }
    this.#cells = cells;
    tokens.rewindTo(length - this.#tokensOf(cells, withoutBytes));
  }

  /**
   * Cuts one more cell of a text into tokens, 0.1 to 1 ms, so that it costs less to become it later.
   * @returns whether there was one to cut
   */
  anticipate(prefix: Prefix): boolean {
    const known = this.#known();
    const text = textsOf(prefix).find((cell) => !known.has(cell));
    if (text === undefined) return false;
    this.#ahead.set(text, this.#cell(text));
    return true;
  }

  #known(): Map<string, Cell> {
    const known = new Map(this.#ahead);
    for (const cell of this.#cells) known.set(cell.text, cell);
    return known;
  }

  #cell(text: string): Cell {
    return { text, tokens: this.#tokenizer.encode(text) };
  }

  /** How many tokens hold the last bytes. */
  #tokensOf(cells: readonly Cell[], bytes: number): number {
    const { vocabulary } = this.#tokenizer;
    let count = 0;
    let left = bytes;
    for (let index = cells.length - 1; index >= 0 && left > 0; index--) {
      const { tokens } = cells[index]!;
      for (let at = tokens.length - 1; at >= 0 && left > 0; at--) {
        left -= vocabulary.bytes(tokens[at]!).length;
        count++;
      }
    }
    return count;
  }
}

function textsOf(prefix: Prefix): string[] {
  const starts = gridLines(prefix, CELL);
  return starts.map((start, index) => prefix.text.slice(start, starts[index + 1]));
}
