import { describe, expect, test } from 'vitest';
import { Generation } from '../../../../src/engine/decode/generation';
import { lineEnd } from '../../../../src/engine/decode/stop/line';
import type { StopRule } from '../../../../src/engine/decode/stop/rule';
import { Vocabulary } from '../../../../src/engine/model/tokenizer/vocabulary';

const CONTROL = 3;
const bytesOf = (text: string) => new TextEncoder().encode(text);

/** Tokens by what they are: texts, bytes that are part of a character, and one control token. */
const TOKENS = [
  'a',
  'bc',
  '\n',
  ' x',
  Uint8Array.of(0xe4),
  Uint8Array.of(0xb8, 0x96),
  Uint8Array.of(0xb8),
  Uint8Array.of(0x96, 0x2e),
] as const;
const END = TOKENS.length;
const vocabulary = new Vocabulary([
  ...TOKENS.map((token) => ({ bytes: typeof token === 'string' ? bytesOf(token) : token, type: 1 })),
  { bytes: bytesOf('<|endoftext|>'), type: CONTROL },
]);

const goOn: StopRule = () => undefined;

/** Pushes tokens until it ends; the text after each of them. */
function push(generation: Generation, ids: readonly number[]): string[] {
  return ids.map((id) => {
    generation.push(id, -0.5);
    return generation.text;
  });
}

describe('text', () => {
  test('begins at the cursor: what spells the healed bytes is skipped', () => {
    const generation = new Generation(vocabulary, bytesOf('abc'), goOn);
    expect(push(generation, [0, 1, 3])).toEqual(['', '', ' x']);
    expect(generation.tokens.map(({ text }) => text)).toEqual(['a', 'bc', ' x']);
  });

  test('begins in the middle of a token where the cursor does', () => {
    const generation = new Generation(vocabulary, bytesOf('ab'), goOn);
    expect(push(generation, [0, 1])).toEqual(['', 'c']);
    expect(generation.constraint.done).toBe(true);
  });

  test('holds no character before its last byte', () => {
    expect(push(new Generation(vocabulary, new Uint8Array(0), goOn), [0, 4, 5])).toEqual(['a', 'a', 'a世']);
    expect(push(new Generation(vocabulary, new Uint8Array(0), goOn), [4, 6, 7])).toEqual(['', '', '世.']);
  });

  test('healing may end inside a character that the tokens complete', () => {
    const generation = new Generation(vocabulary, Uint8Array.of(0xe4, 0xb8, 0x96), goOn);
    expect(push(generation, [4, 6, 7])).toEqual(['', '', '.']);
  });

  test('a byte that no character begins with shows as U+FFFD', () => {
    expect(push(new Generation(vocabulary, new Uint8Array(0), goOn), [6, 0])).toEqual(['\ufffd', '\ufffda']);
  });
});

describe('tokens', () => {
  test('are kept with their log-probability, and their text stands alone', () => {
    const generation = new Generation(vocabulary, new Uint8Array(0), goOn);
    expect(generation.push(4, -1.25)).toEqual({ id: 4, text: '\ufffd', logprob: -1.25 });
    expect(generation.push(1, -3)).toEqual({ id: 1, text: 'bc', logprob: -3 });
    expect(generation.tokens).toHaveLength(2);
  });
});

describe('the end', () => {
  test('comes with a control token, which adds no text', () => {
    const generation = new Generation(vocabulary, new Uint8Array(0), goOn);
    expect(push(generation, [0, END])).toEqual(['a', 'a']);
    expect(generation.stop).toBe('end-of-text');
    expect(generation.tokens).toHaveLength(2);
  });

  test('comes by the rule, which cuts the text', () => {
    const generation = new Generation(vocabulary, new Uint8Array(0), lineEnd);
    expect(push(generation, [1, 2])).toEqual(['bc', 'bc']);
    expect(generation.stop).toBe('line-end');
  });

  test('the rule does not see what was healed', () => {
    const generation = new Generation(vocabulary, bytesOf('\n'), lineEnd);
    push(generation, [2, 0]);
    expect([generation.text, generation.stop]).toEqual(['a', undefined]);
    push(generation, [2]);
    expect([generation.text, generation.stop]).toEqual(['a', 'line-end']);
  });

  test('the first reason stays', () => {
    const generation = new Generation(vocabulary, new Uint8Array(0), lineEnd);
    expect(generation.stop).toBeUndefined();
    push(generation, [2]);
    generation.end('time-limit');
    expect(generation.stop).toBe('line-end');
  });
});
