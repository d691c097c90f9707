/**
 * The inputs and outputs of every decoder graph.
 *
 * S new tokens see the rows of the cache and each other, as `bias` allows; R of them get logits. The cache comes in two
 * parts, P rows and Q rows behind them, because a sum's rounding depends on where it is split: see `arena.ts`.
 * P is at least 1: with no row at all ONNX Runtime's FusedMatMul divides by zero and ends the process. Q may be 0.
 */
import type { Architecture } from '../model/architecture';
import type { GraphBuilder } from './builder';
import { FLOAT, INT64 } from './onnx/model-proto';

export const IDS = 'input_ids'; // [1, S] int64
export const POSITIONS = 'position_ids'; // [1, S] int64
export const BIAS = 'bias'; // [S, 1, P + Q + S] float32, added to the attention scores: 0 or the tree's MASKED
export const LOGIT_ROWS = 'logit_rows'; // [R] int64, which of the S rows get logits
export const LOGITS = 'logits'; // [1, R, V] float32

export const past = (layer: number, part: 'k' | 'v') => `past.${layer}.${part}`; // [P, kvHeads, headDim] float32
export const recent = (layer: number, part: 'k' | 'v') => `recent.${layer}.${part}`; // [Q, kvHeads, headDim] float32
export const fresh = (layer: number, part: 'k' | 'v') => `new.${layer}.${part}`; // [S, kvHeads, headDim] float32, inside the graph
/** [layers * 2 * S, kvHeads, headDim] float32: of each layer the new keys, then the new values. Every further output costs 20 µs. */
export const NEW_ROWS = 'new_rows';

/**
 * What a graph computes: a decoder the next token, a lens what happens on the way there. The lens looks at one token (S = 1),
 * has no new rows, and its logits are those of every layer `[1, layers, V]`: the last layer's are the decoder's.
 */
export type GraphKind = 'decoder' | 'lens';

/** [layers * kvHeads, 1, group, P + Q + 1] float32, of a lens: the weights of its token's attention, the reserved row's included. */
export const ATTENTION = 'attention';

/** Declares all of them. */
export function declare(graph: GraphBuilder, { layers, heads, kvHeads, headDim, vocabulary }: Architecture, kind: GraphKind): void {
  graph.input(IDS, INT64, [1, 'S']);
  graph.input(POSITIONS, INT64, [1, 'S']);
  graph.input(BIAS, FLOAT, ['S', 1, 'P+Q+S']);
  switch (kind) {
    case 'decoder':
      graph.input(LOGIT_ROWS, INT64, ['R']);
      graph.output(LOGITS, FLOAT, [1, 'R', vocabulary]);
      graph.output(NEW_ROWS, FLOAT, ['S*layers*2', kvHeads, headDim]);
      break;
    case 'lens':
      graph.output(LOGITS, FLOAT, [1, 'R', vocabulary]);
      graph.output(ATTENTION, FLOAT, [layers * kvHeads, 'S', heads / kvHeads, 'P+Q+S']);
      break;
  }
  for (let layer = 0; layer < layers; layer++) {
    for (const part of ['k', 'v'] as const) {
      graph.input(past(layer, part), FLOAT, ['P', kvHeads, headDim]);
      graph.input(recent(layer, part), FLOAT, ['Q', kvHeads, headDim]);
    }
  }
}
