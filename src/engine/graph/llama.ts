/**
 * The llama architecture (Touvron et al. 2023): RMS norm (Zhang & Sennrich 2019), grouped-query attention with rotary
 * positions, and a gated feed-forward with SiLU (Shazeer 2020), each around a residual stream.
 */
import type { Architecture } from '../model/architecture';
import type { Weights } from '../model/weights/weights';
import { Attention, halvesFromPairs } from './attention';
import { type CompiledGraph, GraphBuilder, MICROSOFT } from './builder';
import { declare, type GraphKind, LOGIT_ROWS } from './contract';
import { Embedding } from './embedding';
import { Linear, type Precision } from './linear';
import { FLOAT } from './onnx/model-proto';

export function compileLlama(shape: Architecture, weights: Weights, precision: Precision, kind: GraphKind): CompiledGraph {
  const { layers, embedding, feedForward, heads, kvHeads, headDim, normEpsilon } = shape;
  const graph = new GraphBuilder();
  declare(graph, shape, kind);
  const linear = new Linear(graph, weights, precision);
  const ends = new Embedding(graph, weights, linear, shape);
  const attention = new Attention(graph, shape);
  const epsilon = { float: normEpsilon };
  const normWeight = (name: string) => graph.weight(name, FLOAT, [embedding], weights.vector(name, embedding));
  const queryOrder = halvesFromPairs(heads, headDim);
  const keyOrder = halvesFromPairs(kvHeads, headDim);

  /** Adds `update` to the residual stream and normalises the sum: the two results of one node. */
  const addAndNormalise = (stream: string, update: string, weight: string, name: string) => {
    const outputs = [`${name}:normal`, '', '', `${name}:stream`];
    const inputs = [stream, update, normWeight(weight)];
    const normal = graph.node('SkipSimplifiedLayerNormalization', inputs, outputs, { epsilon }, MICROSOFT);
    const shape = [1, 'S', embedding];
    return { normal: graph.shaped(normal, shape), stream: graph.shaped(`${name}:stream`, shape) };
  };

  const streams: string[] = []; // after each layer
  let stream = ends.gather('embedded');
  let normal = graph.node('SimplifiedLayerNormalization', [stream, normWeight('blk.0.attn_norm.weight')], 'embedded:normal', {
    epsilon,
    axis: -1,
    stash_type: 1,
  });
  for (let layer = 0; layer < layers; layer++) {
    const tensor = (suffix: string) => `blk.${layer}.${suffix}.weight`;
    const name = (suffix: string) => `layer.${layer}.${suffix}`;

    const [queries = '', keys = '', values = ''] = linear.projectAll(
      normal,
      embedding,
      [
        { name: tensor('attn_q'), rows: heads * headDim, order: queryOrder },
        { name: tensor('attn_k'), rows: kvHeads * headDim, order: keyOrder },
        { name: tensor('attn_v'), rows: kvHeads * headDim },
      ],
      name('qkv'),
    );
    const attended = attention.attend(layer, queries, keys, values);
    const mixed = linear.project(attended, heads * headDim, { name: tensor('attn_output'), rows: embedding }, name('attention'));
    const between = addAndNormalise(stream, mixed, tensor('ffn_norm'), name('between'));

    const [gate = '', up = ''] = linear.projectAll(
      between.normal,
      embedding,
      [
        { name: tensor('ffn_gate'), rows: feedForward },
        { name: tensor('ffn_up'), rows: feedForward },
      ],
      name('gate-up'),
    );
    const silu = graph.node('Mul', [gate, graph.node('Sigmoid', [gate], name('sigmoid'))], name('silu'));
    const gated = graph.node('Mul', [silu, up], name('gated'));
    const down = linear.project(gated, feedForward, { name: tensor('ffn_down'), rows: embedding }, name('down'));
    const nextNorm = layer + 1 < layers ? `blk.${layer + 1}.attn_norm.weight` : 'output_norm.weight';
    ({ stream, normal } = addAndNormalise(between.stream, down, nextNorm, name('after')));
    streams.push(stream);
  }
  switch (kind) {
    case 'decoder':
      attention.collectNewRows();
      ends.project(graph.node('Gather', [normal, LOGIT_ROWS], 'last', { axis: 1 }));
      break;
    case 'lens': {
      attention.collectWeights();
      const all = graph.shaped(graph.node('Concat', streams, 'streams', { axis: 1 }), [1, 'R', embedding]);
      const normals = graph.node('SimplifiedLayerNormalization', [all, 'output_norm.weight'], 'streams:normal', {
        epsilon,
        axis: -1,
        stash_type: 1,
      });
      ends.project(graph.shaped(normals, [1, 'R', embedding]));
      break;
    }
  }
  return graph.finish();
}
