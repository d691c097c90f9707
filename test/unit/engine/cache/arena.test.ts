import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Arena, bytesPerRow } from '../../../../src/engine/cache/arena';
import { heldRows, rowsNamed, SHAPE } from './rows';

const range = (count: number, from = 0) => Array.from({ length: count }, (_, index) => from + index);

test('a row costs its keys and values in every layer', () => {
  expect(bytesPerRow(SHAPE)).toBe(2 * 2 * 3 * 4 * 4);
  // The embedded model's shape: 46 KB a token.
  expect(bytesPerRow({ layers: 30, kvHeads: 3, headDim: 64 })).toBe(46_080);
});

test('a new arena has the reserved row, and it is zero', () => {
  const arena = new Arena(SHAPE);
  expect(arena.length).toBe(1);
  for (const { settled, recent } of arena.past()) {
    expect([...settled.keys, ...settled.values]).toEqual(new Array(24).fill(0));
    expect([...recent.keys, ...recent.values]).toEqual([]);
  }
});

test('after any appends and rewinds it holds what a plain list would, also beyond its first capacity', () => {
  const append = fc.integer({ min: 0, max: 200 }).map((count) => ({ append: count }));
  const rewind = fc.double({ min: 0, max: 1, noNaN: true }).map((part) => ({ keep: part }));
  const steps = fc.array(fc.oneof({ weight: 3, arbitrary: append }, rewind), { maxLength: 12 });
  fc.assert(
    fc.property(steps, (list) => {
      const arena = new Arena(SHAPE);
      const model: number[] = [];
      let name = 1;
      for (const step of list) {
        if ('append' in step) {
          const names = range(step.append, name);
          name += step.append;
          arena.append(step.append, rowsNamed(names));
          model.push(...names);
        } else {
          model.length = Math.floor(step.keep * model.length);
          arena.rewindTo(model.length + 1);
        }
        expect(arena.length).toBe(model.length + 1);
        expect(arena.bytes).toBeGreaterThanOrEqual(arena.length * bytesPerRow(SHAPE));
      }
      expect(heldRows(arena)).toEqual(rowsNamed(model));
    }),
    { numRuns: 40 },
  );
});

test('one append may be larger than twice what there was', () => {
  const arena = new Arena(SHAPE);
  arena.append(3, rowsNamed([1, 2, 3]));
  arena.append(2000, rowsNamed(range(2000, 4)));
  expect(arena.length).toBe(2004);
  expect(heldRows(arena)).toEqual(rowsNamed(range(2003, 1)));
});

test('rows are views: a pass sees the arena without a copy', () => {
  const arena = new Arena(SHAPE);
  arena.append(1, rowsNamed([1]));
  const [before] = arena.past();
  const [after] = arena.past();
  expect(after?.settled.keys.buffer).toBe(before?.settled.keys.buffer);
  expect(after?.recent.keys.buffer).toBe(before?.settled.keys.buffer);
});

// What a token attends to is summed in blocks of 128 rows, whatever passes the rows came in: see the head of arena.ts.
test.each([
  { rows: 1, settled: 1, room: 127 },
  { rows: 2, settled: 1, room: 126 },
  { rows: 127, settled: 1, room: 1 },
  { rows: 128, settled: 128, room: 128 },
  { rows: 129, settled: 128, room: 127 },
  { rows: 300, settled: 256, room: 84 },
])('of $rows rows $settled are settled, and a pass has room for $room', ({ rows, settled, room }) => {
  const arena = new Arena(SHAPE);
  const names = range(rows - 1, 1);
  arena.append(rows - 1, rowsNamed(names));
  expect([arena.length, arena.settled, arena.room]).toEqual([rows, settled, room]);
  for (const layer of arena.past()) {
    expect(layer.settled.keys).toHaveLength(settled * 12);
    expect(layer.recent.values).toHaveLength((rows - settled) * 12);
  }
  expect(heldRows(arena)).toEqual(rowsNamed(names));
});

describe('refused, and nothing changed', () => {
  const arena = new Arena(SHAPE);
  arena.append(2, rowsNamed([1, 2]));
  const [first, second] = rowsNamed([3, 4]);
  if (!first || !second) throw new Error('two layers are expected');

  test.each([
    ['a layer too few', 2, [first]],
    ['a layer too many', 2, [first, second, second]],
    ['fewer rows than said', 3, [first, second]],
    ['more rows than said', 1, [first, second]],
    ['short values in the last layer', 2, [first, { ...second, values: second.values.slice(1) }]],
    ['long keys in the first layer', 2, [{ ...first, keys: new Float32Array(25) }, second]],
    ['a negative count', -1, [first, second]],
  ] as const)('%s', (_, count, layers) => {
    expect(() => arena.append(count, layers)).toThrow(RangeError);
    expect(arena.length).toBe(3);
    expect(heldRows(arena)).toEqual(rowsNamed([1, 2]));
  });

  test.each([0, -1, 4, Number.NaN])('a rewind to %d rows', (length) => {
    expect(() => arena.rewindTo(length)).toThrow(RangeError);
    expect(arena.length).toBe(3);
    expect(heldRows(arena)).toEqual(rowsNamed([1, 2]));
  });
});
