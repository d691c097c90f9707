/** What the inspector asks, among completions. */
import { afterAll, expect, test } from 'vitest';
import { JobQueue } from '../../../../src/engine/host/job-queue';
import { CancelFlags } from '../../../../src/protocol/cancel';
import type { Reply, Request } from '../../../../src/protocol/messages';
import { prefixOf } from '../../../../src/protocol/prefix';
import { checkSettings } from '../../../../src/sampling/settings';
import { tinyGguf } from '../../../support/tiny-gguf';
import { TemporaryFolder } from '../temporary-folder';
import { code } from '../texts';

const folder = new TemporaryFolder();
const modelPath = folder.write('tiny.gguf', tinyGguf({ context: 1024 }).bytes);
const closing: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const close of closing) await close();
});

/** Flags that tell how often a request has asked whether it is cancelled: before and between its passes. */
class WatchedFlags extends CancelFlags {
  onAsked: (id: number) => void = () => {};

  constructor() {
    super(CancelFlags.create().buffer);
  }

  override isCancelled(id: number): boolean {
    this.onAsked(id);
    return super.isCancelled(id);
  }
}

function queueOf() {
  const replies: Reply[] = [];
  const flags = new WatchedFlags();
  const queue = new JobQueue(flags, (reply) => replies.push(reply));
  closing.push(() => {
    queue.take({ type: 'shutdown' });
    return queue.idle();
  });
  const open = (): void => queue.take({ type: 'open', id: 1, options: { modelPath, threads: 1 } });
  // Tokens, and how far the opening or the reading is, come before an answer and are none.
  const answers = () => replies.filter(({ type }) => !['token', 'opening', 'reading'].includes(type));
  return { queue, flags, open, told: () => answers().map(({ type, id }) => `${type} ${id}`) };
}

const LONG = prefixOf(code(20));
const inspect = (id: number, document = 'a'): Request => ({ type: 'inspect', id, request: { document, prefix: LONG, heal: true } });
const complete = (id: number, document = 'a'): Request => ({
  type: 'complete',
  id,
  request: { document, prefix: LONG, extent: 'line', maxTokens: 4 },
});

test('a completion goes first, though it came later', async () => {
  const { queue, open, told } = queueOf();
  open();
  for (const request of [inspect(2), complete(3), complete(4, 'b')]) queue.take(request);
  await queue.idle();
  expect(told()).toEqual(['opened 1', 'completed 3', 'completed 4', 'inspected 2']);
});

test('an inspection that runs gives way between two passes, and goes on', async () => {
  const { queue, flags, open, told } = queueOf();
  open();
  await queue.idle();
  let asked = 0;
  flags.onAsked = (id) => {
    if (id === 2 && ++asked === 3) queue.take(complete(3, 'b'));
  };
  queue.take(inspect(2));
  await queue.idle();
  expect(told()).toEqual(['opened 1', 'completed 3', 'inspected 2']);
});

test('a newer inspection takes the place of an older one of its document', async () => {
  const { queue, flags, open, told } = queueOf();
  open();
  await queue.idle();
  let asked = 0;
  flags.onAsked = (id) => {
    if (id === 2 && ++asked === 3) queue.take(inspect(4));
  };
  queue.take(inspect(2));
  queue.take(inspect(3, 'b'));
  await queue.idle();
  expect(told()).toEqual(['opened 1', 'dropped 2', 'inspected 3', 'inspected 4']);
});

test('cancelled, or for a closed document, it is dropped; the vocabulary belongs to none', async () => {
  const { queue, open, told } = queueOf();
  open();
  for (const request of [inspect(2), inspect(3, 'b'), inspect(4, 'c')]) queue.take(request);
  queue.take({ type: 'vocabulary', id: 5 });
  queue.take({ type: 'cancel', id: 3 });
  queue.take({ type: 'close', document: 'c' });
  queue.take({ type: 'release' });
  await queue.idle();
  expect(told()).toEqual(['opened 1', 'inspected 2', 'dropped 3', 'dropped 4', 'listed 5']);
});

const scan = (id: number): Request => ({ type: 'scan', id, request: { document: 'a', prefix: prefixOf(''), text: code(20) } });
const search = (id: number): Request => ({
  type: 'search',
  id,
  request: { document: 'a', prefix: LONG, heal: true, width: 2, depth: 4, lengthPenalty: 0, sampling: checkSettings({}) },
});

test('the quick goes before the slow, and completions before all', async () => {
  const { queue, open, told } = queueOf();
  open();
  for (const request of [scan(2), search(3), inspect(4), complete(5, 'b')]) queue.take(request);
  await queue.idle();
  const order = [...new Set(told())];
  expect(order).toEqual(['opened 1', 'completed 5', 'inspected 4', 'searched 3', 'done 3', 'scanned 2', 'done 2']);
});

test('a scan and a search that run give way, and go on', async () => {
  for (const look of [scan(2), search(2)]) {
    const { queue, flags, open, told } = queueOf();
    open();
    await queue.idle();
    let asked = 0;
    flags.onAsked = (id) => {
      if (id === 2 && ++asked === 4) queue.take(complete(3));
    };
    queue.take(look);
    await queue.idle();
    expect([...new Set(told())].toSorted()).toEqual([
      'completed 3',
      'done 2',
      'opened 1',
      look.type === 'scan' ? 'scanned 2' : 'searched 2',
    ]);
    expect(told().at(-1)).toBe('done 2');
  }
});

test('a newer scan takes the place of an older one, and of nothing else', async () => {
  const { queue, open, told } = queueOf();
  open();
  for (const request of [scan(2), search(3), scan(4)]) queue.take(request);
  await queue.idle();
  expect(told().filter((reply) => /^(done|dropped)/.test(reply))).toEqual(['done 3', 'dropped 2', 'done 4']);
});

test('without a model it fails, and at the end all is answered', async () => {
  const { queue, open, told } = queueOf();
  queue.take(inspect(2));
  await queue.idle();
  open();
  await queue.idle();
  queue.take(inspect(3));
  queue.take({ type: 'shutdown' });
  await queue.idle();
  expect(told()).toEqual(['failed 2', 'opened 1', 'dropped 3']);
});
