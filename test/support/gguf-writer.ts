/**
 * Writes GGUF v3 files for tests, and says where in the file each field is so that a test can damage it.
 *
 * Layout, little-endian: magic, version (u32), tensor count (u64), metadata count (u64), the metadata,
 * a description of each tensor, then the tensors' bytes, each aligned.
 * https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
 */
import { ByteSink } from './byte-sink';

const SCALAR_CODES = {
  uint8: 0,
  int8: 1,
  uint16: 2,
  int16: 3,
  uint32: 4,
  int32: 5,
  float32: 6,
  uint64: 10,
  int64: 11,
  float64: 12,
} as const;
const BOOL_CODE = 7;
const STRING_CODE = 8;
const ARRAY_CODE = 9;

type NumberType = keyof typeof SCALAR_CODES;

export type MetadataValue =
  | { readonly type: NumberType; readonly value: number }
  | { readonly type: 'bool'; readonly value: boolean }
  | { readonly type: 'string'; readonly value: string }
  | { readonly type: 'array'; readonly of: 'string'; readonly value: readonly string[] }
  | { readonly type: 'array'; readonly of: NumberType; readonly value: readonly number[] };

/** ggml's numbers of the tensor types that `quantize.ts` can make. */
const TENSOR_TYPE_CODES = { F32: 0, Q4_1: 3, Q8_0: 8 } as const;
export type TensorType = keyof typeof TENSOR_TYPE_CODES;

export interface TensorData {
  readonly name: string;
  /** Fastest first, as in the file: a matrix of `out` rows and `in` columns is `[in, out]`. */
  readonly dims: readonly number[];
  readonly type: TensorType;
  readonly data: Uint8Array;
}

/** Byte offsets of one metadata entry: its key's length (u64), the type of its value (u32), and the value. */
interface MetadataOffsets {
  readonly keyLength: number;
  readonly type: number;
  /** Of a string its length (u64); of an array the type of its elements (u32), with their count (u64) 4 bytes on. */
  readonly value: number;
}

/** Byte offsets of one tensor's description, and of its data. */
interface TensorOffsets {
  readonly nameLength: number; // u64
  readonly dimensionCount: number; // u32
  readonly dims: readonly number[]; // u64 each
  readonly type: number; // u32
  readonly offset: number; // u64, counted from `GgufOffsets.data`
  readonly data: number;
}

interface GgufOffsets {
  readonly magic: number;
  readonly version: number; // u32
  readonly tensorCount: number; // u64
  readonly metadataCount: number; // u64
  readonly metadata: ReadonlyMap<string, MetadataOffsets>;
  readonly tensors: ReadonlyMap<string, TensorOffsets>;
  /** Where the first tensor's bytes are. */
  readonly data: number;
}

export interface GgufFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly offsets: GgufOffsets;
}

const ALIGNMENT = 32; // the format's default, for files without `general.alignment`

export function writeGguf(metadata: ReadonlyMap<string, MetadataValue>, tensors: readonly TensorData[]): GgufFile {
  const sink = new ByteSink();
  const magic = sink.bytes(new TextEncoder().encode('GGUF'));
  const version = sink.number('uint32', 3);
  const tensorCount = sink.number('uint64', tensors.length);
  const metadataCount = sink.number('uint64', metadata.size);
  const entries = new Map([...metadata].map(([key, value]) => [key, writeMetadata(sink, key, value)] as const));
  const starts = alignedStarts(tensors);
  const described = tensors.map((tensor, index) => describeTensor(sink, tensor, starts[index] ?? 0));
  const data = sink.align(ALIGNMENT);
  const offsets = new Map<string, TensorOffsets>();
  tensors.forEach((tensor, index) => {
    const description = described[index];
    if (description) offsets.set(tensor.name, { ...description, data: sink.bytes(tensor.data) });
    sink.align(ALIGNMENT);
  });
  return { bytes: sink.finish(), offsets: { magic, version, tensorCount, metadataCount, metadata: entries, tensors: offsets, data } };
}

function writeMetadata(sink: ByteSink, key: string, entry: MetadataValue): MetadataOffsets {
  const keyLength = sink.string(key);
  const type = sink.number('uint32', typeCode(entry.type));
  return { keyLength, type, value: writeValue(sink, entry) };
}

function writeValue(sink: ByteSink, entry: MetadataValue): number {
  if (entry.type === 'string') return sink.string(entry.value);
  if (entry.type === 'bool') return sink.number('uint8', entry.value ? 1 : 0);
  if (entry.type !== 'array') return sink.number(entry.type, entry.value);
  const start = sink.number('uint32', typeCode(entry.of));
  sink.number('uint64', entry.value.length);
  if (entry.of === 'string') for (const value of entry.value) sink.string(value);
  else for (const value of entry.value) sink.number(entry.of, value);
  return start;
}

function typeCode(type: MetadataValue['type']): number {
  if (type === 'bool') return BOOL_CODE;
  if (type === 'string') return STRING_CODE;
  return type === 'array' ? ARRAY_CODE : SCALAR_CODES[type];
}

function describeTensor(sink: ByteSink, tensor: TensorData, start: number): Omit<TensorOffsets, 'data'> {
  const nameLength = sink.string(tensor.name);
  const dimensionCount = sink.number('uint32', tensor.dims.length);
  const dims = tensor.dims.map((dim) => sink.number('uint64', dim));
  const type = sink.number('uint32', TENSOR_TYPE_CODES[tensor.type]);
  return { nameLength, dimensionCount, dims, type, offset: sink.number('uint64', start) };
}

/** Where each tensor's bytes start, counted from the first one's. */
function alignedStarts(tensors: readonly TensorData[]): number[] {
  let end = 0;
  return tensors.map(({ data }) => {
    const start = end;
    end += Math.ceil(data.length / ALIGNMENT) * ALIGNMENT;
    return start;
  });
}
