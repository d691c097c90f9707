/** Forward passes over a token tree: they compute new nodes, add them to the tree, and give the logits asked for. */
import type { LayerRows } from '../cache/arena';
import type { Growth, TokenTree } from '../cache/token-tree';
import { BIAS, IDS, LOGIT_ROWS, LOGITS, NEW_ROWS, POSITIONS, past, recent } from '../graph/contract';
import type { Architecture } from '../model/architecture';
import type { Feed, Session } from '../runtime/session';
import { Chunk } from './chunk';

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

  async #pass(tree: TokenTree, growth: Growth, logitRows: readonly number[]): Promise<Float32Array> {
    const count = growth.tokens.length;
    const feeds: Record<string, Feed> = {
      [IDS]: { type: 'int64', data: BigInt64Array.from(growth.tokens, BigInt), dims: [1, count] },
      [POSITIONS]: { type: 'int64', data: BigInt64Array.from(tree.positionsOf(growth), BigInt), dims: [1, count] },
      [BIAS]: { type: 'float32', data: tree.biasOf(growth), dims: [count, 1, tree.length + count] },
      [LOGIT_ROWS]: { type: 'int64', data: BigInt64Array.from(logitRows, BigInt), dims: [logitRows.length] },
    };
    this.#feedPast(tree, feeds);
    const outputs = await this.#session.run(feeds, OUTPUTS);
    tree.add(growth, this.#byLayer(outputs[NEW_ROWS]!));
    return outputs[LOGITS]!;
  }

  #byLayer(newRows: Float32Array): readonly LayerRows[] {
    const { layers } = this.shape;
    const floats = newRows.length / layers / 2;
    const part = (index: number) => newRows.subarray(index * floats, (index + 1) * floats);
    return Array.from({ length: layers }, (_, layer) => ({ keys: part(2 * layer), values: part(2 * layer + 1) }));
  }

  #feedPast(tree: TokenTree, feeds: Record<string, Feed>): void {
    const { kvHeads, headDim } = this.shape;
    const settledDims = [tree.settled, kvHeads, headDim];
    const recentDims = [tree.length - tree.settled, kvHeads, headDim];
    tree.past().forEach(({ settled, recent: behind }, layer) => {
      feeds[past(layer, 'k')] = { type: 'float32', data: settled.keys, dims: settledDims };
      feeds[past(layer, 'v')] = { type: 'float32', data: settled.values, dims: settledDims };
      feeds[recent(layer, 'k')] = { type: 'float32', data: behind.keys, dims: recentDims };
      feeds[recent(layer, 'v')] = { type: 'float32', data: behind.values, dims: recentDims };
    });
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
