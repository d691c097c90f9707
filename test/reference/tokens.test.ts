import { beforeAll, describe, expect, test } from 'vitest';
import type { Tokenizer } from '../../src/engine/model/tokenizer/tokenizer';
import { openTokenizer } from '../../src/engine/open-model';
import { embeddedModelPath } from '../support/embedded';
import { readTokens } from '../support/reference';

let tokenizer: Tokenizer;
beforeAll(async () => {
  tokenizer = await openTokenizer(embeddedModelPath);
});

describe('the ids of llama.cpp', () => {
  test.each(readTokens())('$text', ({ text, ids }) => {
    expect(tokenizer.encode(text)).toEqual(ids);
    expect(tokenizer.decode(ids)).toBe(text);
  });
});
