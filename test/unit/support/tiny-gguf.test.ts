import { createHash } from 'node:crypto';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GGMLQuantizationType, gguf } from '@huggingface/gguf';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { damaged } from '../../support/damage';
import { readTinyAnswers } from '../../support/tiny-answers';
import { tinyGguf, tinyVocabulary } from '../../support/tiny-gguf';
import { matrixTypes, tinyModel } from '../../support/tiny-model';
import { TINY_VARIANTS } from '../../support/tiny-variants';

const VARIANTS = Object.keys(TINY_VARIANTS) as (keyof typeof TINY_VARIANTS)[];

describe('the committed answers', () => {
  test('are there for every variant and nothing else', () => {
    const files = readdirSync(new URL('../../reference/tiny/', import.meta.url));
    expect(files.sort()).toEqual(VARIANTS.map((name) => `${name}.json`).sort());
  });

  test.each(VARIANTS)('%s are for the file that the writer writes', (name) => {
    const { model, sha256 } = readTinyAnswers(name);
    expect(model).toEqual(TINY_VARIANTS[name]);
    expect(createHash('sha256').update(tinyGguf(model).bytes).digest('hex')).toBe(sha256);
  });

  test.each(VARIANTS)('%s are complete', (name) => {
    const prompts = Object.values(readTinyAnswers(name).prompts);
    expect(prompts.map(({ ids }) => ids.length)).toEqual([1, 2, 17, 60]);
    for (const { ids, positions, last } of prompts) {
      expect(positions).toHaveLength(ids.length);
      expect(last).toHaveLength(320);
      expect(last.reduce((sum, logprob) => sum + Math.exp(logprob), 0)).toBeCloseTo(1, 5);
      expect(Math.max(...last)).toBe(positions.at(-1)?.top[0]?.[1]);
    }
  });
});

describe('a written file', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'inkling-tiny-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const parse = async (bytes: Uint8Array) => {
    const path = join(folder, 'model.gguf');
    writeFileSync(path, bytes);
    return await gguf(path, { allowLocalFile: true });
  };

  test('has the metadata of its description', async () => {
    const model = tinyModel({ layers: 3 });
    const { metadata } = await parse(tinyGguf(model).bytes);
    const vocabulary = tinyVocabulary(model);
    expect(metadata).toMatchObject({
      version: 3,
      'general.architecture': 'llama',
      'llama.block_count': 3,
      'llama.embedding_length': 64,
      'llama.attention.head_count_kv': 2,
      'llama.attention.layer_norm_rms_epsilon': Math.fround(1e-5),
      'tokenizer.ggml.add_bos_token': false,
      'tokenizer.ggml.tokens': vocabulary.tokens,
      'tokenizer.ggml.merges': vocabulary.merges,
    });
  });

  test('has the tensors of its description, at aligned offsets that do not overlap', async () => {
    const types = matrixTypes('Q4_1', { token_embd: 'Q8_0', attn_v: 'F32' });
    const { bytes, offsets } = tinyGguf({ types, separateOutput: true });
    const { tensorInfos, tensorDataOffset } = await parse(bytes);
    const found = new Map(tensorInfos.map((info) => [info.name, info]));
    expect(tensorInfos).toHaveLength(1 + 2 * 9 + 2);
    expect(found.get('token_embd.weight')).toMatchObject({ shape: [64n, 320n], dtype: GGMLQuantizationType.Q8_0, offset: 0n });
    expect(found.get('blk.1.ffn_down.weight')).toMatchObject({ shape: [96n, 64n], dtype: GGMLQuantizationType.Q4_1 });
    expect(found.get('blk.0.attn_v.weight')).toMatchObject({ shape: [64n, 32n], dtype: GGMLQuantizationType.F32 });
    expect(found.get('output.weight')).toMatchObject({ shape: [64n, 320n], dtype: GGMLQuantizationType.Q4_1 });
    expect(tensorDataOffset).toBe(BigInt(offsets.data));
    for (const { name, offset } of tensorInfos) expect(offset + tensorDataOffset).toBe(BigInt(offsets.tensors.get(name)?.data ?? -1));
    for (const { data } of offsets.tensors.values()) expect(data % 32).toBe(0);
    expect(bytes.length).toBe(Math.ceil(((offsets.tensors.get('output.weight')?.data ?? 0) + (320 * 64 * 20) / 32) / 32) * 32);
  });

  test('says where its fields are', async () => {
    const { bytes, offsets } = tinyGguf();
    const layers = offsets.metadata.get('llama.block_count');
    const query = offsets.tensors.get('blk.0.attn_q.weight');
    if (!layers || !query) throw new Error('the writer lost a field');
    const [columns = 0] = query.dims;
    const changed = damaged(damaged(damaged(bytes, layers.value, 4, 77), columns, 8, 128), query.type, 4, 30);
    const { metadata, tensorInfos } = await parse(damaged(changed, query.offset, 8, 4096));
    expect(metadata).toMatchObject({ 'llama.block_count': 77 });
    expect(tensorInfos.find(({ name }) => name === 'blk.0.attn_q.weight')).toMatchObject({ shape: [128n, 64n], dtype: 30, offset: 4096n });
    await expect(parse(damaged(bytes, offsets.magic, 1, 0))).rejects.toThrow('magic');
    await expect(parse(damaged(bytes, offsets.version, 4, 9))).rejects.toThrow('version');
    const view = new DataView(bytes.buffer);
    expect(view.getBigUint64(offsets.tensorCount, true)).toBe(20n);
    expect(view.getBigUint64(offsets.metadataCount, true)).toBe(BigInt(offsets.metadata.size));
  });

  test('takes further metadata of every type', async () => {
    const extra = new Map([
      ['test.int64', { type: 'int64', value: -5 }],
      ['test.float64', { type: 'float64', value: 0.1 }],
      ['test.int8', { type: 'array', of: 'int8', value: [-1, 2] }],
      ['general.name', { type: 'string', value: 'Tinte é 世' }],
    ] as const);
    const { metadata } = await parse(tinyGguf({}, extra).bytes);
    expect(metadata).toMatchObject({ 'test.int64': -5n, 'test.float64': 0.1, 'test.int8': [-1, 2], 'general.name': 'Tinte é 世' });
  });
});

describe('the vocabularies', () => {
  test.each(['code', 'code-fim', 'eight-bytes'] as const)('%s: no token twice, merges in a possible order', (vocabulary) => {
    const { tokens, merges } = tinyVocabulary(tinyModel({ vocabulary }));
    expect(new Set(tokens).size).toBe(tokens.length);
    for (const merge of merges) {
      const parts = merge.split(' ');
      const product = tokens.indexOf(parts.join(''));
      for (const part of parts) expect(tokens.slice(0, product)).toContain(part);
    }
  });

  test('weights depend on the seed, not on the tensor types', () => {
    const norm = (changes: Parameters<typeof tinyGguf>[0]): Uint8Array => {
      const { bytes, offsets } = tinyGguf(changes);
      const start = offsets.tensors.get('output_norm.weight')?.data ?? 0;
      return bytes.slice(start, start + 64 * 4);
    };
    expect(norm({ types: matrixTypes('Q8_0') })).toEqual(norm({}));
    expect(norm({ seed: 2 })).not.toEqual(norm({}));
  });
});
