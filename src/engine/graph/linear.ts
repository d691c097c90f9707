/**
 * Projections: `y = x Wᵀ` with W as it is stored.
 *
 * Block formats keep their exact codes. `MatMulNBits` knows `(code - zero) * scale` only; the constant of each block that
 * Q4_1 and its kind add is the same for all of a block's weights, so its share of the product is `constant * Σx` over the
 * block: one small MatMul on the block sums of the input, which all projections of one input share.
 */
import type { BlockFormat } from '../model/weights/codec';
import type { BlockMatrix, Part, Weights } from '../model/weights/weights';
import { type GraphBuilder, MICROSOFT } from './builder';
import { FLOAT, UINT8 } from './onnx/model-proto';

/** `stored` keeps the file's codes; `float` computes in float32 with the same weights, slower and without rounding activations. */
export type Precision = 'stored' | 'float';

export interface Projection extends Part {
  readonly rows: number;
}

const INT8_ACTIVATIONS = 4; // MatMulNBits' accuracy_level: activations are rounded to 8 bits, a scale for each block

export class Linear {
  readonly #graph: GraphBuilder;
  readonly #weights: Weights;
  readonly #precision: Precision;
  readonly #blockSums = new Map<string, string>();

  constructor(graph: GraphBuilder, weights: Weights, precision: Precision) {
    this.#graph = graph;
    this.#weights = weights;
    this.#precision = precision;
  }

  /** The block format in which a matrix goes into the graph, undefined for floats. */
  format(name: string): BlockFormat | undefined {
    return this.#precision === 'float' ? undefined : this.#weights.format(name);
  }

  /**
   * Projects `input` `[1, S, columns]` with several matrices, in one product where their formats agree.
   * @returns the names of the results `[1, S, rows]`, in order
   */
  projectAll(input: string, columns: number, projections: readonly Projection[], name: string): readonly string[] {
    const formats = projections.map((projection) => JSON.stringify(this.format(projection.name) ?? null));
    if (projections.length === 1 || formats.some((format) => format !== formats[0])) {
      return projections.map((projection, index) => this.#project(input, columns, [projection], `${name}.${index}`));
    }
    const joined = this.#project(input, columns, projections, name);
    const outputs = projections.map((_, index) => `${name}.${index}`);
    const sizes = this.#graph.ints(...projections.map(({ rows }) => rows));
    this.#graph.node('Split', [joined, sizes], outputs, { axis: -1 });
    return outputs;
  }

  /** Projects `input` with one matrix; `tokens` names the input's length. */
  project(input: string, columns: number, projection: Projection, name: string, tokens = 'S'): string {
    return this.#project(input, columns, [projection], name, tokens);
  }

  /**
   * Projects `input` with a matrix whose codes and scales are in the graph already, as a tied embedding's are.
   * @param tokens the name of the input's length
   */
  projectBlocks(
    input: string,
    output: string,
    { format, rows, columns }: Pick<BlockMatrix, 'format' | 'rows' | 'columns'>,
    codes: string,
    scales: string,
    tokens = 'S',
  ): string {
    const attributes = { K: columns, N: rows, bits: format.bits, block_size: format.block, accuracy_level: INT8_ACTIVATIONS };
    return this.#graph.shaped(this.#graph.node('MatMulNBits', [input, codes, scales], output, attributes, MICROSOFT), [1, tokens, rows]);
  }

  #project(input: string, columns: number, projections: readonly Projection[], output: string, tokens = 'S'): string {
    const rows = projections.map((projection) => projection.rows);
    const format = this.format(projections[0]?.name ?? '');
    if (!format) {
      const values = this.#weights.floats(projections, rows, columns);
      const total = values.length / columns;
      const weight = this.#graph.weight(`${output}:weight`, FLOAT, [columns, total], transpose(values, total, columns));
      return this.#graph.node('MatMul', [input, weight], output);
    }
    const matrix = this.#weights.blocks(projections, format, rows, columns);
    const perRow = columns / format.block;
    const codes = this.#graph.weight(`${output}:codes`, UINT8, [matrix.rows, perRow, (format.block * format.bits) / 8], matrix.codes);
    const scales = this.#graph.weight(`${output}:scales`, FLOAT, [matrix.rows * perRow], matrix.scales);
    if (!matrix.rest) return this.projectBlocks(input, output, matrix, codes, scales, tokens);
    const product = this.projectBlocks(input, `${output}:product`, matrix, codes, scales, tokens);
    const rest = this.#graph.weight(`${output}:rest`, FLOAT, [perRow, matrix.rows], matrix.rest);
    const correction = this.#graph.node('MatMul', [this.#sumBlocks(input, perRow, format.block, tokens), rest], `${output}:correction`);
    return this.#graph.node('Add', [product, correction], output);
  }

  /** The sum of each block of the input: `[1, S, blocks]`. */
  #sumBlocks(input: string, blocks: number, size: number, tokens: string): string {
    const known = this.#blockSums.get(input);
    if (known) return known;
    const blocked = this.#graph.node('Reshape', [input, this.#graph.ints(1, -1, blocks, size)], `${input}:blocks`);
    this.#graph.shaped(blocked, [1, tokens, blocks, size]);
    const sums = this.#graph.node('ReduceSum', [blocked, this.#graph.ints(-1)], `${input}:sums`, { keepdims: 0 });
    this.#blockSums.set(input, sums);
    return sums;
  }
}

/** (rows, columns) to (columns, rows). */
function transpose(values: Float32Array, rows: number, columns: number): Float32Array {
  const result = new Float32Array(values.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) result[column * rows + row] = values[row * columns + column]!;
  }
  return result;
}
