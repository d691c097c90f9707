// Files that are whole, and still not what Inkling can use: foreign, contradictory, or made to do harm.
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { damaged } from '../../../support/damage';
import type { MetadataValue } from '../../../support/gguf-writer';
import { tinyGguf } from '../../../support/tiny-gguf';
import { matrixTypes } from '../../../support/tiny-model';
import { TemporaryFolder } from '../temporary-folder';
import { openBytes, openOnlyTokenizer } from './refusals';

const folder = new TemporaryFolder();
const { bytes, offsets } = tinyGguf({ types: matrixTypes('Q4_1', { token_embd: 'Q8_0' }) });

const text = (value: string): MetadataValue => ({ type: 'string', value });
const texts = (value: readonly string[]): MetadataValue => ({ type: 'array', of: 'string', value });
const whole = (value: number): MetadataValue => ({ type: 'uint32', value });
const float = (value: number): MetadataValue => ({ type: 'float64', value });
const names = (count: number) => Array.from({ length: count }, (_, index) => `t${index}`);

/** The outcome of the tiny model with other metadata. */
const opened = (metadata: Readonly<Record<string, MetadataValue>>) =>
  openBytes(folder, tinyGguf({}, new Map(Object.entries(metadata))).bytes);

describe('not supported, and said so', () => {
  test.each([
    ['another architecture', { 'general.architecture': text('mamba') }, /architecture 'mamba' is not known/],
    ['an architecture from the prototype', { 'general.architecture': text('toString') }, /architecture 'toString' is not known/],
    ['another tokenizer', { 'tokenizer.ggml.model': text('llama') }, /tokenizer is 'llama'/],
    ['another pre-tokenizer', { 'tokenizer.ggml.pre': text('deepseek-v9') }, /pre-tokenizer 'deepseek-v9'/],
    ['a pre-tokenizer from the prototype', { 'tokenizer.ggml.pre': text('constructor') }, /pre-tokenizer 'constructor'/],
    ['scaled rotation', { 'llama.rope.scaling.type': text('yarn') }, /rotary embedding/],
    ['partial rotation', { 'llama.rope.dimension_count': whole(8) }, /rotary embedding/],
  ])('%s', async (_, metadata, sentence) => {
    expect(await opened(metadata)).toMatchObject({ code: 'model-unsupported', sentence: expect.stringMatching(sentence) });
  });

  test.each([
    [2, 'Q4_0'],
    [12, 'Q4_K'],
    [30, 'BF16'],
    [16, 'IQ2_XXS'],
  ])('tensor type %i', async (type, name) => {
    const { type: at } = offsets.tensors.get('blk.1.ffn_up.weight')!;
    const sentence = expect.stringContaining(`tensor 'blk.1.ffn_up.weight' has the type ${name}`);
    expect(await openBytes(folder, damaged(bytes, at, 4, type))).toMatchObject({ code: 'model-unsupported', sentence });
  });
});

describe('numbers that are no sizes', () => {
  const SIZES = [
    'block_count',
    'context_length',
    'embedding_length',
    'feed_forward_length',
    'attention.head_count',
    'attention.head_count_kv',
  ];

  test.each(SIZES)('%s', async (name) => {
    const values = [
      float(Number.NaN),
      float(Number.POSITIVE_INFINITY),
      float(1.5),
      float(1e300),
      whole(0),
      { type: 'int32', value: -1 } as const,
    ];
    for (const value of [...values, text('2'), { type: 'bool', value: true } as const, texts(['2'])]) {
      const outcome = await opened({ [`llama.${name}`]: value });
      expect(outcome).toMatchObject({ code: 'model-corrupt', sentence: expect.stringContaining(`'llama.${name}' is `) });
    }
  });

  test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('epsilon and rotation base %d', async (value) => {
    for (const name of ['llama.attention.layer_norm_rms_epsilon', 'llama.rope.freq_base']) {
      const sentence = expect.stringContaining(`'${name}' is ${value}, not a positive number`);
      expect(await opened({ [name]: float(value) })).toMatchObject({ code: 'model-corrupt', sentence });
    }
  });

  test('a size is a size in any type of number', async () => {
    for (const type of ['uint8', 'int16', 'uint64', 'int64', 'float32', 'float64'] as const) {
      expect(await opened({ 'llama.block_count': { type, value: 2 } })).toEqual({ code: 'opened' });
    }
  });
});

describe('parts that do not fit together', () => {
  test.each([
    ['a layer too many', { 'llama.block_count': whole(3) }],
    ['a narrower embedding', { 'llama.embedding_length': whole(32), 'llama.attention.key_length': whole(16) }],
    ['a wider embedding', { 'llama.embedding_length': whole(1 << 20), 'llama.attention.key_length': whole(16) }],
    ['other heads', { 'llama.attention.head_count': whole(3) }],
    ['fewer key/value heads', { 'llama.attention.head_count_kv': whole(1) }],
    ['another feed-forward', { 'llama.feed_forward_length': whole(1 << 20) }],
    ['fewer tokens', { 'tokenizer.ggml.tokens': texts(names(300)) }],
    ['fewer token types', { 'tokenizer.ggml.token_type': { type: 'array', of: 'int32', value: [1, 1] } }],
    ['no tokens', { 'tokenizer.ggml.tokens': texts([]), 'tokenizer.ggml.token_type': { type: 'array', of: 'int32', value: [] } }],
    ['merges of numbers', { 'tokenizer.ggml.merges': { type: 'array', of: 'uint32', value: [1] } }],
    [
      'a start outside the vocabulary',
      { 'tokenizer.ggml.add_bos_token': { type: 'bool', value: true }, 'tokenizer.ggml.bos_token_id': whole(320) },
    ],
    ['an alignment of nothing', { 'general.alignment': whole(0) }],
    ['an alignment of three', { 'general.alignment': whole(3) }],
    ['an alignment in words', { 'general.alignment': text('32') }],
  ] as const)('%s', async (_, metadata) => {
    expect(await opened(metadata)).toMatchObject({ code: 'model-corrupt' });
  });

  test('heads beyond all memory', async () => {
    const large = whole(1 << 20);
    const rope = { 'llama.attention.key_length': large, 'llama.rope.dimension_count': large };
    const heads = { 'llama.attention.head_count': large, 'llama.attention.head_count_kv': large };
    expect(await opened({ ...rope, ...heads })).toMatchObject({ code: 'model-corrupt' });
  });
});

describe('a vocabulary that makes no sense', () => {
  test.each([
    ['merges of nothing', { 'tokenizer.ggml.merges': texts(['', ' ', 'a', 'a b c', '  ', 'Ġ']) }],
    ['one token many times', { 'tokenizer.ggml.tokens': texts(names(320).fill('a')) }],
    ['no single bytes', { 'tokenizer.ggml.tokens': texts(['<|endoftext|>', ...names(319)]) }],
    ['an empty control token', { 'tokenizer.ggml.tokens': texts(['', ...names(319)]) }],
    [
      'a token as long as a book',
      {
        'tokenizer.ggml.tokens': texts(['x', 'a'.repeat(300_000), ...names(318)]),
        'tokenizer.ggml.merges': texts([`a ${'a'.repeat(299_999)}`]),
      },
    ],
  ])('%s opens all the same', async (_, metadata) => {
    expect(await opened(metadata)).toEqual({ code: 'opened' });
  });
});

describe('names from a file do not spoil the sentence', () => {
  test.each([
    ['a line break', 'll\nama'],
    ['a carriage return', 'll\rama'],
    ['the length of a book', 'x'.repeat(100_000)],
  ])('%s', async (_, name) => {
    for (const key of ['general.architecture', 'tokenizer.ggml.model', 'tokenizer.ggml.pre']) {
      expect(await opened({ [key]: text(name) })).toMatchObject({ code: 'model-unsupported' });
    }
  });
});

test('whatever a few bytes of the header become, it opens or there is a sentence why not', async () => {
  const change = fc.record({ at: fc.nat(offsets.data - 1), value: fc.nat(255) });
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 5 }), async (changes) => {
      const broken = bytes.slice();
      for (const { at, value } of changes) broken[at] = value;
      await openBytes(folder, broken);
      await openOnlyTokenizer(join(folder.path, 'model.gguf'));
    }),
    { numRuns: 200 },
  );
});
