import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { remainder } from '../../../src/extension/completion/shown';
import { PREFIX_LIMIT, prefixOf } from '../../../src/protocol/prefix';

describe('remainder', () => {
  it('is the rest of the suggestion while it is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary', minLength: 1 }), fc.nat(), (before, text, count) => {
        const typed = count % text.length;
        const shown = { document: 'a', prefix: prefixOf(before), texts: [text] };
        expect(remainder(shown, 'a', prefixOf(before + text.slice(0, typed)))).toBe(text.slice(typed));
      }),
    );
  });

  it('is nothing as soon as the text goes another way', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (before, text, now) => {
        fc.pre(![...text].some((_, typed) => now === before + text.slice(0, typed)));
        expect(remainder({ document: 'a', prefix: prefixOf(before), texts: [text] }, 'a', prefixOf(now))).toBeUndefined();
      }),
    );
  });

  it('is nothing in another document, after all is typed, or before the cursor of then', () => {
    const shown = { document: 'a', prefix: prefixOf('let '), texts: ['x = 1'] };
    expect(remainder(shown, 'b', prefixOf('let x'))).toBeUndefined();
    expect(remainder(shown, 'a', prefixOf('let x = 1'))).toBeUndefined();
    expect(remainder(shown, 'a', prefixOf('let'))).toBeUndefined();
  });

  it('is of the best suggestion that goes on like the text', () => {
    const shown = { document: 'a', prefix: prefixOf('let '), texts: ['x', 'y = 1', 'x = 2', 'y = 3'] };
    expect(remainder(shown, 'a', prefixOf('let '))).toBe('x');
    expect(remainder(shown, 'a', prefixOf('let y'))).toBe(' = 1');
    expect(remainder(shown, 'a', prefixOf('let x'))).toBe(' = 2');
    expect(remainder(shown, 'a', prefixOf('let y = 3'))).toBeUndefined();
  });

  it('follows a prefix whose start slides', () => {
    const before = 'y'.repeat(PREFIX_LIMIT + 3);
    const shown = { document: 'a', prefix: prefixOf(before), texts: ['x = 1'] };
    expect(remainder(shown, 'a', prefixOf(`${before}x `))).toBe('= 1');
    expect(remainder(shown, 'a', prefixOf(`${before}y `))).toBeUndefined();
  });
});
