/**
 * Cancel marks in shared memory, so that a busy worker sees them between two forward passes without reading its messages.
 *
 * A request's mark is the cell `id % CELLS`, which holds the id that was cancelled last. Ids grow, and far fewer than
 * CELLS requests are ever in flight, so two living requests never share a cell.
 */
const CELLS = 1024;

export class CancelFlags {
  readonly buffer: SharedArrayBuffer;
  readonly #cells: Int32Array;

  constructor(buffer: SharedArrayBuffer) {
    this.buffer = buffer;
    this.#cells = new Int32Array(buffer);
  }

  static create(): CancelFlags {
    return new CancelFlags(new SharedArrayBuffer(CELLS * Int32Array.BYTES_PER_ELEMENT));
  }

  cancel(id: number): void {
    Atomics.store(this.#cells, id % CELLS, id);
  }

  isCancelled(id: number): boolean {
    return Atomics.load(this.#cells, id % CELLS) === id;
  }
}
