/** A copy of a file with one little-endian integer overwritten; take `at` from the writer's offsets. */
export function damaged(bytes: Uint8Array, at: number, width: 1 | 4 | 8, value: number): Uint8Array<ArrayBuffer> {
  const copy = new Uint8Array(bytes);
  const view = new DataView(copy.buffer);
  if (width === 1) view.setUint8(at, value);
  else if (width === 4) view.setUint32(at, value, true);
  else view.setBigUint64(at, BigInt(value), true);
  return copy;
}
