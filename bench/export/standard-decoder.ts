/**
 * Exports a llama-style GGUF as the ONNX decoder that transformers.js runs: `input_ids`, `attention_mask`, `position_ids`
 * and `past_key_values.{l}.key/value` (batch, kvHeads, length, headDim) in, `logits` and `present.{l}.key/value` out.
 *
 * As the `model_q4.onnx` files of onnx-community are made: matrices quantised to 4 bits in blocks of 32 without zero points,
 * the output projection too, the embedding table in float32, attention as one GroupQueryAttention, and `num_logits_to_keep`
 * for a prompt's last logits only (0 for all of them).
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { halvesFromPairs } from '../../src/engine/graph/attention';
import { GraphBuilder, MICROSOFT } from '../../src/engine/graph/builder';
import { FLOAT, INT64, UINT8 } from '../../src/engine/graph/onnx/model-proto';
import { type Architecture, readArchitecture } from '../../src/engine/model/architecture';
import { type GgufFile, readGguf } from '../../src/engine/model/gguf/read';
import { createCodecs } from '../../src/engine/model/weights';
import { type Part, Weights } from '../../src/engine/model/weights/weights';
import { BLOCK, codeOf, scaleOf } from './q4';

const INT32_TYPE = 6; // `to` of Cast
const INT8_ACTIVATIONS = 4; // accuracy_level of MatMulNBits
const TO_THE_END = 2 ** 31 - 1; // `ends` of Slice
const TABLE = 'token_embd.weight';
const OUTPUT = 'output.weight';

/** Writes `config.json` and `onnx/model_q4.onnx` into a folder. */
export async function exportStandardDecoder(gguf: string, folder: string): Promise<void> {
  const file = await readGguf(gguf, createCodecs());
  const shape = readArchitecture(file);
  const weights = new Weights(file);
  mkdirSync(join(folder, 'onnx'), { recursive: true });
  writeFileSync(join(folder, 'onnx', 'model_q4.onnx'), new StandardDecoder(shape, weights).build());
  weights.close();
  writeFileSync(join(folder, 'config.json'), `${JSON.stringify(config(file, shape), null, 2)}\n`);
}

function config({ metadata }: GgufFile, shape: Architecture): object {
  return {
    architectures: ['LlamaForCausalLM'],
    model_type: 'llama',
    hidden_size: shape.embedding,
    intermediate_size: shape.feedForward,
    num_hidden_layers: shape.layers,
    num_attention_heads: shape.heads,
    num_key_value_heads: shape.kvHeads,
    head_dim: shape.headDim,
    max_position_embeddings: shape.context,
    rope_theta: shape.ropeBase,
    rms_norm_eps: shape.normEpsilon,
    vocab_size: shape.vocabulary,
    tie_word_embeddings: true,
    eos_token_id: metadata.number('tokenizer.ggml.eos_token_id'),
  };
}

class StandardDecoder {
  readonly #graph = new GraphBuilder();
  readonly #shape: Architecture;
  readonly #weights: Weights;

  constructor(shape: Architecture, weights: Weights) {
    this.#shape = shape;
    this.#weights = weights;
  }

  build(): Uint8Array {
    const { layers, embedding, vocabulary, normEpsilon } = this.#shape;
    const graph = this.#graph;
    this.#declare();
    this.#addLengths();
    this.#addRotaryTables();
    const table = graph.weight('embed_tokens', FLOAT, [vocabulary, embedding], this.#floats([{ name: TABLE }], [vocabulary], embedding));
    let stream = graph.node('Gather', [table, 'input_ids'], 'embedded');
    const attributes = { epsilon: { float: normEpsilon }, axis: -1, stash_type: 1 };
    let normal = graph.node('SimplifiedLayerNormalization', [stream, this.#norm('blk.0.attn_norm.weight')], 'normal.0', attributes);
    for (let layer = 0; layer < layers; layer++) ({ stream, normal } = this.#layer(layer, stream, normal));
    const starts = graph.node('Reshape', [graph.node('Neg', ['num_logits_to_keep'], 'logits:back'), graph.ints(1)], 'logits:start');
    const last = graph.node('Slice', [normal, starts, graph.ints(TO_THE_END), graph.ints(1)], 'last');
    this.#project(last, embedding, [{ name: this.#weights.has(OUTPUT) ? OUTPUT : TABLE }], [vocabulary], 'logits');
    return graph.finishAlone();
  }

  #declare(): void {
    const { layers, kvHeads, headDim, vocabulary } = this.#shape;
    const graph = this.#graph;
    graph.input('input_ids', INT64, ['batch_size', 'sequence_length']);
    graph.input('attention_mask', INT64, ['batch_size', 'total_sequence_length']);
    graph.input('position_ids', INT64, ['batch_size', 'sequence_length']);
    graph.input('num_logits_to_keep', INT64, []);
    graph.output('logits', FLOAT, ['batch_size', 'num_logits', vocabulary]);
    for (let layer = 0; layer < layers; layer++) {
      for (const part of ['key', 'value']) {
        graph.input(`past_key_values.${layer}.${part}`, FLOAT, ['batch_size', kvHeads, 'past_sequence_length', headDim]);
        graph.output(`present.${layer}.${part}`, FLOAT, ['batch_size', kvHeads, 'total_sequence_length', headDim]);
      }
    }
  }

  #layer(layer: number, stream: string, normal: string): { readonly stream: string; readonly normal: string } {
    const { layers, embedding, feedForward, heads, kvHeads, headDim } = this.#shape;
    const graph = this.#graph;
    const tensor = (suffix: string) => `blk.${layer}.${suffix}.weight`;
    const name = (suffix: string) => `layers.${layer}.${suffix}`;
    const rows = [heads * headDim, kvHeads * headDim, kvHeads * headDim];
    const parts = [
      { name: tensor('attn_q'), order: halvesFromPairs(heads, headDim) },
      { name: tensor('attn_k'), order: halvesFromPairs(kvHeads, headDim) },
      { name: tensor('attn_v') },
    ];
    const packed = this.#project(normal, embedding, parts, rows, name('qkv'));
    const attended = this.#attend(layer, packed);
    const mixed = this.#project(attended, heads * headDim, [{ name: tensor('attn_output') }], [embedding], name('o_proj'));
    const between = this.#addAndNormalise(stream, mixed, tensor('ffn_norm'), name('between'));
    const gate = this.#project(between.normal, embedding, [{ name: tensor('ffn_gate') }], [feedForward], name('gate_proj'));
    const up = this.#project(between.normal, embedding, [{ name: tensor('ffn_up') }], [feedForward], name('up_proj'));
    const silu = graph.node('Mul', [gate, graph.node('Sigmoid', [gate], name('sigmoid'))], name('silu'));
    const gated = graph.node('Mul', [silu, up], name('gated'));
    const down = this.#project(gated, feedForward, [{ name: tensor('ffn_down') }], [embedding], name('down_proj'));
    const next = layer + 1 < layers ? `blk.${layer + 1}.attn_norm.weight` : 'output_norm.weight';
    return this.#addAndNormalise(between.stream, down, next, name('after'));
  }

  #attend(layer: number, packed: string): string {
    const { heads, kvHeads } = this.#shape;
    const past = (part: string) => `past_key_values.${layer}.${part}`;
    const inputs = [packed, '', '', past('key'), past('value'), 'lengths', 'total_length', 'rotary:cos', 'rotary:sin', 'position_ids'];
    const outputs = [`layers.${layer}.attended`, `present.${layer}.key`, `present.${layer}.value`];
    const attributes = { num_heads: heads, kv_num_heads: kvHeads, do_rotary: 1, rotary_interleaved: 0 };
    return this.#graph.node('GroupQueryAttention', inputs, outputs, attributes, MICROSOFT);
  }

  #addAndNormalise(stream: string, update: string, weight: string, name: string): { readonly stream: string; readonly normal: string } {
    const outputs = [`${name}:normal`, '', '', `${name}:stream`];
    const inputs = [stream, update, this.#norm(weight)];
    const attributes = { epsilon: { float: this.#shape.normEpsilon } };
    this.#graph.node('SkipSimplifiedLayerNormalization', inputs, outputs, attributes, MICROSOFT);
    return { normal: `${name}:normal`, stream: `${name}:stream` };
  }

  /** One product with matrices of the file, one under the other, quantised anew. */
  #project(input: string, columns: number, parts: readonly Part[], rows: readonly number[], output: string): string {
    const values = this.#floats(parts, rows, columns);
    const total = values.length / columns;
    const blocks = values.length / BLOCK;
    const codes = new Uint8Array(blocks * 16); // in pairs, low nibble first
    const scales = new Float32Array(blocks);
    for (let block = 0; block < blocks; block++) {
      const at = block * BLOCK;
      const scale = scaleOf(values, at);
      scales[block] = scale;
      for (let j = 0; j < 16; j++)
        codes[block * 16 + j] = codeOf(values[at + 2 * j]!, scale) | (codeOf(values[at + 2 * j + 1]!, scale) << 4);
    }
    const inputs = [
      input,
      this.#graph.weight(`${output}:codes`, UINT8, [total, columns / BLOCK, 16], codes),
      this.#graph.weight(`${output}:scales`, FLOAT, [blocks], scales),
    ];
    const attributes = { K: columns, N: total, bits: 4, block_size: BLOCK, accuracy_level: INT8_ACTIVATIONS };
    return this.#graph.node('MatMulNBits', inputs, output, attributes, MICROSOFT);
  }

  /** What GroupQueryAttention asks for: the last position of each text, and the length of the longest, from the mask. */
  #addLengths(): void {
    const graph = this.#graph;
    const length = graph.node('ReduceSum', ['attention_mask', graph.ints(1)], 'mask:length', { keepdims: 0 });
    graph.node('Cast', [graph.node('Sub', [length, graph.ints(1)], 'mask:last')], 'lengths', { to: INT32_TYPE });
    const total = graph.node('Shape', ['attention_mask'], 'mask:total', { start: 1, end: 2 });
    graph.node('Cast', [total], 'total_length', { to: INT32_TYPE });
  }

  #addRotaryTables(): void {
    const { context, headDim, ropeBase } = this.#shape;
    const half = headDim / 2;
    const angle = (index: number) => Math.floor(index / half) * ropeBase ** ((-2 * (index % half)) / headDim);
    const table = (f: (angle: number) => number) => Float32Array.from({ length: context * half }, (_, index) => f(angle(index)));
    this.#graph.weight('rotary:cos', FLOAT, [context, half], table(Math.cos));
    this.#graph.weight('rotary:sin', FLOAT, [context, half], table(Math.sin));
  }

  #norm(name: string): string {
    const { embedding } = this.#shape;
    return this.#graph.weight(name, FLOAT, [embedding], this.#weights.vector(name, embedding));
  }

  #floats(parts: readonly Part[], rows: readonly number[], columns: number): Float32Array {
    return this.#weights.floats(parts, rows, columns);
  }
}
