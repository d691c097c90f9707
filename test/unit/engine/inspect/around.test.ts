import { expect, test } from 'vitest';
import { prefixOf } from '../../../../src/protocol/prefix';
import { checkSettings } from '../../../../src/sampling/settings';
import { NEVER, TinyEngine, WITHOUT_PAUSE } from './tiny-engine';

/** One that reads what stands after the cursor as well. */
const tiny = new TinyEngine({ vocabulary: 'code-fim' });
const TEXT = 'const a = 1;\nfunction f() {\n  return a';
const SUFFIX = ';\n}\n';
const AROUND = { document: 'a', suffix: SUFFIX, neighbours: [] } as const;

test('a model that reads what stands after the cursor is looked at with it, as in a completion', async () => {
  const { counts, tokens } = await tiny.complete(TEXT, { ...AROUND, maxTokens: 4, extent: 'block' });
  const path = tokens.map(({ id }) => id);
  const looked = await tiny.inspect(TEXT, { ...AROUND, heal: true, path, steps: true });
  expect(looked.ids).toHaveLength(counts.prompt + path.length);
  expect([looked.reused, looked.startsWithControl]).toEqual([looked.position, true]);
  for (const [index, { logprob, memory }] of looked.steps!.entries()) {
    expect(logprob).toBeCloseTo(tokens[index]!.logprob, 4);
    expect(memory?.match).toBe(tokens[index]!.memory?.match);
  }
  const plain = await tiny.inspect(TEXT, { ...AROUND, heal: false });
  expect(plain.startsWithControl).toBe(false); // the text as it stands
});

test('and searched from', async () => {
  const { tokens } = await tiny.complete(TEXT, { ...AROUND, maxTokens: 4, extent: 'block' });
  const sampling = checkSettings({});
  const request = { ...AROUND, prefix: prefixOf(TEXT), heal: true, width: 1, depth: 4, lengthPenalty: 0, sampling };
  let nodes: readonly { readonly id: number }[] = [];
  await tiny.engine.search(request, NEVER, WITHOUT_PAUSE, (tree) => {
    nodes = tree.nodes;
  });
  expect(nodes.slice(0, tokens.length).map(({ id }) => id)).toEqual(tokens.map(({ id }) => id));
});
