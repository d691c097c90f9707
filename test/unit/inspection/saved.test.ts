import { describe, expect, test } from 'vitest';
import { differenceOf, inspectionFile, parseSaved, type SavedInspection } from '../../../src/inspection/saved';
import type { Inspection } from '../../../src/protocol/inspection';
import { checkSettings } from '../../../src/sampling/settings';
import { vocabularyOf } from './vocabulary-of';

const vocabulary = vocabularyOf(['a', 'b', [0xc3], [0xa9], '\n']);
const inspection: Inspection = {
  ids: Int32Array.of(0, 2, 3),
  start: 7,
  startsWithControl: false,
  healed: Uint8Array.of(98),
  position: 2,
  logits: Float32Array.of(0.5, 3, -1, 2.25, 0),
  memory: { share: 0.5, match: 3, tokens: [{ id: 4, probability: 1 }] },
  reused: 1,
  prefilled: 2,
  timings: { tokenize: 1, prefill: 2, total: 3 },
  cache: { tokens: 3, window: 10, bytes: 20, budget: 100 },
};
const mark = { name: 'm.gguf', bytes: 5, sha256: 'aa', vocabularySha256: 'bb' };
const settings = checkSettings({ strategy: 'sample', seed: 5 });
const text = inspectionFile(
  {
    frame: { source: { kind: 'text', text: 'aé' }, inspection, settings },
    request: { document: 'secret/name', prefix: { text: 'aéb', start: 7 }, heal: true, neighbours: ['file:///other'], attention: true },
    model: { runtime: 'r', threads: 2, vocabulary: 5 },
    vocabulary,
  },
  mark,
);
const saved = parseSaved(JSON.parse(text))!;

describe('the replay file', () => {
  test('reads back what was shown, unrounded', () => {
    expect(saved).toMatchObject({
      model: { ...mark, runtime: 'r', threads: 2 },
      request: { prefix: { text: 'aéb', start: 7 }, heal: true, position: 2 },
      text: 'aé',
      ids: [0, 2, 3],
      settings,
      memory: inspection.memory,
    });
    expect(saved.top.map(([id]) => id)).toEqual([1, 3, 0, 4, 2]);
    expect(saved.top.reduce((sum, [, logprob]) => sum + Math.exp(logprob), 0) + saved.tail).toBeCloseTo(1, 12);
    expect(text).not.toContain('other');
  });

  test('is the same when all is the same', () => {
    expect(differenceOf(saved, inspection, mark)).toBeUndefined();
    // The memory is in the file: what it would say now does not matter.
    expect(differenceOf(saved, { ...inspection, memory: undefined } as never, mark)).toBeUndefined();
  });

  const changed = (changes: Partial<Inspection>, other: Partial<typeof mark> = {}, file: Partial<SavedInspection> = {}) =>
    differenceOf({ ...saved, ...file }, { ...inspection, ...changes }, { ...mark, ...other });

  test('says which number differs', () => {
    expect(changed({}, { vocabularySha256: 'cc' })).toEqual({ what: 'tokens' });
    expect(changed({ ids: Int32Array.of(0, 2, 1) })).toEqual({ what: 'read', position: 2, is: 1, was: 3 });
    expect(changed({ ids: Int32Array.of(0, 2) })).toEqual({ what: 'read', position: 2, is: undefined, was: 3 });
    expect(changed({ logits: Float32Array.of(0.5, 3.001, -1, 2.25, 0) })).toMatchObject({ what: 'logprob', id: 1 });
    expect(changed({}, {}, { top: [saved.top[0]!, saved.top[2]!] })).toEqual({ what: 'rank', rank: 2, is: 3, was: 0 });
    expect(changed({}, {}, { entropyBits: 1 })).toMatchObject({ what: 'entropy', was: 1 });
    expect(changed({}, { sha256: 'dd', name: 'n.gguf' })).toEqual({ what: 'model', is: 'n.gguf', was: 'm.gguf' });
  });

  test.each([
    undefined,
    [],
    {},
    { ...JSON.parse(text), version: 1 },
    { ...JSON.parse(text), ids: ['0'] },
    { ...JSON.parse(text), top: [[1]] },
    { ...JSON.parse(text), request: { prefix: 'a' } },
    { ...JSON.parse(text), settings: { strategy: 'greedy', temperature: 3 } },
  ])('is only what has its shape', (value) => {
    expect(parseSaved(value)).toBeUndefined();
  });
});
