/**
 * GPT-2's alphabet for bytes: vocabularies store a token as text in which each byte is one printable character.
 * Printable Latin-1 bytes stand for themselves, the 68 others for U+0100 and up, in order.
 * Source: `bytes_to_unicode` of the GPT-2 release (Radford et al. 2019).
 */
export class ByteAlphabet {
  readonly #byteOf = new Int16Array(0x144).fill(-1);
  readonly #letterOf: string[] = [];

  constructor() {
    let next = 0x100;
    for (let byte = 0; byte < 256; byte++) {
      const printable = (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xac) || byte >= 0xae;
      const code = printable ? byte : next++;
      this.#byteOf[code] = byte;
      this.#letterOf.push(String.fromCharCode(code));
    }
  }

  letter(byte: number): string {
    return this.#letterOf[byte] ?? '';
  }

  /** The bytes that `token` stands for, or undefined when a character is not of the alphabet. */
  bytes(token: string): Uint8Array | undefined {
    const bytes = new Uint8Array(token.length);
    for (let i = 0; i < token.length; i++) {
      const byte = this.#byteOf[token.charCodeAt(i)] ?? -1;
      if (byte < 0) return undefined;
      bytes[i] = byte;
    }
    return bytes;
  }
}
