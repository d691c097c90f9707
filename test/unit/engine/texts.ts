/** Long texts of several kinds, always the same. */

/** Python, about three and a half characters a token. */
export const code = (functions: number): string =>
  Array.from({ length: functions }, (_, i) => `def function_${i}(a, b):\n    total = a * ${(i * 7) % 13} + b\n    return total\n\n\n`).join(
    '',
  );

/** A script in which a character takes two tokens or more of the embedded vocabulary; no line breaks. */
export const chinese = (characters: number): string =>
  '从前有座山山里有座庙庙里有个老和尚给小和尚讲故事'.repeat(Math.ceil(characters / 24)).slice(0, characters);

/** No white space, no repetition, short tokens. */
export const base64 = (bytes: number): string =>
  Buffer.from(Array.from({ length: bytes }, (_, i) => (i * 7919 + (i >> 5)) % 251)).toString('base64');

/** Bytes that no token of the embedded vocabulary has, so that they cannot be encoded: some control characters, and what begins
 * the UTF-8 of U+40000 to U+BFFFF. (c0, c1 and f5 to ff are in no UTF-8 at all.) llama.cpp leaves them out, too. */
export const BYTES_WITHOUT_TOKEN: readonly number[] = [0x04, 0x06, 0x13, 0x14, 0x16, 0x1d, 0xf1, 0xf2];

/** The UTF-8 of a text without those. */
export const encodableBytes = (text: string): Buffer =>
  Buffer.from(Buffer.from(text).filter((byte) => !BYTES_WITHOUT_TOKEN.includes(byte)));

/** A text with U+FFFD in place of lone surrogates, as UTF-8 has it. */
export const wellFormed = (text: string): string => Buffer.from(text).toString();
