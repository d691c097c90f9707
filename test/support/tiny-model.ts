/**
 * A llama-architecture model small enough to run in a test: random weights, real metadata.
 *
 * Weights depend on the seed alone and not on the tensor types, so that variants of one seed are comparable.
 * They come from integers, square roots and multiplications, which are the same on every machine.
 */
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xorshift128plus } from 'pure-rand/generator/xorshift128plus';
import type { TensorData, TensorType } from './gguf-writer';
import { quantize } from './quantize';
import type { VOCABULARIES } from './tiny-vocabulary';

export interface TinyModel {
  readonly seed: number;
  readonly layers: number;
  readonly heads: number;
  readonly kvHeads: number;
  readonly headDim: number;
  readonly feedForward: number;
  readonly ropeBase: number;
  readonly epsilon: number;
  readonly context: number;
  readonly vocabulary: keyof typeof VOCABULARIES;
  /** False: the embedding is the output projection too, and there is no `output.weight`. */
  readonly separateOutput: boolean;
  readonly types: Readonly<Record<MatrixName, TensorType>>;
}

export type MatrixName = 'token_embd' | 'output' | 'attn_q' | 'attn_k' | 'attn_v' | 'attn_output' | 'ffn_gate' | 'ffn_up' | 'ffn_down';

/** The same type for every matrix, but for those named. */
export function matrixTypes(type: TensorType, except: Partial<Record<MatrixName, TensorType>> = {}): Record<MatrixName, TensorType> {
  return {
    token_embd: type,
    output: type,
    attn_q: type,
    attn_k: type,
    attn_v: type,
    attn_output: type,
    ffn_gate: type,
    ffn_up: type,
    ffn_down: type,
    ...except,
  };
}

export function tinyModel(changes: Partial<TinyModel> = {}): TinyModel {
  return {
    seed: 1,
    layers: 2,
    heads: 4,
    kvHeads: 2,
    headDim: 16,
    feedForward: 96,
    ropeBase: 10_000,
    epsilon: 1e-5,
    context: 256,
    vocabulary: 'code',
    separateOutput: false,
    types: matrixTypes('F32'),
    ...changes,
  };
}

/** All tensors in the order of the embedded model's file, a separate output projection last. */
export function tinyTensors(model: TinyModel, vocabularySize: number): TensorData[] {
  const { heads, kvHeads, headDim, feedForward, types } = model;
  const hidden = heads * headDim;
  const weights = new RandomWeights(model.seed);
  const norm = (name: string): TensorData => tensor(`${name}.weight`, [hidden], 'F32', weights.norm(hidden));
  // `gain` is what the matrix makes of a vector of unit size: above 1 for queries and keys, so that heads do pick what they look at.
  const matrix = (prefix: string, name: MatrixName, rows: number, columns: number, gain: number): TensorData =>
    tensor(`${prefix}${name}.weight`, [columns, rows], types[name], weights.matrix(rows, columns, gain));

  const layer = (index: number): TensorData[] => {
    const prefix = `blk.${index}.`;
    return [
      norm(`${prefix}attn_norm`),
      matrix(prefix, 'ffn_down', hidden, feedForward, 1),
      matrix(prefix, 'ffn_gate', feedForward, hidden, 2),
      matrix(prefix, 'ffn_up', feedForward, hidden, 1),
      norm(`${prefix}ffn_norm`),
      matrix(prefix, 'attn_k', kvHeads * headDim, hidden, 1.5),
      matrix(prefix, 'attn_output', hidden, hidden, 1),
      matrix(prefix, 'attn_q', hidden, hidden, 1.5),
      matrix(prefix, 'attn_v', kvHeads * headDim, hidden, 1.5),
    ];
  };
  return [
    matrix('', 'token_embd', vocabularySize, hidden, 3),
    ...Array.from({ length: model.layers }, (_, index) => layer(index)).flat(),
    norm('output_norm'),
    ...(model.separateOutput ? [matrix('', 'output', vocabularySize, hidden, 3)] : []),
  ];
}

function tensor(name: string, dims: readonly number[], type: TensorType, values: Float32Array): TensorData {
  return { name, dims, type, data: quantize(type, values) };
}

class RandomWeights {
  readonly #source;

  constructor(seed: number) {
    this.#source = xorshift128plus(seed);
  }

  /** (rows, columns), row after row. */
  matrix(rows: number, columns: number, gain: number): Float32Array {
    const reach = gain * Math.sqrt(3 / columns); // a uniform value in ±reach has the variance gain² / columns
    return Float32Array.from({ length: rows * columns }, () => (2 * uniformFloat64(this.#source) - 1) * reach);
  }

  /** A norm's weights lie around one. */
  norm(length: number): Float32Array {
    return Float32Array.from({ length }, () => 0.5 + uniformFloat64(this.#source));
  }
}
