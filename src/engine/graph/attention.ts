/**
 * Grouped-query attention (Ainslie et al. 2023) over the rows of the cache and the new tokens, with rotary positions
 * (Su et al. 2021). The rows of the cache come in as they are and are not handed back: only the new rows are.
 */
import type { Architecture } from '../model/architecture';
import { type GraphBuilder, MICROSOFT } from './builder';
import { ATTENTION, BIAS, fresh, IDS, NEW_ROWS, POSITIONS, past, recent } from './contract';
import { type Dimension, FLOAT } from './onnx/model-proto';

export class Attention {
  readonly #graph: GraphBuilder;
  readonly #shape: Architecture;

  constructor(graph: GraphBuilder, shape: Architecture) {
    this.#graph = graph;
    this.#shape = shape;
    this.#addRotaryTables();
    this.#addLengths();
  }

  /**
   * @param queries `[1, S, heads * headDim]`, not yet rotated; @param keys, @param values `[1, S, kvHeads * headDim]`
   * @returns the attended values `[1, S, heads * headDim]`
   */
  attend(layer: number, queries: string, keys: string, values: string): string {
    const { heads, kvHeads, headDim } = this.#shape;
    const graph = this.#graph;
    const group = heads / kvHeads;
    const name = (suffix: string) => `layer.${layer}.${suffix}`;
    const reshape = (input: string, to: string, output: string, shape: readonly Dimension[]) =>
      graph.shaped(graph.node('Reshape', [input, to], output), shape);

    const rowShape = graph.ints(-1, kvHeads, headDim);
    const rows = (length: Dimension) => [length, kvHeads, headDim] as const;
    const newKeys = reshape(this.#rotate(keys, kvHeads, name('keys')), rowShape, fresh(layer, 'k'), rows('S'));
    const newValues = reshape(values, rowShape, fresh(layer, 'v'), rows('S'));
    const tailKeys = graph.shaped(graph.node('Concat', [recent(layer, 'k'), newKeys], name('tail-keys'), { axis: 0 }), rows('Q+S'));
    const tailValues = graph.shaped(graph.node('Concat', [recent(layer, 'v'), newValues], name('tail-values'), { axis: 0 }), rows('Q+S'));

    // The query heads of a group share their keys: they are stacked as further rows of one product.
    const split = [-1, kvHeads, group, headDim] as const;
    const byToken = reshape(this.#rotate(queries, heads, name('queries')), graph.ints(...split), name('queries-by-token'), [
      'S',
      ...split.slice(1),
    ]);
    const byHead = graph.node('Transpose', [byToken], name('queries-by-head'), { perm: [1, 0, 2, 3] });
    const stacked = reshape(byHead, graph.ints(kvHeads, -1, headDim), name('queries-stacked'), [kvHeads, 'S*group', headDim]);

    const scale = { float: 1 / Math.sqrt(headDim) };
    const score = (part: string, output: string) =>
      graph.node('FusedMatMul', [stacked, part], output, { transB: 1, transBatchB: 1, alpha: scale }, MICROSOFT);
    const scoreParts = [score(past(layer, 'k'), name('past-scores')), score(tailKeys, name('tail-scores'))];
    const scores = graph.shaped(graph.node('Concat', scoreParts, name('scores'), { axis: -1 }), [kvHeads, 'S*group', 'P+Q+S']);
    const grouped = reshape(scores, 'shape:scores', name('scores-by-token'), [kvHeads, 'S', group, 'P+Q+S']);
    const masked = graph.shaped(graph.node('Add', [grouped, BIAS], name('masked')), [kvHeads, 'S', group, 'P+Q+S']);
    const weights = graph.node('Softmax', [masked], attentionWeights(layer), { axis: -1 });

    const flat = reshape(weights, 'shape:weights', name('weights-stacked'), [kvHeads, 'S*group', 'P+Q+S']);
    const parts = [name('past-weights'), name('tail-weights')] as const;
    graph.node('Split', [flat, 'length:both'], parts, { axis: -1 });
    graph.shaped(parts[0], [kvHeads, 'S*group', 'P']);
    graph.shaped(parts[1], [kvHeads, 'S*group', 'Q+S']);
    const mix = (part: string, valueRows: string, output: string) =>
      graph.shaped(graph.node('FusedMatMul', [part, valueRows], output, { transBatchB: 1 }, MICROSOFT), [kvHeads, 'S*group', headDim]);
    const mixed = graph.node(
      'Add',
      [mix(parts[0], past(layer, 'v'), name('past-mix')), mix(parts[1], tailValues, name('tail-mix'))],
      name('mix'),
    );

    const mixByHead = reshape(mixed, graph.ints(kvHeads, -1, group, headDim), name('mix-by-head'), [kvHeads, 'S', group, headDim]);
    const mixByToken = graph.node('Transpose', [mixByHead], name('mix-by-token'), { perm: [1, 0, 2, 3] });
    return reshape(mixByToken, graph.ints(1, -1, heads * headDim), name('attended'), [1, 'S', heads * headDim]);
  }

  /** Hands out the rows of all layers, once each has attended. */
  collectNewRows(): void {
    const layers = Array.from({ length: this.#shape.layers }, (_, layer) => [fresh(layer, 'k'), fresh(layer, 'v')]);
    this.#graph.node('Concat', layers.flat(), NEW_ROWS, { axis: 0 });
  }

  /** Hands out the weights of all layers, for a lens. */
  collectWeights(): void {
    this.#graph.node(
      'Concat',
      Array.from({ length: this.#shape.layers }, (_, layer) => attentionWeights(layer)),
      ATTENTION,
      { axis: 0 },
    );
  }

  #rotate(input: string, heads: number, name: string): string {
    const inputs = [input, POSITIONS, 'rotary:cos', 'rotary:sin'];
    const attributes = { num_heads: heads, rotary_embedding_dim: 0, interleaved: 0 };
    const rotated = this.#graph.node('RotaryEmbedding', inputs, `${name}:rotated`, attributes, MICROSOFT);
    return this.#graph.shaped(rotated, [1, 'S', heads * this.#shape.headDim]);
  }

  #addRotaryTables(): void {
    const { context, headDim, ropeBase } = this.#shape;
    const half = headDim / 2;
    const cos = new Float32Array(context * half); // (context, headDim / 2)
    const sin = new Float32Array(context * half);
    for (let j = 0; j < half; j++) {
      const frequency = ropeBase ** ((-2 * j) / headDim);
      for (let position = 0; position < context; position++) {
        cos[position * half + j] = Math.cos(position * frequency);
        sin[position * half + j] = Math.sin(position * frequency);
      }
    }
    this.#graph.weight('rotary:cos', FLOAT, [context, half], cos);
    this.#graph.weight('rotary:sin', FLOAT, [context, half], sin);
  }

  /** Shapes that depend on P, Q and S, computed once for all layers. */
  #addLengths(): void {
    const { heads, kvHeads } = this.#shape;
    const graph = this.#graph;
    const length = (input: string, axis: number, output: string) => graph.node('Shape', [input], output, { start: axis, end: axis + 1 });
    const pastLength = length(past(0, 'k'), 0, 'length:past');
    const newLength = length(IDS, 1, 'length:new');
    const tailLength = graph.node('Add', [length(recent(0, 'k'), 0, 'length:recent'), newLength], 'length:tail');
    const total = graph.node('Add', [pastLength, tailLength], 'length:total');
    graph.node('Concat', [pastLength, tailLength], 'length:both', { axis: 0 });
    graph.node('Concat', [graph.ints(kvHeads), newLength, graph.ints(heads / kvHeads), graph.ints(-1)], 'shape:scores', { axis: 0 });
    graph.node('Concat', [graph.ints(kvHeads), graph.ints(-1), total], 'shape:weights', { axis: 0 });
  }
}

const attentionWeights = (layer: number) => `layer.${layer}.weights`;

/**
 * Llama's GGUF files store the rows of Q and K for rotation of neighbouring pairs, the graph rotates halves: row
 * `h·d + s·d/2 + j` of the graph is row `h·d + 2j + s` of the file.
 */
export function halvesFromPairs(heads: number, headDim: number): Int32Array {
  const order = new Int32Array(heads * headDim);
  for (let head = 0; head < heads; head++) {
    for (let j = 0; j < headDim / 2; j++) {
      order[head * headDim + j] = head * headDim + 2 * j;
      order[head * headDim + headDim / 2 + j] = head * headDim + 2 * j + 1;
    }
  }
  return order;
}
