import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { complete } from '../../../../src/engine/decode/complete';
import type { GeneratedToken } from '../../../../src/protocol/messages';
import { prefixOf } from '../../../../src/protocol/prefix';
import { code } from '../texts';
import { CONTEXT, TinyCompletions, WINDOW } from './tiny-completions';

const tiny = new TinyCompletions();

describe('any text before the cursor', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 6 }),
    fc.constantFrom('return ', 'for (', '\n    ', '\r\n', '世', '😀', '\0', '\ud83d', '\ude00', '   ', '\t', '<|endoftext|>'),
  );
  const text = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));

  test('is continued by tokens that first spell again what was taken back', async () => {
    const request = fc.record({ extent: fc.constantFrom('line' as const, 'block' as const), maxTokens: fc.integer({ min: 0, max: 12 }) });
    await fc.assert(
      fc.asyncProperty(text, request, async (before, changes) => {
        const completion = await tiny.ask(before, changes);
        tiny.check(before, completion);
        expect(completion.tokens.length).toBeLessThanOrEqual(changes.maxTokens);
        if (changes.extent === 'line') expect(completion.text).not.toMatch(/[\r\n]/);
      }),
      { numRuns: 60 },
    );
  });

  test.each([
    ['nothing', ''],
    ['spaces', '    '],
    ['line breaks', '\n\n\n'],
    ['one character', 'x'],
    ['NUL', 'a\0\0'],
    ['a lone high surrogate', 'x = "\ud83d'],
    ['a lone low surrogate', '\ude00'],
    ['a byte order mark', '\ufeff'],
    ['the name of a control token', 'a <|endoftext|>'],
    ['white space of forty tokens', '\v'.repeat(40)],
  ])('%s', async (_, before) => {
    const completion = await tiny.ask(before, { maxTokens: 20 });
    tiny.check(before, completion);
    expect(completion.tokens.length).toBeGreaterThan(0);
  });
});

describe('the token limit', () => {
  test('0: the prompt is read, nothing is said', async () => {
    const completion = await tiny.ask('def f():', { maxTokens: 0 });
    expect(completion).toMatchObject({ text: '', tokens: [], stop: 'token-limit' });
    expect(completion.counts.prefilled).toBe(completion.counts.prompt);
  });

  test('a smaller limit gives the beginning of what a larger one gives', async () => {
    const all = await tiny.ask('let x = self', { maxTokens: 12, extent: 'block' });
    for (let maxTokens = 1; maxTokens < all.tokens.length; maxTokens++) {
      const completion = await tiny.ask('let x = self', { maxTokens, extent: 'block' });
      expect(completion.tokens.map(({ id }) => id)).toEqual(all.tokens.slice(0, maxTokens).map(({ id }) => id));
      expect(completion.stop).toBe('token-limit');
    }
  });

  test("a long text is read by its end, and what is said stays within the model's context", async () => {
    const completion = await tiny.ask(code(100), { maxTokens: 1000, extent: 'block' });
    expect(completion.counts.prompt).toBeLessThan(WINDOW);
    expect(completion.counts.prompt).toBeGreaterThan(WINDOW / 4);
    expect(completion.counts.prompt + completion.counts.decoded).toBeLessThanOrEqual(CONTEXT);
  });
});

describe('the time limit', () => {
  test('0: one token, for the limit is asked after each', async () => {
    const completion = await tiny.ask('def f():', { timeLimit: 0 });
    expect(completion.tokens).toHaveLength(1);
    expect(completion.stop).toBe('time-limit');
  });

  test('one that is not reached changes nothing', async () => {
    const [limited, free] = [await tiny.ask('def f():', { timeLimit: 1e6 }), await tiny.ask('def f():')];
    expect(limited.tokens).toEqual(free.tokens);
    expect(limited.stop).toBe(free.stop);
  });
});

test('every token is told as it comes, and is in the result', async () => {
  const told: GeneratedToken[] = [];
  const request = { prefix: prefixOf('def f():'), extent: 'line', maxTokens: 5 } as const;
  const { tokens } = await complete(tiny.model, tiny.tree(), request, { cancelled: false }, (token) => told.push(token));
  expect(told).toEqual(tokens);
});
