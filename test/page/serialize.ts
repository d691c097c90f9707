/** JSON of a message; `host.js` makes typed arrays of what stands for them. */
export function serialize(message: unknown): string {
  return JSON.stringify(message, (_, value: unknown) =>
    ArrayBuffer.isView(value)
      ? { $array: value.constructor.name, base64: Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64') }
      : value,
  );
}
