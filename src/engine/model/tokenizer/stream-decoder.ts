/** Turns the bytes of tokens into text as they come; a character is given out when its last byte is there. */
export class StreamDecoder {
  readonly #decoder = new TextDecoder('utf-8', { ignoreBOM: true });

  /** @returns the characters that these bytes complete */
  push(bytes: Uint8Array): string {
    return this.#decoder.decode(bytes, { stream: true });
  }
}
