import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Documents } from '../../../../src/engine/cache/documents';
import type { Model } from '../../../../src/engine/decode/model';
import type { Engine } from '../../../../src/engine/engine';
import { inspect } from '../../../../src/engine/inspect/inspect';
import { Memory } from '../../../../src/engine/memory/memory';
import { openModel, openTokenizer } from '../../../../src/engine/open-model';
import { logSumExp, softmax } from '../../../../src/sampling/softmax';
import { matrixTypes } from '../../../support/tiny-model';
import { code } from '../texts';
import { NEVER, TinyEngine, WITHOUT_PAUSE } from './tiny-engine';

const tiny = new TinyEngine({ types: matrixTypes('Q4_1', { token_embd: 'Q8_0' }) });

/** A fresh engine for as long as `use` takes. */
async function withFresh<T>(use: (engine: Engine) => Promise<T>): Promise<T> {
  const engine = await tiny.open();
  try {
    return await use(engine);
  } finally {
    await engine.close();
  }
}

const argmax = (logits: Float32Array) => logits.indexOf(Math.max(...logits));

describe('what is read', () => {
  test('is the text, token by token', async () => {
    const text = 'def f(x):\n    return ';
    const { ids, start, startsWithControl, healed, position } = await tiny.inspect(text);
    const tokenizer = await openTokenizer(tiny.path);
    expect([...ids]).toEqual(tokenizer.encode(text));
    expect([start, startsWithControl, healed.length, position]).toEqual([0, false, 0, ids.length - 1]);
  });

  test('is with healing what a completion reads', async () => {
    const text = 'def f(x):\n    retu';
    const inspection = await tiny.inspect(text, { heal: true, document: 'healed' });
    const { counts, tokens } = await tiny.complete(text, { document: 'healed', maxTokens: 1 });
    expect(inspection.ids).toHaveLength(counts.prompt);
    expect(counts.prefilled).toBe(1);
    expect(inspection.healed.length).toBeGreaterThan(0);
    expect(inspection.logits[tokens[0]!.id]! - logSumExp(inspection.logits)).toBeCloseTo(tokens[0]!.logprob, 9);
  });

  test.each([
    ['an empty text follows the end of another', ''],
    ['so does one that healing takes back whole', 'x'],
  ])('%s', async (_, text) => {
    const { ids, startsWithControl, logits } = await tiny.inspect(text, { heal: true });
    expect([...ids]).toEqual([0]);
    expect(startsWithControl).toBe(true);
    expect(softmax(logits).reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 6);
  });

  test.each(['<|endoftext|>', '<|im_start|>x<|im_end|>'])('%s in a text is text', async (text) => {
    const { ids, startsWithControl } = await tiny.inspect(text);
    expect(startsWithControl).toBe(false);
    expect(Math.min(...ids)).toBeGreaterThan(2);
    expect((await openTokenizer(tiny.path)).decode([...ids])).toBe(text);
  });

  test.each(['\ud800', 'a\udc00b', '😀', 'é世', '\r\n\t', '\0', '\ufeffx'])('%j is read whole', async (text) => {
    const { ids, logits } = await tiny.inspect(text);
    expect((await openTokenizer(tiny.path)).decode([...ids])).toBe(Buffer.from(text).toString());
    expect(logits.every(Number.isFinite)).toBe(true);
  });

  test('of a long text is its window, which begins where it says', async () => {
    const text = code(60);
    const { ids, start } = await tiny.inspect(text);
    expect(start).toBeGreaterThan(0);
    expect((await openTokenizer(tiny.path)).decode([...ids])).toBe(text.slice(start));
  });

  test('holds a path behind the text', async () => {
    const text = 'for (';
    const { tokens } = await tiny.complete(text, { document: 'path', maxTokens: 4 });
    const path = tokens.map(({ id }) => id);
    const before = await tiny.inspect(text, { heal: true, document: 'path' });
    const { ids } = await tiny.inspect(text, { heal: true, path, document: 'path' });
    expect([...ids]).toEqual([...before.ids, ...path]);
    for (const [step, { id }] of tokens.entries()) {
      const { logits } = await tiny.inspect(text, { heal: true, path, position: before.ids.length - 1 + step, document: 'path' });
      // Each token of a greedy completion behind the healed part is the likeliest after those before it.
      if (step > 0) expect(argmax(logits)).toBe(id);
    }
  });
});

describe('faults', () => {
  test.each([
    ['a position behind the text', { position: 2 }, 'position-unknown'],
    ['a token that is none', { path: [320] }, 'token-unknown'],
    ['a path beyond the context', { path: new Array<number>(600).fill(5) }, 'prompt-too-long'],
  ])('%s', async (_, changes, fault) => {
    await expect(tiny.inspect('a(', changes)).rejects.toMatchObject({ code: fault });
  });

  test('a cancelled inspection says nothing, and leaves what it read', async () => {
    const text = code(20);
    let passes = 0;
    const signal = {
      get cancelled() {
        return passes++ > 1;
      },
    };
    const request = { document: 'cancelled', prefix: { text, start: 0 }, heal: false };
    expect(await tiny.engine.inspect(request, signal, WITHOUT_PAUSE)).toBeUndefined();
    expect((await tiny.inspect(text, { document: 'cancelled' })).reused).toBeGreaterThan(0);
  });
});

describe('the cache', () => {
  test('counts what was there and what was computed', async () => {
    const text = 'def f(x):\n    return x + 1\n';
    const first = await tiny.inspect(text, { document: 'counts' });
    expect([first.reused, first.prefilled]).toEqual([0, first.ids.length]);
    const again = await tiny.inspect(text, { document: 'counts' });
    expect([again.reused, again.prefilled]).toEqual([again.ids.length - 1, 1]);
    const earlier = await tiny.inspect(text, { document: 'counts', position: 3 });
    expect([earlier.reused, earlier.prefilled]).toEqual([3, 1]);
    const { tokens, window, bytes, budget } = earlier.cache;
    expect([tokens, window, budget]).toEqual([first.ids.length, tiny.engine.info.window, 256 * 1024 * 1024]);
    expect(bytes).toBeGreaterThan(tokens * tiny.engine.info.cacheBytesPerToken);
  });

  test('any position has, bit for bit, the logits of a text that ends there', async () => {
    const text = code(4);
    const { ids } = await tiny.inspect(text, { document: 'bits' });
    await withFresh(async (engine) => {
      for (const position of [0, 1, 5, 31, 126, 127, 128, 129, ids.length - 2, ids.length - 1]) {
        const { logits } = await tiny.inspect(text, { document: 'bits', position });
        engine.closeDocument('a');
        const fresh = await engine.inspect({ document: 'a', prefix: { text, start: 0 }, heal: false, position }, NEVER, WITHOUT_PAUSE);
        expect(logits).toEqual(fresh!.logits);
      }
    });
  });

  test('an inspection never changes what the next completion says, nor what it finds in the cache', async () => {
    const source = `${code(3)}\tfor (let i = 0; i < n; i++) {\r\n// é世😀\n`;
    await withFresh(async (untouched) => {
      let document = 0;
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.record({ length: fc.nat(source.length), heal: fc.boolean(), share: fc.double({ min: 0, max: 1, noNaN: true }) }), {
            minLength: 1,
            maxLength: 4,
          }),
          fc.nat(source.length),
          async (looks, length) => {
            const name = `property ${document++}`;
            const ask = (engine: Engine, end: number) => tiny.complete(source.slice(0, end), { document: name, lookup: false }, engine);
            await Promise.all([tiny.engine, untouched].map((engine) => ask(engine, length)));
            for (const { heal, share } of looks) {
              const { ids } = await tiny.inspect(source.slice(0, length), { document: name, heal });
              await tiny.inspect(source.slice(0, length), { document: name, heal, position: Math.floor(share * (ids.length - 1)) });
            }
            const [after, alone] = [await ask(tiny.engine, length), await ask(untouched, length)];
            expect([after.tokens, after.counts]).toEqual([alone.tokens, alone.counts]);
            for (const { length: other } of looks) await tiny.inspect(source.slice(0, other), { document: name });
            expect((await ask(tiny.engine, length)).tokens).toEqual(alone.tokens);
          },
        ),
        { numRuns: 30 },
      );
    });
  });
});

test('the vocabulary has the bytes of every token', async () => {
  const { bytes, ends, control } = tiny.engine.vocabulary();
  const { vocabulary } = await openTokenizer(tiny.path);
  expect(ends).toHaveLength(vocabulary.size);
  for (let id = 0; id < vocabulary.size; id++) {
    expect(bytes.subarray(id === 0 ? 0 : ends[id - 1], ends[id])).toEqual(vocabulary.bytes(id));
    expect(control.includes(id)).toBe(vocabulary.isControl(id));
  }
});

test('a long text is told as it is read, a short one is not', async () => {
  const told = async (text: string) => {
    const seen: (readonly [number, number])[] = [];
    const request = { document: 'reading', prefix: { text, start: 0 }, heal: false };
    const inspection = await tiny.engine.inspect(request, NEVER, WITHOUT_PAUSE, (done, of) => seen.push([done, of]));
    return { seen, tokens: inspection!.ids.length };
  };
  expect((await told('a')).seen).toEqual([]);
  const { seen, tokens } = await told(code(6));
  expect(seen.length).toBeGreaterThan(0);
  for (const [index, [done, of]] of seen.entries()) {
    expect(of).toBe(tokens);
    expect(done).toBeGreaterThan(seen[index - 1]?.[0] ?? 0);
    expect(done).toBeLessThan(of);
  }
});

test('a model that gives only some of its logits can not be looked into, and says so', async () => {
  const model = await openModel({ path: tiny.path, threads: 1 });
  const { decoder } = model;
  const most = 10;
  const partial = {
    ...model,
    decoder: {
      shape: decoder.shape,
      chunk: decoder.chunk,
      grow: async (...args: Parameters<typeof decoder.grow>) => (await decoder.grow(...args)).slice(0, most),
      again: async (...args: Parameters<typeof decoder.again>) => (await decoder.again(...args)).slice(0, most),
    },
  } as unknown as Model;
  const documents = new Documents(decoder.shape, 1e8);
  const lens = () => Promise.reject(new Error('nobody asked for it'));
  const parts = { model: partial, documents, memory: new Memory(model.tokenizer), lens, lensBytes: () => undefined };
  const request = { document: 'a', prefix: { text: 'let a', start: 0 }, heal: false };
  await expect(inspect(parts, request, NEVER, WITHOUT_PAUSE)).rejects.toMatchObject({
    code: 'logits-partial',
    args: [String(most), String(model.info.vocabulary)],
  });
  await model.close();
});
