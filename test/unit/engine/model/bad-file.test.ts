// What users have lying about, and what a disk or a download makes of it.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { damaged } from '../../../support/damage';
import { tinyGguf } from '../../../support/tiny-gguf';
import { matrixTypes } from '../../../support/tiny-model';
import { TemporaryFolder } from '../temporary-folder';
import { openBytes, openOnlyTokenizer, openWhole } from './refusals';

const folder = new TemporaryFolder();
/** In the types of the embedded model. */
const { bytes, offsets } = tinyGguf({ types: matrixTypes('Q4_1', { token_embd: 'Q8_0' }) });

test('the file that is damaged below opens', async () => {
  expect(await openBytes(folder, bytes)).toEqual({ code: 'opened' });
});

describe('no model', () => {
  const missing = join(folder.path, 'missing.gguf');
  const inFile = join(folder.write('file', new Uint8Array(1)), 'model.gguf');
  const directory = join(folder.path, 'a folder.gguf');
  mkdirSync(directory);

  test.each([
    ['missing', missing, 'model-missing', `There is no model file at ${missing}.`],
    ['below a file', inFile, 'model-missing', `There is no model file at ${inFile}.`],
    ['a folder', directory, 'model-unreadable', `The model file ${directory} cannot be read: it is not a file.`],
  ])('%s', async (_, path, code, sentence) => {
    expect(await openWhole(path)).toEqual({ code, sentence });
    expect(await openOnlyTokenizer(path)).toEqual({ code, sentence });
  });

  test.each([
    ['empty', '', 'model-truncated'],
    ['three bytes of a model', 'GGU', 'model-not-gguf'],
    ['the first four bytes', 'GGUF', 'model-truncated'],
    ['a text', 'This is not a model at all.', 'model-not-gguf'],
    ['three other bytes', 'abc', 'model-not-gguf'],
    ['the answer of a web server', '<!doctype html><html><body>404</body></html>', 'model-not-gguf'],
    ['a pointer of Git LFS', 'version https://git-lfs.github.com/spec/v1\noid sha256:b179\nsize 98362432\n', 'model-not-gguf'],
    ['another kind of model', '\0\0\0\0\0\0\0\0{"__metadata__":{}}', 'model-not-gguf'],
    ['zeros', '\0'.repeat(100_000), 'model-not-gguf'],
  ])('%s', async (_, content, code) => {
    const path = folder.write('not a model.gguf', Buffer.from(content));
    expect(await openWhole(path)).toMatchObject({ code });
    expect(await openOnlyTokenizer(path)).toMatchObject({ code });
  });
});

describe('cut off', () => {
  test('at every fiftieth of its length, and one byte early', async () => {
    const lengths = [...Array.from({ length: 49 }, (_, index) => Math.floor(((index + 1) * bytes.length) / 50)), offsets.data];
    for (const length of lengths) {
      const { code } = await openBytes(folder, bytes.subarray(0, length));
      expect(code, `${length} of ${bytes.length} bytes`).toMatch(/^model-(truncated|corrupt)$/);
      // Behind the header it can be told for certain.
      if (length >= offsets.data) expect(code).toBe('model-truncated');
    }
    // The last tensor is padded to 32 bytes; what is cut off there is nothing.
    const last = Math.max(...Array.from(offsets.tensors.values(), ({ data }) => data));
    expect(await openBytes(folder, bytes.subarray(0, last + 64 * 4 - 1))).toMatchObject({ code: 'model-truncated' });
  });

  test('in its data: the sentence says where it should end', async () => {
    const outcome = await openBytes(folder, bytes.subarray(0, offsets.data + 10));
    expect(outcome).toMatchObject({
      sentence: expect.stringMatching(/ is incomplete: tensor '.+' should end at byte \d+, the file has \d+\.$/),
    });
  });
});

describe('a field of the header is damaged', () => {
  const huge = [2 ** 31, 2 ** 32, 2 ** 40, Number.MAX_SAFE_INTEGER];

  test.each([0, 1, 2, 3])('byte %i of the magic number', async (at) => {
    expect(await openBytes(folder, damaged(bytes, offsets.magic + at, 1, 0x7a))).toMatchObject({ code: 'model-not-gguf' });
  });

  test.each([0, 1, 4, 5, 0xff, 0x0300, 0x03000000, 0xffffffff])('version %i', async (version) => {
    expect(await openBytes(folder, damaged(bytes, offsets.version, 4, version))).toMatchObject({ code: 'model-corrupt' });
  });

  test.each([0, 1, 19, 21, 1000, 9_999_999, ...huge])('%i tensors', async (count) => {
    const { code } = await openBytes(folder, damaged(bytes, offsets.tensorCount, 8, count));
    expect(code).toMatch(/^model-(truncated|corrupt)$/);
  });

  test.each([0, 1, offsets.metadata.size - 1, offsets.metadata.size + 1, 99_999, ...huge])('%i keys', async (count) => {
    const { code } = await openBytes(folder, damaged(bytes, offsets.metadataCount, 8, count));
    expect(code).toMatch(/^model-/);
  });

  test.each([...offsets.metadata])("the key '%s': its length, its type and its value", async (key, at) => {
    for (const length of [0, 10_000, 2 ** 40]) {
      const { code } = await openBytes(folder, damaged(bytes, at.keyLength, 8, length));
      expect(code, `${key}: key length ${length}`).toMatch(/^model-/);
    }
    // Types of other sizes, and one that is none; a type of the same size leaves a file that may open.
    for (const type of [0, 6, 8, 9, 12, 13]) await openBytes(folder, damaged(bytes, at.type, 4, type));
    for (const value of [0, 0xff]) await openBytes(folder, damaged(bytes, at.value, 1, value));
  });

  test.each(['general.architecture', 'tokenizer.ggml.model', 'tokenizer.ggml.pre'])("the text '%s' has another length", async (key) => {
    for (const length of [0, 1, 10_000, 5_000_000, ...huge]) {
      expect((await openBytes(folder, damaged(bytes, offsets.metadata.get(key)!.value, 8, length))).code).toMatch(/^model-/);
    }
  });

  test.each(['tokens', 'token_type', 'merges'])("the list '%s' has another length or other elements", async (name) => {
    const at = offsets.metadata.get(`tokenizer.ggml.${name}`)!.value;
    for (const length of [0, 1, 319, 321, 999_999, ...huge]) {
      const { code } = await openBytes(folder, damaged(bytes, at + 4, 8, length));
      if (length !== 319) expect(code, `length ${length}`).toMatch(/^model-/);
    }
    for (let type = 0; type < 15; type++) await openBytes(folder, damaged(bytes, at, 4, type));
  });

  // A table in 8 bits, a norm in floats, a matrix in 4 bits, and the last one.
  const SAMPLE = ['token_embd.weight', 'blk.0.attn_norm.weight', 'blk.1.attn_q.weight', 'output_norm.weight'];

  test.each([...offsets.tensors].filter(([name]) => SAMPLE.includes(name)))("the tensor '%s'", async (name, at) => {
    const column = at.dims[0]!;
    const changes: readonly (readonly [number, 1 | 4 | 8, number])[] = [
      [at.nameLength, 8, 3],
      [at.nameLength, 8, 2 ** 40],
      [at.dimensionCount, 4, 0],
      [at.dimensionCount, 4, 3],
      [at.dimensionCount, 4, 0xffffffff],
      ...[0, 1, 31, 32, 33, 2 ** 31, 2 ** 40].map((dim) => [column, 8, dim] as const),
      [at.type, 4, 14],
      [at.type, 4, 4],
      [at.type, 4, 0xffffffff],
      [at.offset, 8, 1],
      [at.offset, 8, 2 ** 40],
    ];
    for (const [where, width, value] of changes) {
      const { code } = await openBytes(folder, damaged(bytes, where, width, value));
      expect(code, `${name}: ${value} at ${where}`).toMatch(/^model-/);
    }
  });

  test('two tensors at one place', async () => {
    const tensors = [...offsets.tensors.values()];
    const outcome = await openBytes(folder, damaged(bytes, tensors[5]!.offset, 8, 0));
    expect(outcome).toMatchObject({ code: 'model-corrupt', sentence: expect.stringContaining('lies over the one before it') });
  });
});
