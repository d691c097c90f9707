/**
 * GPT-2's way to write any bytes as visible text: printable Latin-1 stands for itself,
 * every other byte for a letter from U+0100 on (space is Ġ, line feed is Ċ).
 */
function isVisible(byte: number): boolean {
  return (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xac) || byte >= 0xae;
}

const ALL_BYTES = Array.from({ length: 256 }, (_, byte) => byte);
const REMAPPED = ALL_BYTES.filter((byte) => !isVisible(byte));

/** All 256 bytes in the order of GPT-2's vocabulary, which is that of our models too: the visible ones first. */
export const BYTES_IN_VOCABULARY_ORDER: readonly number[] = [...ALL_BYTES.filter(isVisible), ...REMAPPED];

/** The character that stands for a byte. */
export function byteCharacter(byte: number): string {
  return String.fromCharCode(isVisible(byte) ? byte : 0x100 + REMAPPED.indexOf(byte));
}
