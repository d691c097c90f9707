// Whole completions of a tiny random model: what it says means nothing, how it is asked and ended does.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TokenTree } from '../../../../src/engine/cache/token-tree';
import { complete } from '../../../../src/engine/decode/complete';
import { backUp } from '../../../../src/engine/decode/healing';
import type { Signal } from '../../../../src/engine/decode/prefill';
import { Model } from '../../../../src/engine/model/model';
import type { Completion, CompletionRequest, GeneratedToken } from '../../../../src/protocol/messages';
import { prefixOf } from '../../../../src/protocol/prefix';
import { tinyGguf } from '../../../support/tiny-gguf';
import { TemporaryFolder } from '../temporary-folder';
import { code } from '../texts';

const folder = new TemporaryFolder();
const CONTEXT = 512;
const WINDOW = 384; // three quarters of the context

let model: Model;
beforeAll(async () => {
  model = await Model.open({ path: folder.write('tiny.gguf', tinyGguf({ context: CONTEXT }).bytes), threads: 1 });
});
afterAll(() => model.close());

const GO_ON: Signal = { cancelled: false };

/** A completion of a text, with all that is not given at its usual value. */
function ask(text: string, changes: Partial<CompletionRequest> = {}, tree = new TokenTree(model.decoder.shape), signal = GO_ON) {
  return complete(model, tree, { prefix: prefixOf(text), extent: 'line', maxTokens: 8, ...changes }, signal, () => {});
}

const bytesOf = (tokens: readonly GeneratedToken[]) => Buffer.from(model.tokenizer.bytes(tokens.map(({ id }) => id)));
const healedOf = (text: string) => Buffer.from(backUp(model.tokenizer.encode(text), model.tokenizer.vocabulary).healed);

/** What holds for every completion. */
function check(text: string, completion: Completion): void {
  const { counts, tokens, stop } = completion;
  expect(counts.reused + counts.prefilled).toBe(counts.prompt);
  expect(counts.decoded).toBe(tokens.length);
  expect(counts.prompt).toBeGreaterThan(0);
  for (const { logprob } of tokens) expect(logprob).toBeLessThanOrEqual(0);
  if (text.length > 100) return; // the window may begin elsewhere
  const healed = healedOf(text);
  const spelled = bytesOf(tokens.filter(({ id }) => !model.tokenizer.vocabulary.isControl(id)));
  const shared = Math.min(healed.length, spelled.length);
  expect(spelled.subarray(0, shared).equals(healed.subarray(0, shared))).toBe(true);
  // The text is what the tokens say after that, or the beginning of it where a rule cut.
  const after = new TextDecoder('utf-8', { ignoreBOM: true }).decode(spelled.subarray(shared), { stream: true });
  if (stop === 'line-end' || stop === 'block-end') expect(after.startsWith(completion.text)).toBe(true);
  else expect(completion.text).toBe(after);
}

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
        const completion = await ask(before, changes);
        check(before, completion);
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
    const completion = await ask(before, { maxTokens: 20 });
    check(before, completion);
    expect(completion.tokens.length).toBeGreaterThan(0);
  });
});

describe('the token limit', () => {
  test('0: the prompt is read, nothing is said', async () => {
    const completion = await ask('def f():', { maxTokens: 0 });
    expect(completion).toMatchObject({ text: '', tokens: [], stop: 'token-limit' });
    expect(completion.counts.prefilled).toBe(completion.counts.prompt);
  });

  test('a smaller limit gives the beginning of what a larger one gives', async () => {
    const all = await ask('let x = self', { maxTokens: 12, extent: 'block' });
    for (let maxTokens = 1; maxTokens < all.tokens.length; maxTokens++) {
      const completion = await ask('let x = self', { maxTokens, extent: 'block' });
      expect(completion.tokens.map(({ id }) => id)).toEqual(all.tokens.slice(0, maxTokens).map(({ id }) => id));
      expect(completion.stop).toBe('token-limit');
    }
  });

  test("a long text is read by its end, and what is said stays within the model's context", async () => {
    const completion = await ask(code(100), { maxTokens: 1000, extent: 'block' });
    expect(completion.counts.prompt).toBeLessThan(WINDOW);
    expect(completion.counts.prompt).toBeGreaterThan(WINDOW / 4);
    expect(completion.counts.prompt + completion.counts.decoded).toBeLessThanOrEqual(CONTEXT);
  });
});

describe('the time limit', () => {
  test('0: one token, for the limit is asked after each', async () => {
    const completion = await ask('def f():', { timeLimit: 0 });
    expect(completion.tokens).toHaveLength(1);
    expect(completion.stop).toBe('time-limit');
  });

  test('one that is not reached changes nothing', async () => {
    const [limited, free] = [await ask('def f():', { timeLimit: 1e6 }), await ask('def f():')];
    expect(limited.tokens).toEqual(free.tokens);
    expect(limited.stop).toBe(free.stop);
  });
});

test('every token is told as it comes, and is in the result', async () => {
  const told: GeneratedToken[] = [];
  const request = { prefix: prefixOf('def f():'), extent: 'line', maxTokens: 5 } as const;
  const { tokens } = await complete(model, new TokenTree(model.decoder.shape), request, GO_ON, (token) => told.push(token));
  expect(told).toEqual(tokens);
});

describe('cancelled', () => {
  const long = code(100); // several passes to read, several to write

  /** Says yes from the n-th time on that it is asked, and notes in which order it was asked and passes were made. */
  async function cancelAt(n: number) {
    const events: ('asked' | 'pass')[] = [];
    const asked = () => events.filter((event) => event === 'asked').length;
    const signal = {
      get cancelled() {
        events.push('asked');
        return asked() >= n;
      },
    };
    const decoder = new Proxy(model.decoder, {
      get: (target, key) => {
        if (key !== 'grow') return Reflect.get(target, key);
        return (...args: Parameters<typeof target.grow>) => {
          events.push('pass');
          return target.grow(...args);
        };
      },
    });
    const { tokenizer, info, start } = model;
    const tree = new TokenTree(model.decoder.shape);
    const request = { prefix: prefixOf(long), extent: 'block', maxTokens: 6 } as const;
    const completion = await complete({ tokenizer, info, start, decoder } as unknown as Model, tree, request, signal, () => {});
    return { completion, tree, events, asked: asked() };
  }

  // Each of these is one pass, or two where a block of the cache ends.
  test('it is asked after every pass', async () => {
    const { events } = await cancelAt(Number.POSITIVE_INFINITY);
    expect(events.filter((event) => event === 'pass').length).toBeGreaterThan(6);
    expect(events.join(' ')).not.toContain('pass pass');
    expect(events.at(-1)).toBe('asked');
  });

  test('it ends at once, wherever it is, and says so', async () => {
    const whole = await cancelAt(Number.POSITIVE_INFINITY);
    for (let n = 1; n <= whole.asked; n++) {
      const { completion, events } = await cancelAt(n);
      const passes = events.slice(0, events.lastIndexOf('pass') + 1);
      expect(passes).toEqual(whole.events.slice(0, passes.length));
      expect(passes.filter((event) => event === 'asked').length).toBeLessThan(n);
      expect(completion.stop).toBe('cancelled');
      // What was said until then is the beginning of the whole.
      expect(completion.tokens).toEqual(whole.completion.tokens.slice(0, completion.tokens.length));
      expect(completion.counts.reused + completion.counts.prefilled).toBeLessThanOrEqual(completion.counts.prompt);
    }
  });

  test('what was read stays for the next one', async () => {
    const { completion, tree } = await cancelAt(3);
    expect(completion.counts.prefilled).toBeGreaterThan(0);
    const next = await ask(long, {}, tree);
    expect(next.counts.reused).toBe(completion.counts.prefilled);
    check(long, next);
  });
});

describe('the next completion of a document', () => {
  const source = 'def f(x):\n    return x + 1\n\ndef g(y):\n    return ';

  test.each([
    ['the same again', source, source],
    ['typed on', source, `${source}y`],
    ['a line more', source, `${source}y\n    if `],
    ['deleted', source, source.slice(0, -12)],
    ['changed at the start', source, `# ${source}`],
    ['changed in the middle', source, source.replace('x + 1', 'x - 2')],
    ['another text', source, 'import os\nimport sys\n'],
    ['emptied', source, ''],
    ['filled', '', source],
  ])('%s: what is reused and what is read make the prompt, and the answer is that of a fresh cache', async (_, before, after) => {
    const tree = new TokenTree(model.decoder.shape);
    check(before, await ask(before, {}, tree));
    const edited = await ask(after, {}, tree);
    check(after, edited);
    const fresh = await ask(after);
    expect(fresh.counts.reused).toBe(0);
    expect(edited.tokens.map(({ id }) => id)).toEqual(fresh.tokens.map(({ id }) => id));
    expect([edited.text, edited.stop, edited.counts.prompt]).toEqual([fresh.text, fresh.stop, fresh.counts.prompt]);
  });

  test('asked again, all but the last token is reused', async () => {
    const tree = new TokenTree(model.decoder.shape);
    const { counts } = await ask(source, {}, tree);
    expect((await ask(source, {}, tree)).counts).toMatchObject({ reused: counts.prompt - 1, prefilled: 1 });
  });

  test('after an accepted suggestion, what came before it is not read again', async () => {
    const tree = new TokenTree(model.decoder.shape);
    const { text, counts } = await ask(source, { maxTokens: 8 }, tree);
    expect((await ask(source + text, {}, tree)).counts.reused).toBeGreaterThanOrEqual(counts.prompt);
  });
});
