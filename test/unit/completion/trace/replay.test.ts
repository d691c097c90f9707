import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { difference, parseReplay, type Replay, replayOf } from '../../../../src/completion/trace/replay';
import { Engine } from '../../../../src/engine/engine';
import type { CompletionRequest } from '../../../../src/protocol/messages';
import { prefixOf } from '../../../../src/protocol/prefix';
import { checkSettings } from '../../../../src/sampling/settings';
import { tinyGguf } from '../../../support/tiny-gguf';
import { TemporaryFolder } from '../../engine/temporary-folder';
import { code } from '../../engine/texts';

const folder = new TemporaryFolder();
const NEVER = { cancelled: false };
const MODEL = { name: 'tiny.gguf', bytes: 1, sha256: 'ab' };
const REQUEST: CompletionRequest = {
  document: 'a',
  prefix: prefixOf(code(20)),
  suffix: '\n}\n',
  neighbours: ['b'],
  extent: 'line',
  maxTokens: 12,
};
const SOURCES = [{ name: 'b', text: code(30) }];

let modelPath: string;
const engines: Engine[] = [];
beforeAll(() => {
  modelPath = folder.write('tiny.gguf', tinyGguf({ context: 1024 }).bytes);
});
afterAll(async () => {
  for (const engine of engines) await engine.close();
});

/** What an engine says that was asked nothing before. */
async function fresh(request: CompletionRequest) {
  const engine = await Engine.open({ modelPath, threads: 1 });
  engines.push(engine);
  for (const { name, text } of SOURCES) engine.remember(name, text);
  await engine.learn(NEVER);
  return engine.complete(request, NEVER, () => {});
}

const saved = async (request: CompletionRequest): Promise<Replay> => replayOf(request, await fresh(request), SOURCES, MODEL, 1);

/** As it comes back from a file. */
function written(replay: Replay): Replay {
  const read = parseReplay(JSON.parse(JSON.stringify(replay)));
  if (typeof read === 'string') throw new Error(read);
  return read;
}

describe('a saved request', () => {
  test.each<[string, Partial<CompletionRequest>]>([
    ['greedy', {}],
    ['sampled', { sampling: checkSettings({ strategy: 'sample', temperature: 1.5, seed: 9 }) }],
    ['several', { count: 3 }],
    ['with the document alone', { neighbours: [] }],
  ])('gives the same ids and the same text again: %s', async (_, changes) => {
    const replay = written(await saved({ ...REQUEST, ...changes }));
    expect(replay.answers[0]?.ids.length).toBeGreaterThan(0);
    expect(difference(replay, await fresh(replay.request))).toBeUndefined();
  });

  test('that ran out of time wants as many tokens as it had', async () => {
    const completion = await fresh({ ...REQUEST, maxTokens: 3 });
    const asked: CompletionRequest = { ...REQUEST, timeLimit: 5, purpose: 'speculation' };
    const replay = written(replayOf(asked, { ...completion, stop: 'time-limit' }, SOURCES, MODEL, 1));
    expect(replay.request).toEqual({ ...REQUEST, maxTokens: completion.tokens.length });
    expect(difference(replay, await fresh(replay.request))).toBeUndefined();
  });
});

test('that was answered from a short window asks for that window', async () => {
  const window = 16;
  const request = { ...REQUEST, prefix: prefixOf(`${REQUEST.prefix.text}\n${REQUEST.prefix.text}`) };
  const completion = { ...(await fresh({ ...request, window })), window };
  const replay = written(replayOf({ ...request, patience: 1 }, completion, SOURCES, MODEL, 1));
  expect(replay.request).toEqual({ ...request, window });
  expect(difference(replay, await fresh(replay.request))).toBeUndefined();
});

test('a difference is named by its number', async () => {
  const replay = await saved(REQUEST);
  const again = await fresh(REQUEST);
  const [answer] = replay.answers;
  const { ids, text } = answer!;
  const changed = (change: Partial<typeof answer>) => difference({ ...replay, answers: [{ ...answer!, ...change }] }, again);
  expect(changed({ ids: [7777, ...ids.slice(1)] })).toBe(`Token 1 of text 1 is ${ids[0]} and was 7777.`);
  expect(changed({ ids: [...ids, 5] })).toBe(`Token ${ids.length + 1} of text 1 is missing and was 5.`);
  expect(changed({ ids: ids.slice(0, -1) })).toBe(`Token ${ids.length} of text 1 is ${ids.at(-1)} and was not there.`);
  expect(changed({ text: `${text}x` })).toBe(`Text 1 is ${JSON.stringify(text)} and was ${JSON.stringify(`${text}x`)}.`);
  expect(difference({ ...replay, answers: [answer!, answer!] }, again)).toBe('There are 1 texts and were 2.');
  expect(difference({ ...replay, answers: [] }, again)).toBe('There are 1 texts and were 0.');
});

test.each<[string, (replay: Replay) => unknown, RegExp]>([
  ['nothing', () => null, /no saved request/],
  ['another file', () => ({ name: 'inkling' }), /no saved request/],
  ['a later version', (replay) => ({ ...replay, version: 2 }), /version 2; this Inkling reads version 1/],
  ['no model', (replay) => ({ ...replay, model: undefined }), /which model/],
  ['no threads', (replay) => ({ ...replay, threads: -1 }), /how many threads/],
  ['a damaged request', (replay) => ({ ...replay, request: { ...replay.request, extent: 'page' } }), /request is damaged/],
  ['a damaged source', (replay) => ({ ...replay, sources: [{ name: 'b' }] }), /related code is damaged/],
  ['a damaged answer', (replay) => ({ ...replay, answers: [{ text: 'x', ids: ['1'] }] }), /answer is damaged/],
])('%s is refused with a sentence', async (_, change, sentence) => {
  expect(parseReplay(change(await saved({ ...REQUEST, maxTokens: 1 })))).toMatch(sentence);
});
