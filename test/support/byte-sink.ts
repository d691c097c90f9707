/** Bytes in the making, little-endian. Every method that writes gives the offset at which it began. */
export class ByteSink {
  #bytes = new Uint8Array(4096);
  #view = new DataView(this.#bytes.buffer);
  #length = 0;

  number(type: keyof typeof STORES, value: number): number {
    const { bytes, put } = STORES[type];
    const at = this.#take(bytes);
    put(this.#view, at, value);
    return at;
  }

  bytes(data: Uint8Array): number {
    const at = this.#take(data.length);
    this.#bytes.set(data, at);
    return at;
  }

  /** GGUF's strings: the length of the UTF-8 in bytes (u64), then the UTF-8. */
  string(text: string): number {
    const utf8 = new TextEncoder().encode(text);
    const at = this.number('uint64', utf8.length);
    this.bytes(utf8);
    return at;
  }

  /** Fills with zeros up to a multiple of `alignment`, and gives the offset of what comes next. */
  align(alignment: number): number {
    this.#take((alignment - (this.#length % alignment)) % alignment);
    return this.#length;
  }

  finish(): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(0, this.#length);
  }

  #take(count: number): number {
    const at = this.#length;
    this.#length += count;
    if (this.#length > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(this.#length, this.#bytes.length * 2));
      grown.set(this.#bytes);
      this.#bytes = grown;
      this.#view = new DataView(grown.buffer);
    }
    return at;
  }
}

interface Store {
  readonly bytes: number;
  readonly put: (view: DataView, at: number, value: number) => void;
}

const STORES = {
  uint8: { bytes: 1, put: (view, at, value) => view.setUint8(at, value) },
  int8: { bytes: 1, put: (view, at, value) => view.setInt8(at, value) },
  uint16: { bytes: 2, put: (view, at, value) => view.setUint16(at, value, true) },
  int16: { bytes: 2, put: (view, at, value) => view.setInt16(at, value, true) },
  uint32: { bytes: 4, put: (view, at, value) => view.setUint32(at, value, true) },
  int32: { bytes: 4, put: (view, at, value) => view.setInt32(at, value, true) },
  uint64: { bytes: 8, put: (view, at, value) => view.setBigUint64(at, BigInt(value), true) },
  int64: { bytes: 8, put: (view, at, value) => view.setBigInt64(at, BigInt(value), true) },
  float32: { bytes: 4, put: (view, at, value) => view.setFloat32(at, value, true) },
  float64: { bytes: 8, put: (view, at, value) => view.setFloat64(at, value, true) },
} as const satisfies Record<string, Store>;
