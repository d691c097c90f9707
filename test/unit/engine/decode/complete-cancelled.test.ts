import { expect, test } from 'vitest';
import { complete } from '../../../../src/engine/decode/complete';
import type { Model } from '../../../../src/engine/decode/model';
import { prefixOf } from '../../../../src/protocol/prefix';
import { code } from '../texts';
import { TinyCompletions } from './tiny-completions';

const tiny = new TinyCompletions();
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
  const decoder = new Proxy(tiny.model.decoder, {
    get: (target, key) => {
      if (key !== 'grow') return Reflect.get(target, key);
      return (...args: Parameters<typeof target.grow>) => {
        events.push('pass');
        return target.grow(...args);
      };
    },
  });
  const { tokenizer, info, start } = tiny.model;
  const tree = tiny.tree();
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
  const next = await tiny.ask(long, {}, tree);
  expect(next.counts.reused).toBe(Math.min(completion.counts.prefilled, next.counts.prompt - 1)); // the last token is read for its logits
  tiny.check(long, next);
});
