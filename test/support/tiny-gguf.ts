/** A tiny model as a GGUF file, with the metadata keys that the embedded model's file has. */
import { type GgufFile, type MetadataValue, writeGguf } from './gguf-writer';
import { type TinyModel, tinyModel, tinyTensors } from './tiny-model';
import { tokenTypes, VOCABULARIES, type Vocabulary } from './tiny-vocabulary';

/** The file of a model that is the default one but for `changes`; `extra` metadata replaces or joins the usual. */
export function tinyGguf(changes: Partial<TinyModel> = {}, extra: ReadonlyMap<string, MetadataValue> = new Map()): GgufFile {
  const model = tinyModel(changes);
  const vocabulary = tinyVocabulary(model);
  const metadata = new Map([...modelMetadata(model, vocabulary), ...tokenizerMetadata(vocabulary), ...extra]);
  return writeGguf(metadata, tinyTensors(model, vocabulary.tokens.length));
}

export function tinyVocabulary(model: TinyModel): Vocabulary {
  return VOCABULARIES[model.vocabulary]();
}

function modelMetadata(model: TinyModel, vocabulary: Vocabulary): [string, MetadataValue][] {
  return [
    ['general.architecture', string('llama')],
    ['general.type', string('model')],
    ['general.name', string('Inkling tiny')],
    ['general.size_label', string('100K')],
    ['general.languages', { type: 'array', of: 'string', value: ['en'] }],
    ['llama.block_count', uint32(model.layers)],
    ['llama.context_length', uint32(model.context)],
    ['llama.embedding_length', uint32(model.heads * model.headDim)],
    ['llama.feed_forward_length', uint32(model.feedForward)],
    ['llama.attention.head_count', uint32(model.heads)],
    ['llama.attention.head_count_kv', uint32(model.kvHeads)],
    ['llama.rope.freq_base', float32(model.ropeBase)],
    ['llama.attention.layer_norm_rms_epsilon', float32(model.epsilon)],
    ['general.file_type', uint32(model.types.attn_q === 'Q4_1' ? 3 : model.types.attn_q === 'Q8_0' ? 7 : 0)],
    ['llama.vocab_size', uint32(vocabulary.tokens.length)],
    ['llama.rope.dimension_count', uint32(model.headDim)],
  ];
}

function tokenizerMetadata(vocabulary: Vocabulary): [string, MetadataValue][] {
  return [
    ['tokenizer.ggml.add_space_prefix', { type: 'bool', value: false }],
    ['tokenizer.ggml.add_bos_token', { type: 'bool', value: false }],
    ['tokenizer.ggml.model', string('gpt2')],
    ['tokenizer.ggml.pre', string('smollm')],
    ['tokenizer.ggml.tokens', { type: 'array', of: 'string', value: vocabulary.tokens }],
    ['tokenizer.ggml.token_type', { type: 'array', of: 'int32', value: tokenTypes(vocabulary) }],
    ['tokenizer.ggml.merges', { type: 'array', of: 'string', value: vocabulary.merges }],
    ['tokenizer.ggml.bos_token_id', uint32(vocabulary.bos)],
    ['tokenizer.ggml.eos_token_id', uint32(vocabulary.eos)],
    ['tokenizer.ggml.unknown_token_id', uint32(0)],
    ['tokenizer.ggml.padding_token_id', uint32(vocabulary.eos)],
    ['general.quantization_version', uint32(2)],
  ];
}

function string(value: string): MetadataValue {
  return { type: 'string', value };
}

function uint32(value: number): MetadataValue {
  return { type: 'uint32', value };
}

function float32(value: number): MetadataValue {
  return { type: 'float32', value };
}
