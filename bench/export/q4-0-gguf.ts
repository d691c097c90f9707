/**
 * Writes a GGUF again with its Q4_1 matrices as Q4_0, llama.cpp's fastest 4-bit type on processors: it repacks those at
 * loading. Q4_0 has no minimum for a block, so this loses quality; the bench says how much.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { type GgufFile, readGguf, type TensorInfo } from '../../src/engine/model/gguf/read';
import { createCodecs } from '../../src/engine/model/weights';
import { toFloat16Bits } from '../../test/support/float16';
import { BLOCK, codeOf, scaleOf } from './q4';

const Q4_0 = 2; // as `ggml_type`
const BLOCK_BYTES = 18; // d: half, 16 bytes with two codes each: j (low) and j + 16 (high)
const ALIGNMENT = 32; // the format's default

export async function writeQ4_0(from: string, to: string): Promise<void> {
  const file = await readGguf(from, createCodecs());
  const bytes = readFileSync(from);
  const tensors = [...file.tensors.values()].sort((a, b) => a.offset - b.offset);
  const header = Buffer.from(bytes.subarray(0, tensors[0]!.offset));
  const parts: Uint8Array[] = [header];
  let offset = 0;
  for (const tensor of tensors) {
    const data = bytes.subarray(tensor.offset, tensor.offset + tensor.bytes);
    const changed = tensor.codec.name === 'Q4_1';
    describe(header, file, tensor, offset, changed ? Q4_0 : undefined);
    const written = changed ? requantize(tensor, data) : data;
    const padding = -written.length & (ALIGNMENT - 1);
    parts.push(written, new Uint8Array(padding));
    offset += written.length + padding;
  }
  writeFileSync(to, Buffer.concat(parts));
}

/** Corrects a tensor's description in the header: its name (length u64, bytes), dimensions (count u32, u64 each), type (u32), offset (u64). */
function describe(header: Buffer, file: GgufFile, { name, dims }: TensorInfo, offset: number, type: number | undefined): void {
  const key = Buffer.alloc(8 + name.length);
  key.writeBigUInt64LE(BigInt(name.length));
  key.write(name, 8);
  const at = header.lastIndexOf(key);
  if (at === -1) throw new Error(`${file.path}: no description of ${name}`);
  const typeAt = at + key.length + 4 + 8 * dims.length;
  if (type !== undefined) header.writeUInt32LE(type, typeAt);
  header.writeBigUInt64LE(BigInt(offset), typeAt + 4);
}

function requantize({ codec, dims }: TensorInfo, data: Uint8Array): Uint8Array {
  const values = new Float32Array(dims.reduce((product, dim) => product * dim, 1));
  codec.dequantize(data, values);
  const result = Buffer.alloc((values.length / BLOCK) * BLOCK_BYTES);
  for (let at = 0, to = 0; at < values.length; at += BLOCK, to += BLOCK_BYTES) {
    const scale = scaleOf(values, at);
    result.writeUInt16LE(toFloat16Bits(scale), to);
    for (let j = 0; j < 16; j++) result[to + 2 + j] = codeOf(values[at + j]!, scale) | (codeOf(values[at + 16 + j]!, scale) << 4);
  }
  return result;
}
