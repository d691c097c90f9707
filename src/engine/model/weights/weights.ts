/**
 * The tensors of a model file, read one at a time into the form that the graph needs.
 * Only one tensor's raw bytes are ever held: the file is never in memory as a whole.
 */
import { closeSync, openSync, readSync } from 'node:fs';
import { detail } from '../../../protocol/error-details';
import { EngineFault } from '../../../protocol/errors';
import type { TensorFile, TensorInfo } from '../gguf/read';
import type { BlockFormat, BlockTarget } from './codec';

/** A matrix in blocks: one tensor, or several with the same columns one under the other. */
export interface BlockMatrix {
  readonly format: BlockFormat;
  readonly rows: number;
  readonly columns: number;
  readonly codes: Uint8Array; // (rows, columns / block, block * bits / 8)
  readonly scales: Float32Array; // (rows, columns / block)
  readonly rest: Float32Array | undefined; // (columns / block, rows)
}

/** Which row of the file each row of the graph's matrix comes from. */
export type RowOrder = Int32Array; // (rows)

export interface Part {
  readonly name: string;
  readonly order?: RowOrder;
}

export class Weights {
  readonly #file: TensorFile;
  readonly #descriptor: number;
  #scratch = new Uint8Array(0);

  constructor(file: TensorFile) {
    this.#file = file;
    this.#descriptor = openSync(file.path, 'r');
  }

  close(): void {
    closeSync(this.#descriptor);
    this.#scratch = new Uint8Array(0);
  }

  has(name: string): boolean {
    return this.#file.tensors.has(name);
  }

  /** The block format of a matrix, or undefined when it is stored as floats. */
  format(name: string): BlockFormat | undefined {
    return this.#info(name).codec.format;
  }

  /** A vector as float32. @throws EngineFault model-corrupt when it has another length */
  vector(name: string, length: number): Float32Array {
    const info = this.#info(name);
    this.#checkShape(info, length, 1);
    const values = new Float32Array(length);
    info.codec.dequantize(this.#read(info), values);
    return values;
  }

  /** A matrix, or several one under the other, as float32 `(rows, columns)`. */
  floats(parts: readonly Part[], rows: readonly number[], columns: number): Float32Array {
    this.#checkShapes(parts, rows, columns);
    const values = new Float32Array(rows.reduce((sum, count) => sum + count, 0) * columns);
    let at = 0;
    parts.forEach(({ name, order }, index) => {
      const count = rows[index] ?? 0;
      const info = this.#info(name);
      const target = values.subarray(at * columns, (at + count) * columns);
      const stored = order ? new Float32Array(target.length) : target;
      info.codec.dequantize(this.#read(info), stored);
      order?.forEach((from, to) => {
        target.set(stored.subarray(from * columns, (from + 1) * columns), to * columns);
      });
      at += count;
    });
    return values;
  }

  /** A matrix, or several of one format one under the other, in blocks. */
  blocks(parts: readonly Part[], format: BlockFormat, rows: readonly number[], columns: number): BlockMatrix {
    this.#checkShapes(parts, rows, columns);
    const total = rows.reduce((sum, count) => sum + count, 0);
    const perRow = columns / format.block;
    const codeBytes = (format.block * format.bits) / 8;
    const codes = new Uint8Array(total * perRow * codeBytes);
    const scales = new Float32Array(total * perRow);
    const rest = format.hasRest ? new Float32Array(perRow * total) : undefined;
    let at = 0;
    parts.forEach(({ name, order }, index) => {
      const count = rows[index] ?? 0;
      const info = this.#info(name);
      const { unpackRow, fileBlock, fileBlockBytes } = info.codec;
      if (!unpackRow) throw new RangeError(`${info.codec.name} has no blocks`);
      const bytes = this.#read(info);
      const rowBytes = (columns / fileBlock) * fileBlockBytes;
      const target: BlockTarget = {
        codes: codes.subarray(at * perRow * codeBytes),
        scales: scales.subarray(at * perRow),
        rest: rest?.subarray(at),
        stride: total,
      };
      for (let row = 0; row < count; row++) unpackRow(bytes, (order ? order[row]! : row) * rowBytes, perRow, target, row);
      at += count;
    });
    return { format, rows: total, columns, codes, scales, rest };
  }

  #info(name: string): TensorInfo {
    const info = this.#file.tensors.get(name);
    if (!info) throw new EngineFault('model-corrupt', this.#file.path, detail('tensor-missing', name));
    return info;
  }

  /** Before memory is taken for what the metadata promise. */
  #checkShapes(parts: readonly Part[], rows: readonly number[], columns: number): void {
    parts.forEach(({ name }, index) => {
      this.#checkShape(this.#info(name), columns, rows[index] ?? 0);
    });
  }

  #checkShape({ name, dims }: TensorInfo, columns: number, rows: number): void {
    if (dims[0] === columns && (dims[1] ?? 1) === rows && dims.slice(2).every((dim) => dim === 1)) return;
    throw new EngineFault('model-corrupt', this.#file.path, detail('tensor-other-shape', name, dims.join(' × '), `${columns} × ${rows}`));
  }

  /** The raw bytes of a tensor; valid until the next call. */
  #read({ name, offset, bytes }: TensorInfo): Uint8Array {
    if (this.#scratch.length < bytes) this.#scratch = new Uint8Array(bytes);
    for (let done = 0; done < bytes; ) {
      const count = readSync(this.#descriptor, this.#scratch, done, bytes - done, offset + done);
      if (count === 0) throw new EngineFault('model-truncated', this.#file.path, detail('tensor-ends-early', name));
      done += count;
    }
    return this.#scratch.subarray(0, bytes);
  }
}
