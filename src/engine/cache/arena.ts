/**
 * The key/value rows of one document: where they are, and nothing of what they mean. Which token a row belongs to is the
 * token tree's business.
 *
 * Each layer has a buffer for keys and one for values, row after row, so that the graph gets rows as views, without a copy.
 * Row 0 is reserved, all zeros, and masked by everyone: a graph must never be given no rows at all.
 *
 * Attention sums over the rows in blocks: all full blocks, and the rows behind them together with those of the new tokens. So
 * what a token sums up in which order depends on its own row number alone, and not on the passes in which the rows before
 * it came: a cache after any edits gives, bit for bit, what a fresh one gives.
 */
export interface ArenaShape {
  readonly layers: number;
  readonly kvHeads: number;
  readonly headDim: number;
}

/** Rows of one layer. */
export interface LayerRows {
  readonly keys: Float32Array; // (rows, kvHeads, headDim)
  readonly values: Float32Array; // (rows, kvHeads, headDim)
}

/** The rows in use of one layer: full blocks, and what is behind them. */
export interface LayerPast {
  readonly settled: LayerRows;
  readonly recent: LayerRows;
}

/** Rows of a block. Larger ones cost more copying in each pass, smaller ones more passes in a prefill. */
const BLOCK = 128;

/** How many of the first `length` rows are in full blocks; the reserved row alone before the first block is full. */
export function settledOf(length: number): number {
  return Math.max(1, length - (length % BLOCK));
}

const FIRST_CAPACITY = 256; // rows
const GROWTH = 1.25; // when full; doubling would leave a full window's arena nearly half empty

/** What one token costs in memory. */
export function bytesPerRow({ layers, kvHeads, headDim }: ArenaShape): number {
  return 2 * layers * kvHeads * headDim * Float32Array.BYTES_PER_ELEMENT;
}

export class Arena {
  readonly #shape: ArenaShape;
  readonly #width: number; // floats in a row
  #layers: readonly LayerRows[];
  #capacity = FIRST_CAPACITY;
  #length = 1;

  constructor(shape: ArenaShape) {
    this.#shape = shape;
    this.#width = shape.kvHeads * shape.headDim;
    this.#layers = this.#allocate(FIRST_CAPACITY);
  }

  /** Rows in use, the reserved one included. */
  get length(): number {
    return this.#length;
  }

  /** Memory held, in use or not. */
  get bytes(): number {
    return this.#capacity * bytesPerRow(this.#shape);
  }

  /** How many rows can be added in one pass: it must not go beyond the block that it starts in. */
  get room(): number {
    return BLOCK - (this.#length % BLOCK);
  }

  /** Rows in full blocks. */
  get settled(): number {
    return settledOf(this.#length);
  }

  /** The rows in use of every layer, or the first of them, as views. Valid until the next `append`. */
  past(length = this.#length): readonly LayerPast[] {
    const middle = settledOf(length) * this.#width;
    const end = length * this.#width;
    return this.#layers.map(({ keys, values }) => ({
      settled: { keys: keys.subarray(0, middle), values: values.subarray(0, middle) },
      recent: { keys: keys.subarray(middle, end), values: values.subarray(middle, end) },
    }));
  }

  /** Copies of all rows from one on. */
  copyFrom(row: number): readonly LayerRows[] {
    const [from, to] = [row * this.#width, this.#length * this.#width];
    return this.#layers.map(({ keys, values }) => ({ keys: keys.slice(from, to), values: values.slice(from, to) }));
  }

  /**
   * Adds the rows that a forward pass computed.
   * @throws RangeError when the layers do not all hold `count` rows; nothing is added then
   */
  append(count: number, layers: readonly LayerRows[]): void {
    const floats = count * this.#width;
    const fits =
      layers.length === this.#layers.length && layers.every((rows) => rows.keys.length === floats && rows.values.length === floats);
    if (!fits) throw new RangeError(`expected ${this.#layers.length} layers of ${count} rows of ${this.#width} floats`);
    this.#reserve(this.#length + count);
    const at = this.#length * this.#width;
    this.#layers.forEach(({ keys, values }, layer) => {
      keys.set(layers[layer]!.keys, at);
      values.set(layers[layer]!.values, at);
    });
    this.#length += count;
  }

  /** Copies a row over an earlier one, in every layer. */
  move(from: number, to: number): void {
    if (!(to >= 1 && to < from && from < this.#length)) throw new RangeError(`cannot move row ${from} of ${this.#length} to ${to}`);
    for (const { keys, values } of this.#layers) {
      keys.copyWithin(to * this.#width, from * this.#width, (from + 1) * this.#width);
      values.copyWithin(to * this.#width, from * this.#width, (from + 1) * this.#width);
    }
  }

  /** Forgets every row from `length` on. They are overwritten later, so this costs nothing. */
  rewindTo(length: number): void {
    if (!(length >= 1 && length <= this.#length)) throw new RangeError(`cannot rewind from ${this.#length} rows to ${length}`);
    this.#length = length;
  }

  #reserve(rows: number): void {
    if (rows <= this.#capacity) return;
    this.#capacity = Math.max(rows, Math.ceil(this.#capacity * GROWTH));
    const grown = this.#allocate(this.#capacity);
    this.#layers.forEach(({ keys, values }, layer) => {
      grown[layer]!.keys.set(keys);
      grown[layer]!.values.set(values);
    });
    this.#layers = grown;
  }

  #allocate(rows: number): readonly LayerRows[] {
    const floats = rows * this.#width;
    return Array.from({ length: this.#shape.layers }, () => ({ keys: new Float32Array(floats), values: new Float32Array(floats) }));
  }
}
