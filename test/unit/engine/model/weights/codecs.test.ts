import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createCodecs } from '../../../../../src/engine/model/weights';
import { halfTable } from '../../../../../src/engine/model/weights/half';
import { fromFloat16Bits } from '../../../../support/float16';
import { dequantize } from '../../../../support/quantize';

const codecs = [...createCodecs().values()];
const named = (name: string) => codecs.find((codec) => codec.name === name)!;

test('every half is what the test writer says it is', () => {
  const table = halfTable();
  const other = Array.from(table.keys()).filter((bits) => !Object.is(table[bits], Math.fround(fromFloat16Bits(bits))));
  expect(other).toEqual([]);
});

/** Raw bytes of whole blocks with finite halves, each of any bits. */
const half = fc.integer({ min: 0, max: 0xffff }).filter((bits) => ((bits >> 10) & 31) < 31);
const halves = (count: number) =>
  fc.array(half, { minLength: count, maxLength: count }).map((list) => Buffer.from(Uint16Array.from(list).buffer));
const codes = (count: number) => fc.uint8Array({ minLength: count, maxLength: count });
const BLOCKS = {
  Q4_1: fc.tuple(halves(2), codes(16)),
  Q8_0: fc.tuple(halves(1), codes(32)),
} as const;
const rawBlocks = (type: keyof typeof BLOCKS, count: number) =>
  fc.array(BLOCKS[type], { minLength: count, maxLength: count }).map((list) => new Uint8Array(Buffer.concat(list.flat())));

describe.each(['Q4_1', 'Q8_0'] as const)('%s', (type) => {
  const codec = named(type);
  const format = codec.format!;
  const perByte = 8 / format.bits;
  const zero = 2 ** (format.bits - 1);

  test('dequantize gives what the format says, for any bits', () => {
    fc.assert(
      fc.property(rawBlocks(type, 3), (bytes) => {
        const values = new Float32Array(96);
        codec.dequantize(bytes, values);
        expect(values).toEqual(dequantize(type, bytes));
      }),
    );
  });

  test('unpackRow: (code - zero) * scale + rest is the same weight, wherever the row and its target are', () => {
    const place = fc.record({ before: fc.nat(2), row: fc.nat(3), more: fc.nat(3) });
    fc.assert(
      fc.property(rawBlocks(type, 4), place, (bytes, { before, row, more }) => {
        const blocks = 4 - before;
        const stride = row + 1 + more;
        const codeBytes = format.block / perByte;
        const target = {
          codes: new Uint8Array(stride * blocks * codeBytes),
          scales: new Float32Array(stride * blocks),
          rest: format.hasRest ? new Float32Array(blocks * stride) : undefined,
          stride,
        };
        const offset = before * codec.fileBlockBytes;
        codec.unpackRow?.(bytes, offset, blocks, target, row);

        const expected = dequantize(type, bytes.subarray(offset));
        for (let block = 0; block < blocks; block++) {
          const scale = target.scales[row * blocks + block]!;
          const rest = target.rest?.[block * stride + row] ?? 0;
          for (let j = 0; j < format.block; j++) {
            const byte = target.codes[(row * blocks + block) * codeBytes + Math.floor(j / perByte)]!;
            const code = (byte >> ((j % perByte) * format.bits)) & (2 ** format.bits - 1);
            const weight = (code - zero) * scale + rest;
            // A rest is a float32: it is exact to its last bit, and so is a weight but for that.
            const tolerance = (Math.abs(rest) + 16 * Math.abs(scale)) * 2 ** -23;
            expect(Math.abs(weight - expected[block * format.block + j]!)).toBeLessThanOrEqual(format.hasRest ? tolerance : 0);
          }
        }
      }),
    );
  });
});

describe('F32', () => {
  const codec = named('F32');

  test('keeps every bit, also from an odd place', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), fc.nat(3), (bytes, shift) => {
        const moved = new Uint8Array(16 + shift);
        moved.set(bytes, shift);
        const values = new Float32Array(4);
        codec.dequantize(moved.subarray(shift), values);
        expect(new Uint8Array(values.buffer)).toEqual(bytes);
      }),
    );
  });

  test('goes into the graph as floats', () => {
    expect(codec.format).toBeUndefined();
    expect(codec.unpackRow).toBeUndefined();
  });
});

test('the numbers of the types are those of ggml', () => {
  expect([...createCodecs()].map(([number, { name, fileBlock, fileBlockBytes }]) => [number, name, fileBlock, fileBlockBytes])).toEqual(
    expect.arrayContaining([
      [0, 'F32', 1, 4],
      [3, 'Q4_1', 32, 20],
      [8, 'Q8_0', 32, 34],
    ]),
  );
});
