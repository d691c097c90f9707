/** The bytes of every token, and which tokens are control tokens rather than text. */
const CONTROL = 3; // token types of GGUF: 1 normal, 2 unknown, 3 control, 4 user-defined, 5 unused, 6 byte

export interface VocabularyEntry {
  /** The bytes of its text; of a control token the UTF-8 of its name, such as `<|endoftext|>`. */
  readonly bytes: Uint8Array;
  readonly type: number;
}

export class Vocabulary {
  readonly size: number;
  readonly #bytes: Uint8Array;
  readonly #starts: Uint32Array; // (size + 1)
  readonly #control: Uint8Array; // (size), 0 or 1
  readonly #byFirstByte: readonly Uint32Array[]; // 256 lists of ids, control tokens left out
  #wordEnds: Uint32Array | undefined;

  constructor(entries: readonly VocabularyEntry[]) {
    this.size = entries.length;
    this.#starts = new Uint32Array(entries.length + 1);
    this.#control = new Uint8Array(entries.length);
    const counts = new Uint32Array(256);
    entries.forEach(({ bytes, type }, id) => {
      this.#starts[id + 1] = this.#starts[id]! + bytes.length;
      this.#control[id] = type === CONTROL ? 1 : 0;
      if (type !== CONTROL && bytes.length > 0) counts[bytes[0]!]!++;
    });
    this.#bytes = new Uint8Array(this.#starts[entries.length]!);
    const lists = Array.from(counts, (count) => new Uint32Array(count));
    counts.fill(0);
    entries.forEach(({ bytes, type }, id) => {
      this.#bytes.set(bytes, this.#starts[id]);
      const first = bytes[0];
      if (type !== CONTROL && first !== undefined) lists[first]![counts[first]!++] = id;
    });
    this.#byFirstByte = lists;
  }

  /** A view of a token's bytes. @throws RangeError for an id outside the vocabulary */
  bytes(id: number): Uint8Array {
    const start = this.#starts[id];
    const end = this.#starts[id + 1];
    if (start === undefined || end === undefined) throw new RangeError(`token ${id} is not one of ${this.size}`);
    return this.#bytes.subarray(start, end);
  }

  isControl(id: number): boolean {
    return this.#control[id] === 1;
  }

  /** The tokens that do not go on with a word that stands before them, in order; control tokens among them. */
  get wordEnds(): Uint32Array {
    this.#wordEnds ??= Uint32Array.from({ length: this.size }, (_, id) => id).filter((id) => {
      const first = this.bytes(id)[0];
      return this.isControl(id) || (first !== undefined && !isWord(first));
    });
    return this.#wordEnds;
  }

  /** The text tokens whose first byte is this one. */
  startingWith(byte: number): Uint32Array {
    return this.#byFirstByte[byte] ?? new Uint32Array(0);
  }
}

/** Bytes that words are made of in most programming languages; those of other characters count as such, as most are of letters. */
const isWord = (byte: number) =>
  (byte >= 0x30 && byte <= 0x39) ||
  (byte >= 0x41 && byte <= 0x5a) ||
  (byte >= 0x61 && byte <= 0x7a) ||
  byte === 0x5f ||
  byte === 0x24 ||
  byte >= 0x80;
