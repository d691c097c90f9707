/**
 * How one GGUF tensor type is laid out in the file, and how its codes go into the graph without being rounded again.
 * A new type is a new file with one `Codec` and a line in `index.ts`.
 */

/** What the graph needs of a matrix in blocks: codes and a scale, and for types with a minimum an exact rest. */
export interface BlockFormat {
  /** Bits of a code in the graph (`MatMulNBits`); a code is unsigned with its zero at `2^(bits-1)`. */
  readonly bits: 4 | 8;
  /** Weights in a block, all with one scale. */
  readonly block: number;
  /** Whether each block also has a constant that is added to all of its weights. */
  readonly hasRest: boolean;
}

/** Where the rows of a matrix are unpacked to; each array starts at the first row. */
export interface BlockTarget {
  readonly codes: Uint8Array; // (rows, columns / block, block * bits / 8), in pairs: low nibble first
  readonly scales: Float32Array; // (rows, columns / block)
  /** The constant of each block: a weight is `(code - zero) * scale + rest`. Laid out for a MatMul from the right. */
  readonly rest: Float32Array | undefined; // (columns / block, stride)
  /** Rows of the whole matrix that this one is a part of: the distance of two blocks of a row in `rest`. */
  readonly stride: number;
}

export interface Codec {
  readonly name: string;
  /** Weights and bytes of a block in the file. */
  readonly fileBlock: number;
  readonly fileBlockBytes: number;
  /** Absent when the type goes into the graph as plain floats. */
  readonly format?: BlockFormat;
  /** Weights as float32, `count` of them from the start of `bytes`. */
  dequantize(bytes: Uint8Array, into: Float32Array): void;
  /**
   * Unpacks one row of `blocks` blocks that starts at `offset` into row `row` of the target.
   * Only for types with a `format`.
   */
  unpackRow?(bytes: Uint8Array, offset: number, blocks: number, target: BlockTarget, row: number): void;
}
