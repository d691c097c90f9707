import { afterAll, expect, test } from 'vitest';
import { JobQueue } from '../../../../src/engine/host/job-queue';
import { CancelFlags } from '../../../../src/protocol/cancel';
import type { Completion, CompletionRequest, Reply } from '../../../../src/protocol/messages';
import { prefixOf } from '../../../../src/protocol/prefix';
import { tinyGguf } from '../../../support/tiny-gguf';
import { TemporaryFolder } from '../temporary-folder';
import { code } from '../texts';

const folder = new TemporaryFolder();
const modelPath = folder.write('tiny.gguf', tinyGguf({ context: 1024 }).bytes);
const closing: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const close of closing) await close();
});

const BACKGROUND = { purpose: 'speculation' } as const;
const PREFILL = { purpose: 'prefill' } as const;
const REAL = {};

/** An open queue, and what it answered to completions. */
function queueOf() {
  const completions: Completion[] = [];
  const take = (reply: Reply) => {
    if (reply.type === 'completed') completions[reply.id - 2] = reply.completion;
  };
  const queue = new JobQueue(CancelFlags.create(), take);
  closing.push(() => {
    queue.take({ type: 'shutdown' });
    return queue.idle();
  });
  queue.take({ type: 'open', id: 1, options: { modelPath, threads: 1 } });
  return { queue, completions };
}

const request = (changes: Partial<CompletionRequest>): CompletionRequest => ({
  document: 'a',
  prefix: prefixOf(code(20)),
  extent: 'line',
  maxTokens: 4,
  ...changes,
});

/** Gives the requests to a queue all at once, and says how each ended. */
async function ends(...requests: readonly Partial<CompletionRequest>[]): Promise<Completion[]> {
  const { queue, completions } = queueOf();
  for (const [index, changes] of requests.entries()) queue.take({ type: 'complete', id: index + 2, request: request(changes) });
  await queue.idle();
  return completions;
}

const B = { document: 'b' };
const cancelled = (completions: readonly Completion[]) => completions.map(({ stop }) => stop === 'cancelled');

test.each([
  ['a newer one takes the place of an older one of its document', [REAL, REAL], [true, false]],
  ['and not of one of another', [REAL, { ...REAL, ...B }], [false, false]],
  ['what decodes cancels reading ahead and speculation, of any document', [PREFILL, { ...BACKGROUND, ...B }, REAL], [true, true, false]],
  ['reading ahead cancels speculation, and nothing that decodes', [REAL, { ...BACKGROUND, ...B }, PREFILL], [false, true, false]],
  ['speculation cancels only older speculation', [REAL, { ...PREFILL, ...B }, BACKGROUND, BACKGROUND], [false, false, true, false]],
  ['speculation for two documents has time for both', [BACKGROUND, { ...BACKGROUND, ...B }], [false, false]],
])('%s', async (_, requests, expected) => {
  expect(cancelled(await ends(...requests))).toEqual(expected);
});

test('what was only read is found by the request that follows', async () => {
  const { queue, completions } = queueOf();
  queue.take({ type: 'complete', id: 2, request: request(PREFILL) });
  await queue.idle();
  queue.take({ type: 'complete', id: 3, request: request(REAL) });
  await queue.idle();
  const [read, decoded] = completions;
  expect(read).toMatchObject({ text: '', tokens: [], stop: 'token-limit', counts: { reused: 0, decoded: 0 } });
  expect(read!.counts.prefilled).toBe(read!.counts.prompt);
  expect(decoded!.counts.reused).toBeGreaterThanOrEqual(read!.counts.prompt - 1);
});

test('a cancelled request that waited is answered', async () => {
  const all = await ends(...Array.from({ length: 50 }, () => REAL));
  expect(all).toHaveLength(50);
  expect(cancelled(all).filter((isCancelled) => !isCancelled)).toHaveLength(1);
});
