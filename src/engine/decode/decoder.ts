/** One forward pass over a token tree: computes new nodes, adds them to the tree, and returns the logits asked for. */
import type { Growth, TokenTree } from '../cache/token-tree';
import { BIAS, fresh, IDS, LOGIT_ROWS, LOGITS, POSITIONS, past } from '../graph/contract';
import type { Architecture } from '../model/architecture';
import type { Feed, Session } from '../runtime/session';

export class Decoder {
  readonly shape: Architecture;
  readonly #session: Session;
  readonly #outputs: readonly string[];

  constructor(shape: Architecture, session: Session) {
    this.shape = shape;
    this.#session = session;
    const layers = Array.from({ length: shape.layers }, (_, layer) => [fresh(layer, 'k'), fresh(layer, 'v')]);
    this.#outputs = [LOGITS, ...layers.flat()];
  }

  /**
   * Grows the tree by these tokens.
   * @param logitRows which of them get logits, as indices into the growth
   * @returns the logits, row after row `(logitRows.length, vocabulary)`
   */
  async grow(tree: TokenTree, growth: Growth, logitRows: readonly number[]): Promise<Float32Array> {
    const { layers, kvHeads, headDim } = this.shape;
    const count = growth.tokens.length;
    const rowDims = [tree.length, kvHeads, headDim];
    const feeds: Record<string, Feed> = {
      [IDS]: { type: 'int64', data: BigInt64Array.from(growth.tokens, BigInt), dims: [1, count] },
      [POSITIONS]: { type: 'int64', data: BigInt64Array.from(tree.positionsOf(growth), BigInt), dims: [1, count] },
      [BIAS]: { type: 'float32', data: tree.biasOf(growth), dims: [count, 1, tree.length + count] },
      [LOGIT_ROWS]: { type: 'int64', data: BigInt64Array.from(logitRows, BigInt), dims: [logitRows.length] },
    };
    tree.rows().forEach(({ keys, values }, layer) => {
      feeds[past(layer, 'k')] = { type: 'float32', data: keys, dims: rowDims };
      feeds[past(layer, 'v')] = { type: 'float32', data: values, dims: rowDims };
    });
    const outputs = await this.#session.run(feeds, this.#outputs);
    const rows = Array.from({ length: layers }, (_, layer) => ({ keys: outputs[fresh(layer, 'k')]!, values: outputs[fresh(layer, 'v')]! }));
    tree.add(growth, rows);
    return outputs[LOGITS]!;
  }
}
