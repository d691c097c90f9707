/** The hyper-parameters of a decoder, read from a GGUF's metadata. */
import { detail } from '../../protocol/error-details';
import { EngineFault } from '../../protocol/errors';
import type { GgufFile } from './gguf/read';

export interface Architecture {
  /** As GGUF names it, such as `llama`. */
  readonly name: string;
  readonly layers: number;
  readonly embedding: number;
  readonly feedForward: number;
  readonly heads: number;
  /** Heads of keys and values; each serves `heads / kvHeads` query heads (grouped-query attention, Ainslie et al. 2023). */
  readonly kvHeads: number;
  readonly headDim: number;
  readonly context: number;
  readonly vocabulary: number;
  readonly ropeBase: number;
  readonly normEpsilon: number;
}

const LARGEST = 1 << 20; // far above every model's sizes, far below what would exhaust memory before a tensor is missed
const LARGEST_HEAD = 1 << 12; // the same for heads and their size, which are multiplied

/** @throws EngineFault model-corrupt or model-unsupported */
export function readArchitecture({ path, metadata, tensors }: GgufFile): Architecture {
  const name = metadata.string('general.architecture');
  const key = (suffix: string) => `${name}.${suffix}`;
  if (!metadata.has(key('embedding_length'))) {
    throw new EngineFault('model-unsupported', path, detail('architecture-unknown', name));
  }
  const embedding = metadata.size(key('embedding_length'), LARGEST);
  const heads = metadata.size(key('attention.head_count'), LARGEST_HEAD);
  const kvHeads = metadata.size(key('attention.head_count_kv'), LARGEST_HEAD, heads);
  const headDim = metadata.size(key('attention.key_length'), LARGEST_HEAD, embedding / heads);
  if (heads % kvHeads !== 0 || headDim % 2 !== 0) {
    throw new EngineFault('model-corrupt', path, detail('heads-unfit', heads, headDim, kvHeads));
  }
  const rotated = metadata.size(key('rope.dimension_count'), LARGEST, headDim);
  const scaling = metadata.string(key('rope.scaling.type'), 'none');
  if (rotated !== headDim || scaling !== 'none' || tensors.has('rope_freqs.weight')) {
    throw new EngineFault('model-unsupported', path, detail('rotary-unknown'));
  }
  return {
    name,
    layers: metadata.size(key('block_count'), 1024),
    embedding,
    feedForward: metadata.size(key('feed_forward_length'), LARGEST),
    heads,
    kvHeads,
    headDim,
    context: contextOf(path, metadata.size(key('context_length'), 1 << 24)),
    vocabulary: metadata.strings('tokenizer.ggml.tokens').length,
    ropeBase: metadata.positive(key('rope.freq_base'), 10_000),
    normEpsilon: metadata.positive(key('attention.layer_norm_rms_epsilon')),
  };
}

const SHORTEST_CONTEXT = 16;
const LONGEST_CONTEXT = 16_384;

/** Positions beyond the longest window are never used, and the tables of the rotary embedding grow with them. */
function contextOf(path: string, context: number): number {
  if (context < SHORTEST_CONTEXT) throw new EngineFault('model-unsupported', path, detail('context-short', context));
  return Math.min(context, LONGEST_CONTEXT);
}
