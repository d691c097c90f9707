import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Asked, remainder } from '../../../src/extension/completion/shown';
import type { Prefix } from '../../../src/protocol/messages';
import { PREFIX_LIMIT, prefixOf } from '../../../src/protocol/prefix';
import { checkSettings } from '../../../src/sampling/settings';

const settings = { maxTokens: 64, sampling: checkSettings({}) };
const asked = (document: string, prefix: Prefix): Asked => ({ document, prefix, settings });

describe('remainder', () => {
  it('is the rest of the suggestion while it is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary', minLength: 1 }), fc.nat(), (before, text, count) => {
        const typed = count % text.length;
        const shown = { ...asked('a', prefixOf(before)), texts: [text] };
        expect(remainder(shown, asked('a', prefixOf(before + text.slice(0, typed))))).toBe(text.slice(typed));
      }),
    );
  });

  it('is nothing as soon as the text goes another way', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (before, text, now) => {
        fc.pre(![...text].some((_, typed) => now === before + text.slice(0, typed)));
        expect(remainder({ ...asked('a', prefixOf(before)), texts: [text] }, asked('a', prefixOf(now)))).toBeUndefined();
      }),
    );
  });

  it('is nothing in another document, after all is typed, or before the cursor of then', () => {
    const shown = { ...asked('a', prefixOf('let ')), texts: ['x = 1'] };
    expect(remainder(shown, asked('b', prefixOf('let x')))).toBeUndefined();
    expect(remainder(shown, asked('a', prefixOf('let x = 1')))).toBeUndefined();
    expect(remainder(shown, asked('a', prefixOf('let')))).toBeUndefined();
  });

  it('is of the best suggestion that goes on like the text', () => {
    const shown = { ...asked('a', prefixOf('let ')), texts: ['x', 'y = 1', 'x = 2', 'y = 3'] };
    expect(remainder(shown, asked('a', prefixOf('let ')))).toBe('x');
    expect(remainder(shown, asked('a', prefixOf('let y')))).toBe(' = 1');
    expect(remainder(shown, asked('a', prefixOf('let x')))).toBe(' = 2');
    expect(remainder(shown, asked('a', prefixOf('let y = 3')))).toBeUndefined();
  });

  it('is nothing after a change of settings', () => {
    const shown = { ...asked('a', prefixOf('let ')), texts: ['x = 1'] };
    const now = asked('a', prefixOf('let x'));
    expect(remainder(shown, { ...now, settings: { maxTokens: 64, sampling: checkSettings({}) } })).toBe(' = 1');
    expect(remainder(shown, { ...now, settings: { ...settings, maxTokens: 65 } })).toBeUndefined();
    expect(remainder(shown, { ...now, settings: { ...settings, sampling: checkSettings({ seed: 1 }) } })).toBeUndefined();
  });

  it('follows a prefix whose start slides', () => {
    const before = 'y'.repeat(PREFIX_LIMIT + 3);
    const shown = { ...asked('a', prefixOf(before)), texts: ['x = 1'] };
    expect(remainder(shown, asked('a', prefixOf(`${before}x `)))).toBe('= 1');
    expect(remainder(shown, asked('a', prefixOf(`${before}y `)))).toBeUndefined();
  });
});
