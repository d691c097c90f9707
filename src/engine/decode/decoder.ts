/** Forward passes over a token tree: they compute new nodes, add them to the tree, and give the logits asked for. */
import type { LayerRows } from '../cache/arena';
import type { Growth, TokenTree } from '../cache/token-tree';
import { LOGITS, NEW_ROWS } from '../graph/contract';
import type { Architecture } from '../model/architecture';
import type { Session } from '../runtime/session';
import { Chunk } from './chunk';
import { feedsOf } from './feeds';

const OUTPUTS = [LOGITS, NEW_ROWS];

export class Decoder {
  readonly shape: Architecture;
  readonly chunk = new Chunk();
  readonly #session: Session;

  constructor(shape: Architecture, session: Session) {
    this.shape = shape;
    this.#session = session;
  }

  /**
   * Grows the tree by these tokens, in one pass, or in several where a block of the arena ends.
   * @param logitRows which of them get logits, as rising indices into the growth
   * @returns the logits, row after row `(logitRows.length, vocabulary)`
   */
  async grow(tree: TokenTree, { tokens, parents }: Growth, logitRows: readonly number[]): Promise<Float32Array> {
    const parts: Float32Array[] = [];
    for (let from = 0; from < tokens.length; ) {
      const to = Math.min(tokens.length, from + tree.room);
      const rows = logitRows.filter((row) => row >= from && row < to).map((row) => row - from);
      parts.push(await this.#pass(tree, { tokens: tokens.slice(from, to), parents: parents.slice(from, to) }, rows));
      from = to;
    }
    return parts.length === 1 ? parts[0]! : concatenate(parts);
  }

  /** The logits of a node of the tree, computed once more: `(vocabulary)`. The tree stays as it is. */
  async again(tree: TokenTree, slot: number): Promise<Float32Array> {
    const outputs = await this.#session.run(feedsOf(this.shape, tree.passAgain(slot), [0]), [LOGITS]);
    return outputs[LOGITS]!;
  }

  async #pass(tree: TokenTree, growth: Growth, logitRows: readonly number[]): Promise<Float32Array> {
    const outputs = await this.#session.run(feedsOf(this.shape, tree.pass(growth), logitRows), OUTPUTS);
    tree.add(growth, this.#byLayer(outputs[NEW_ROWS]!));
    return outputs[LOGITS]!;
  }

  #byLayer(newRows: Float32Array): readonly LayerRows[] {
    const { layers } = this.shape;
    const floats = newRows.length / layers / 2;
    const part = (index: number) => newRows.subarray(index * floats, (index + 1) * floats);
    return Array.from({ length: layers }, (_, layer) => ({ keys: part(2 * layer), values: part(2 * layer + 1) }));
  }
}

function concatenate(parts: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
