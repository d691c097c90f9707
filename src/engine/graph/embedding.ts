/**
 * The two ends of a decoder: token ids to vectors, and the last vectors to logits over the vocabulary.
 * When a file has no `output.weight` both use the embedding table ("tied"), which then is in the graph once.
 */
import type { Architecture } from '../model/architecture';
import type { Weights } from '../model/weights/weights';
import type { GraphBuilder } from './builder';
import { IDS, LOGITS } from './contract';
import type { Linear } from './linear';
import { FLOAT, UINT8 } from './onnx/model-proto';

/** The embedding table: a row for each token. */
export const TABLE = 'token_embd.weight';
const OUTPUT = 'output.weight';
const UINT8_TO_FLOAT = 1; // `to` of Cast

export class Embedding {
  readonly #graph: GraphBuilder;
  readonly #weights: Weights;
  readonly #linear: Linear;
  readonly #shape: Architecture;
  #project: ((input: string) => string) | undefined;

  constructor(graph: GraphBuilder, weights: Weights, linear: Linear, shape: Architecture) {
    this.#graph = graph;
    this.#weights = weights;
    this.#linear = linear;
    this.#shape = shape;
  }

  /** The vectors of the input ids: `[1, S, embedding]`. */
  gather(output: string): string {
    const { vocabulary, embedding } = this.#shape;
    const format = this.#linear.format(TABLE);
    if (format?.bits === 8 && !format.hasRest) return this.#gatherBlocks(output);
    const values = this.#weights.floats([{ name: TABLE }], [vocabulary], embedding);
    const table = this.#graph.weight('embedding', FLOAT, [vocabulary, embedding], values);
    if (!format) {
      this.#project = (input) => {
        const transposed = this.#graph.node('Transpose', [table], 'embedding:transposed', { perm: [1, 0] });
        return this.#graph.node('MatMul', [input, transposed], LOGITS);
      };
    }
    return this.#graph.node('Gather', [table, IDS], output);
  }

  /** Logits of `[1, R, embedding]`: `[1, R, vocabulary]`. */
  project(input: string): string {
    const { vocabulary, embedding } = this.#shape;
    if (!this.#weights.has(OUTPUT) && this.#project) return this.#project(input);
    const name = this.#weights.has(OUTPUT) ? OUTPUT : TABLE;
    return this.#linear.project(input, embedding, { name, rows: vocabulary }, LOGITS, 'R');
  }

  /** Looks up codes of 8 bits and their scales, and multiplies what was found. */
  #gatherBlocks(output: string): string {
    const { vocabulary, embedding } = this.#shape;
    const graph = this.#graph;
    const format = { bits: 8, block: 32, hasRest: false } as const;
    const matrix = this.#weights.blocks([{ name: TABLE }], format, [vocabulary], embedding);
    const perRow = embedding / format.block;
    const codes = graph.weight('embedding:codes', UINT8, [vocabulary, perRow, format.block], matrix.codes);
    const scales = graph.weight('embedding:scales', FLOAT, [vocabulary, perRow, 1], matrix.scales);
    this.#project = (input) => {
      // MatMulNBits wants the scales as one list.
      const list = graph.weight('embedding:scale-list', FLOAT, [vocabulary * perRow], matrix.scales);
      return this.#linear.projectBlocks(input, LOGITS, matrix, codes, list, 'R');
    };
    const found = graph.node('Cast', [graph.node('Gather', [codes, IDS], 'embedding:found')], 'embedding:float', { to: UINT8_TO_FLOAT });
    const centred = graph.node('Sub', [found, graph.float(128)], 'embedding:centred');
    const scaled = graph.node('Mul', [centred, graph.node('Gather', [scales, IDS], 'embedding:scale')], 'embedding:scaled');
    return graph.shaped(graph.node('Reshape', [scaled, graph.ints(1, -1, embedding)], output), [1, 'S', embedding]);
  }
}
