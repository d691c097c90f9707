import type { BlockTarget, Codec } from './codec';

const BLOCK = 32;
const BYTES = 20; // d: half, m: half, 16 bytes of codes

/**
 * Q4_1: weight = code * d + m, code in 0..15. Byte j of a block holds code j (low nibble) and code j + 16 (high nibble).
 * In the graph: (code - 8) * d, with the rest m + 8 d kept exactly.
 */
export function q4_1(half: Float32Array): Codec {
  return {
    name: 'Q4_1',
    fileBlock: BLOCK,
    fileBlockBytes: BYTES,
    format: { bits: 4, block: BLOCK, hasRest: true },

    dequantize(bytes: Uint8Array, into: Float32Array): void {
      for (let from = 0, to = 0; to < into.length; from += BYTES, to += BLOCK) {
        const scale = half[bytes[from]! | (bytes[from + 1]! << 8)]!;
        const minimum = half[bytes[from + 2]! | (bytes[from + 3]! << 8)]!;
        for (let j = 0; j < 16; j++) {
          const pair = bytes[from + 4 + j]!;
          into[to + j] = (pair & 15) * scale + minimum;
          into[to + 16 + j] = (pair >> 4) * scale + minimum;
        }
      }
    },

    unpackRow(bytes: Uint8Array, offset: number, blocks: number, target: BlockTarget, row: number): void {
      const { codes, scales, rest, stride } = target;
      let from = offset;
      for (let block = 0; block < blocks; block++, from += BYTES) {
        const scale = half[bytes[from]! | (bytes[from + 1]! << 8)]!;
        const minimum = half[bytes[from + 2]! | (bytes[from + 3]! << 8)]!;
        scales[row * blocks + block] = scale;
        if (rest) rest[block * stride + row] = minimum + 8 * scale;
        const to = (row * blocks + block) * 16;
        for (let i = 0; i < 8; i++) {
          const even = bytes[from + 4 + 2 * i]!;
          const odd = bytes[from + 5 + 2 * i]!;
          codes[to + i] = (even & 15) | ((odd & 15) << 4);
          codes[to + 8 + i] = (even >> 4) | (odd & 0xf0);
        }
      }
    },
  };
}
