import type { ArenaShape, LayerPast, LayerRows } from '../../../../src/engine/cache/arena';

export const SHAPE: ArenaShape = { layers: 2, kvHeads: 3, headDim: 4 };
const WIDTH = SHAPE.kvHeads * SHAPE.headDim;

/** Rows that can be told apart: every float of the row that `name` names is different in each layer, and in keys and values. */
export function rowsNamed(names: readonly number[]): LayerRows[] {
  const part = (offset: number) =>
    Float32Array.from(names.flatMap((name) => Array.from({ length: WIDTH }, (_, i) => name * 1000 + offset + i)));
  return Array.from({ length: SHAPE.layers }, (_, layer) => ({ keys: part(layer * 100), values: part(layer * 100 + 50) }));
}

/** What an arena or a tree holds after its reserved row, as `rowsNamed` would write it. */
export function heldRows(arena: { past(): readonly LayerPast[] }): LayerRows[] {
  const join = (settled: Float32Array, recent: Float32Array) => Float32Array.from([...settled, ...recent]).subarray(WIDTH);
  return arena.past().map(({ settled, recent }) => ({
    keys: join(settled.keys, recent.keys),
    values: join(settled.values, recent.values),
  }));
}
