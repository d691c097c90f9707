type Numbers = Uint8Array | Int32Array | Uint32Array | Float32Array;

/**
 * A copy of a record in which every typed array has a buffer of its own. What comes from a process shares the buffer of the
 * whole message, and would take all of it along wherever one array goes.
 */
export function ownBuffers<T extends object>(record: T): T {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, isNumbers(value) ? value.slice() : value])) as T;
}

const isNumbers = (value: unknown): value is Numbers => ArrayBuffer.isView(value) && !(value instanceof DataView);
