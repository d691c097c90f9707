/**
 * What happens inside the model at one token: whom each layer attends to, and what it would have said after each layer (the
 * "logit lens", nostalgebraist 2020: the final norm and the output projection applied to that layer's state).
 *
 * A graph of its own with the weights handed over once more: declared in the graph of completions, these outputs cost every
 * pass 5 to 12 %, fetched or not.
 */
import type { AttentionWeights } from '../../protocol/inspection';
import type { TokenTree } from '../cache/token-tree';
import { feedsOf } from '../decode/feeds';
import { ATTENTION, LOGITS } from '../graph/contract';
import type { Architecture } from '../model/architecture';
import type { Session } from '../runtime/session';

export interface View {
  readonly attention: AttentionWeights;
  /** (layers, vocabulary) after the first layer to after the last. */
  readonly logits: Float32Array;
}

export class Lens {
  readonly #shape: Architecture;
  readonly #session: Session;

  constructor(shape: Architecture, session: Session) {
    this.#shape = shape;
    this.#session = session;
  }

  /** Computes a node of the tree once more; the tree stays as it is. One pass, of about three times a decoder's. */
  async look(tree: TokenTree, slot: number): Promise<View> {
    const { layers, heads } = this.#shape;
    const outputs = await this.#session.run(feedsOf(this.#shape, tree.passAgain(slot)), [LOGITS, ATTENTION]);
    const stored = outputs[ATTENTION]!; // (layers, heads, 1 + slot): the reserved row has the weight 0
    const weights = new Float32Array(layers * heads * slot);
    for (let row = 0; row < layers * heads; row++) weights.set(stored.subarray(row * (slot + 1) + 1, (row + 1) * (slot + 1)), row * slot);
    return { attention: { layers, heads, tokens: slot, weights }, logits: outputs[LOGITS]! };
  }

  /** Frees the weights. */
  async close(): Promise<void> {
    await this.#session.close();
  }
}
