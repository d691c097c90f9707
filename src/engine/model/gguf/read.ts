/**
 * Reads the header of a GGUF file and checks that its tensors lie in the file as it says.
 * Format: the GGUF specification of ggml. The parsing is `@huggingface/gguf`'s, the distrust is ours: the parser pads what
 * is missing with zeros and leaves offsets unchecked.
 */
import { statSync } from 'node:fs';
import { GGMLQuantizationType, type GGUFParseOutput, gguf } from '@huggingface/gguf';
import { detail, type ErrorDetail } from '../../../protocol/error-details';
import { EngineFault } from '../../../protocol/errors';
import type { Codecs } from '../weights';
import type { Codec } from '../weights/codec';
import { Metadata } from './metadata';

export interface TensorInfo {
  readonly name: string;
  /** Innermost dimension first, as in the file: a matrix is `[columns, rows]`. */
  readonly dims: readonly number[];
  readonly codec: Codec;
  /** Where the data starts in the file, and how long it is. */
  readonly offset: number;
  readonly bytes: number;
}

/** Where the tensors of a file are. */
export interface TensorFile {
  readonly path: string;
  readonly bytes: number;
  readonly tensors: ReadonlyMap<string, TensorInfo>;
}

export interface GgufFile extends TensorFile {
  readonly metadata: Metadata;
}

type Header = GGUFParseOutput<{ strict: false }>;

const SMALLEST = 24; // magic, version, number of tensors, number of keys

/** @throws EngineFault model-missing, -unreadable, -not-gguf, -truncated, -corrupt or -unsupported */
export async function readGguf(path: string, codecs: Codecs): Promise<GgufFile> {
  const bytes = fileSize(path);
  if (bytes === 0) throw new EngineFault('model-truncated', path, detail('file-empty'));
  const header = await parseHeader(path, bytes);
  if (!header.littleEndian) throw new EngineFault('model-unsupported', path, detail('file-big-endian'));
  const end = header.tensorInfoByteRange[1];
  if (end > bytes) throw new EngineFault('model-truncated', path, detail('header-ends'));
  const metadata = new Metadata(path, new Map(Object.entries(header.metadata)));
  const tensors = header.tensorInfos.map((info) => tensorInfo(path, info, Number(header.tensorDataOffset), codecs));
  checkPlacement(path, tensors, bytes, metadata.size('general.alignment', 1 << 20, 32));
  return { path, bytes, metadata, tensors: new Map(tensors.map((tensor) => [tensor.name, tensor])) };
}

function fileSize(path: string): number {
  try {
    const stat = statSync(path);
    if (!stat.isFile()) throw new EngineFault('model-unreadable', path, detail('file-not-a-file'));
    return stat.size;
  } catch (error) {
    if (error instanceof EngineFault) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new EngineFault('model-missing', path);
    throw new EngineFault('model-unreadable', path, message);
  }
}

async function parseHeader(path: string, bytes: number): Promise<Header> {
  try {
    return (await gguf(path, { allowLocalFile: true })) as Header;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (message.includes('magic number')) throw new EngineFault('model-not-gguf', path);
    if (bytes < SMALLEST) throw new EngineFault('model-truncated', path, detail('header-ends'));
    if ((error as NodeJS.ErrnoException).syscall) throw new EngineFault('model-unreadable', path, message);
    throw new EngineFault('model-corrupt', path, detail('header-unreadable', message));
  }
}

function tensorInfo(path: string, info: Header['tensorInfos'][number], dataStart: number, codecs: Codecs): TensorInfo {
  const type = info.dtype as number;
  const codec = codecs.get(type);
  if (!codec) {
    const name = GGMLQuantizationType[type];
    if (name === undefined) throw new EngineFault('model-corrupt', path, detail('tensor-type-unknown', info.name, type));
    throw new EngineFault('model-unsupported', path, detail('tensor-type-unread', info.name, name));
  }
  const dims = info.shape.map(Number);
  const [columns = 0] = dims;
  const count = dims.reduce((product, dim) => product * dim, 1);
  if (dims.length === 0 || count < 1 || columns % codec.fileBlock !== 0) {
    const why = dims.length === 0 ? detail('tensor-shapeless', info.name) : detail('tensor-impossible', info.name, dims.join(' × '));
    throw new EngineFault('model-corrupt', path, why);
  }
  const bytes = (count / codec.fileBlock) * codec.fileBlockBytes;
  return { name: info.name, dims, codec, offset: dataStart + Number(info.offset), bytes };
}

function checkPlacement(path: string, tensors: readonly TensorInfo[], size: number, alignment: number): void {
  const damaged = (what: ErrorDetail) => new EngineFault('model-corrupt', path, what);
  const names = new Set<string>();
  let end = 0;
  for (const { name, offset, bytes } of tensors.toSorted((a, b) => a.offset - b.offset)) {
    if (names.has(name)) throw damaged(detail('tensor-twice', name));
    names.add(name);
    if (offset % alignment !== 0) throw damaged(detail('tensor-unaligned', name, offset, alignment));
    if (offset < end) throw damaged(detail('tensor-overlap', name));
    end = offset + bytes;
    if (end > size) throw new EngineFault('model-truncated', path, detail('tensor-beyond-end', name, end, size));
  }
}
