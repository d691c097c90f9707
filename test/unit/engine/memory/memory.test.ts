import { resolve } from 'node:path';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Memory } from '../../../../src/engine/memory/memory';
import type { Tokenizer } from '../../../../src/engine/model/tokenizer/tokenizer';
import { openTokenizer } from '../../../../src/engine/open-model';
import type { CompletionRequest } from '../../../../src/protocol/messages';
import { prefixOf } from '../../../../src/protocol/prefix';
import { logSumExp } from '../../../../src/sampling/softmax';
import { embeddedModelPath } from '../../../support/embedded';

let tokenizer: Tokenizer;
beforeAll(async () => {
  tokenizer = await openTokenizer(resolve(embeddedModelPath));
});

let memory: Memory;
beforeEach(() => {
  memory = new Memory(tokenizer);
});

const LINE = 'const parcel = makeParcel(weight, 12);\n';
const NEAR = 'const parcel = makeParcel(';

function remember(source: string, text: string): void {
  memory.remember(source, text);
  while (memory.learn());
}

/** What the memory says comes after a text: the texts of the tokens it lifts; undefined when it has nothing to say. */
function said(text: string, request: Partial<CompletionRequest>): string[] | undefined {
  const asked = { document: 'here', prefix: prefixOf(text), extent: 'line', maxTokens: 1, ...request } as const;
  const logits = new Float32Array(tokenizer.vocabulary.size);
  const recall = memory.recall(asked, tokenizer.encode(text), 0);
  const mixed = recall.mix(logits, () => logSumExp(logits), []);
  return mixed && [...mixed.own.keys()].map((id) => tokenizer.decode([id]));
}

describe('what is drawn on', () => {
  test('a source that is named and indexed', () => {
    remember('there', LINE);
    expect(said(NEAR, { neighbours: ['there'] })).toEqual(['weight']);
    expect(said(NEAR, { neighbours: ['there', 'there', 'nowhere'] })).toEqual(['weight']);
  });

  test('nothing that is not named, whatever is known', () => {
    remember('there', LINE);
    expect(said(NEAR, { neighbours: [] })).toBeUndefined();
    expect(said(NEAR, { neighbours: ['elsewhere'] })).toBeUndefined();
    said(LINE, { document: 'other', neighbours: [] });
    expect(said(NEAR, { neighbours: [] })).toBeUndefined();
  });

  test('the document itself, before the cursor and after it', () => {
    expect(said(LINE + NEAR, { neighbours: [] })).toEqual(['weight']);
    expect(said(NEAR, { neighbours: [], suffix: `\n${LINE}` })).toEqual(['weight']);
  });

  test('of a document that is a source too, only what the request says', () => {
    remember('here', LINE.replace('weight', 'height'));
    expect(said(LINE + NEAR, { neighbours: ['here'] })).toEqual(['weight']);
  });

  test('nothing when the request has no neighbours', () => {
    remember('there', LINE);
    expect(said(LINE + NEAR, {})).toBeUndefined();
  });
});

describe('forgetting', () => {
  test('takes effect at once', () => {
    remember('there', LINE);
    memory.forget('there');
    expect(said(NEAR, { neighbours: ['there'] })).toBeUndefined();
    expect(memory.learn()).toBe(false);
    expect(said(NEAR, { neighbours: ['there'] })).toBeUndefined();
  });

  test('takes away what waits to be indexed, too', () => {
    memory.remember('there', LINE);
    memory.learn();
    memory.forget('there');
    while (memory.learn());
    expect(said(NEAR, { neighbours: ['there'] })).toBeUndefined();
  });

  test('of too many sources those that were named longest ago go', () => {
    remember('first', LINE);
    for (let source = 0; source < 64; source++) memory.remember(String(source), '');
    expect(said(NEAR, { neighbours: ['first'] })).toBeUndefined();
  });
});

test('a new text of a source takes the place of the old one once it is indexed', () => {
  remember('there', LINE);
  memory.remember('there', LINE.replace('weight', 'height'));
  expect(said(NEAR, { neighbours: ['there'] })).toEqual(['weight']);
  while (memory.learn());
  expect(said(NEAR, { neighbours: ['there'] })).toEqual(['height']);
});
