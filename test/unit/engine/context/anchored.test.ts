import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anchored } from '../../../../src/engine/context/anchored';

const CELL = 40;
const LINE = 'abcd efg;\n'; // a quarter of a cell

describe('what is compared', () => {
  test.each([
    // lines before the cursor's, lines that are compared
    [0, 0],
    [1, 1],
    [3, 3],
    [4, 4],
    [7, 4],
    [8, 8],
    [15, 12],
    [100, 12],
  ])('of %i lines are the first %i', (lines, compared) => {
    expect(anchored({ text: LINE.repeat(lines), start: 0 }, 0, CELL)).toBe(LINE.repeat(compared));
  });

  test('begins with the window, wherever the text was cut off', () => {
    const text = LINE.repeat(40);
    const whole = anchored({ text, start: 0 }, 160, CELL);
    expect(whole).toBe(text.slice(160, 280));
    expect(anchored({ text: text.slice(100), start: 100 }, 60, CELL)).toBe(whole);
  });

  test('stays while lines are written, but for some lines of the grid', () => {
    const line = fc.string({ unit: fc.constantFrom('a', ' '), maxLength: 30 }).map((words) => `${words}\n`);
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 30 }), fc.nat(100), (lines, start) => {
        const seen = lines.map((_, index) => anchored({ text: lines.slice(0, index + 1).join(''), start }, 0, CELL));
        const all = lines.join('');
        for (const part of seen) expect(all.startsWith(part) && (part === '' || part.endsWith('\n'))).toBe(true);
        expect(seen).toEqual(seen.toSorted((a, b) => a.length - b.length)); // it only grows
        expect(new Set(seen).size).toBeLessThanOrEqual(1 + 3 + 3); // nothing, quarters of a cell, cells
      }),
    );
  });
});
