import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TokenTree } from '../../../../src/engine/cache/token-tree';
import { complete } from '../../../../src/engine/decode/complete';
import { fimTokens } from '../../../../src/engine/decode/fim';
import type { Model } from '../../../../src/engine/decode/model';
import { nextPromptAround, promptAround } from '../../../../src/engine/decode/prompt';
import { openModel } from '../../../../src/engine/open-model';
import { prefixOf } from '../../../../src/protocol/prefix';
import { tinyGguf } from '../../../support/tiny-gguf';
import { TemporaryFolder } from '../temporary-folder';
import { code } from '../texts';

const folder = new TemporaryFolder();
const CONTEXT = 512;
let plain: Model;
let filling: Model;
beforeAll(async () => {
  const open = (name: string, vocabulary: 'code' | 'code-fim') =>
    openModel({ path: folder.write(name, tinyGguf({ context: CONTEXT, vocabulary }).bytes), threads: 1 });
  plain = await open('plain.gguf', 'code');
  filling = await open('filling.gguf', 'code-fim');
});
afterAll(async () => {
  await plain.close();
  await filling.close();
});

const ABOVE = 'const a = 1;\nfunction f() {\n';
const AFTER = ';\n}\n';

/** A prompt as text, with the names of control tokens. */
const shown = (model: Model, text: string, suffix?: string) =>
  model.tokenizer.decode(promptAround(model, { prefix: prefixOf(text), suffix }).ids);

describe('a model with the tokens', () => {
  test('reads the lines above, the text after the cursor, and then the line up to what is healed', () => {
    expect(shown(filling, `${ABOVE}  return a`, AFTER)).toBe(`<|fim_prefix|>${ABOVE}<|fim_suffix|>${AFTER}<|fim_middle|>  return `);
  });

  test('reads only the text before the cursor when nothing stands after it', () => {
    for (const suffix of ['', undefined]) expect(shown(filling, ABOVE, suffix)).toBe(shown(plain, ABOVE));
  });

  test('takes names of control tokens in the text for text', () => {
    const { ids } = promptAround(filling, { prefix: prefixOf('a <|fim_middle|>\n'), suffix: '<|fim_prefix|>' });
    const controls = ids.filter((id) => filling.tokenizer.vocabulary.isControl(id));
    expect(controls.map((id) => filling.tokenizer.decode([id]))).toEqual(['<|fim_prefix|>', '<|fim_suffix|>', '<|fim_middle|>']);
  });

  test('heals in the current line and not beyond it', () => {
    const { ids, healed, text } = promptAround(filling, { prefix: prefixOf(`${ABOVE}  `), suffix: AFTER });
    expect(new TextDecoder().decode(healed)).toBe('  ');
    expect(filling.tokenizer.decode(ids)).toBe(`<|fim_prefix|>${ABOVE}<|fim_suffix|>${AFTER}<|fim_middle|>`);
    expect(filling.tokenizer.decode(text)).toBe(ABOVE);
  });

  test('keeps to its window, with the beginning of the text after the cursor', () => {
    const above = code(100);
    const { ids } = promptAround(filling, { prefix: prefixOf(`${above}  return`), suffix: code(50) });
    expect(ids.length).toBeLessThanOrEqual(filling.info.window);
    expect(ids.length).toBeGreaterThan(filling.info.window / 2);
    expect(filling.tokenizer.decode(ids)).toContain('<|fim_suffix|>def function_0(a, b):');
  });

  test('reads a line that is too long for its part as if nothing stood after it', () => {
    const text = `${ABOVE}${'x = y; '.repeat(40)}`;
    expect(shown(filling, text, AFTER)).toBe(shown(filling, text));
  });

  test('typing in a line leaves everything before its end in the cache', async () => {
    const tree = new TokenTree(filling.decoder.shape);
    const above = code(60);
    const ask = async (line: string) => {
      const question = { prefix: prefixOf(above + line), suffix: `\n${code(20)}`, extent: 'line', maxTokens: 2 } as const;
      return (await complete(filling, tree, question, { cancelled: false }, () => {})).counts;
    };
    await ask('x');
    for (const line of ['x ', 'x =', 'x = f', 'x = fu', 'x = fun(', 'x = fun(a']) expect((await ask(line)).prefilled).toBeLessThan(8);
  });

  test('the window that comes next is built in the same way', () => {
    const found = new Set<boolean>();
    for (let functions = 1; functions < 40; functions++) {
      const next = nextPromptAround(filling, { prefix: prefixOf(`${code(functions)}  x`), suffix: AFTER });
      found.add(next !== undefined);
      if (next) expect(filling.tokenizer.decode(next.ids)).toMatch(/^<\|fim_prefix\|>[\s\S]*<\|fim_suffix\|>;\n}\n<\|fim_middle\|>/);
    }
    expect([...found].sort()).toEqual([false, true]);
  });
});

test('a model without the tokens reads what stands before the cursor', () => {
  expect(shown(plain, `${ABOVE}  return a`, AFTER)).toBe(shown(plain, `${ABOVE}  return a`));
});

test.each([
  [['<|fim_prefix|>', '<|fim_suffix|>', '<|fim_middle|>']],
  [['<fim_prefix>', '<fim_suffix>', '<fim_middle>']],
  [['▁<PRE>', '▁<SUF>', '▁<MID>']],
  [['<｜fim▁begin｜>', '<｜fim▁hole｜>', '<｜fim▁end｜>']],
])('the tokens are known by their names: %s', (names) => {
  const among = (known: readonly string[]) => ({ special: (name: string) => (known.includes(name) ? known.indexOf(name) : undefined) });
  expect(fimTokens(among(names))).toEqual({ prefix: 0, suffix: 1, middle: 2 });
  expect(fimTokens(among(names.slice(0, 2)))).toBeUndefined();
});
