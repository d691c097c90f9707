/**
 * Checks at the border: a message is believed only when it has the shape of `messages.ts`.
 * Both functions return the value itself, so fields that nobody asked for are harmless and ignored.
 */
import {
  type Check,
  count,
  everyValue,
  finite,
  flag,
  id,
  listOf,
  number,
  oneOf,
  optional,
  record,
  sampling,
  seed,
  stop,
  text,
  within,
} from './checks';
import { DETAIL_PHRASES } from './error-details';
import { ERROR_SENTENCES } from './errors';
import { inspection, inspectionRequest, scanPart, scanRequest, searchRequest, searchTree, vocabularyTable } from './inspection-checks';
import type { CompletionRequest, Reply, Request } from './messages';

const options = record({ modelPath: text, threads: count, threadMemory: optional(text), cacheMemory: optional(count) });
const completionRequest = record({
  document: text,
  prefix: record({ text, start: count }),
  extent: oneOf('line', 'block'),
  maxTokens: count,
  timeLimit: optional(finite),
  leastProbability: optional(within(0, 1)),
  window: optional(id),
  patience: optional(finite),
  sampling: optional(sampling),
  beginnings: optional(id),
  count: optional(id),
  lookup: optional(flag),
  neighbours: optional(listOf(text)),
  suffix: optional(text),
  purpose: optional(oneOf('prefill', 'speculation')),
});
const token = record({ id: count, text, logprob: number, memory: optional(record({ share: finite, match: count })) });
const completion = record({
  text,
  tokens: listOf(token),
  stop,
  window: optional(id),
  candidates: optional(listOf(record({ text, tokens: listOf(token), logprob: number, score: number, stop, seed: optional(seed) }))),
  timings: record({ tokenize: finite, prefill: finite, decode: finite, total: finite }),
  counts: record({ prompt: count, reused: count, prefilled: count, decoded: count, guessed: count, others: optional(count) }),
});
const modelInfo = record({
  name: text,
  path: text,
  architecture: text,
  quantisation: everyValue(count),
  parameters: count,
  fileBytes: count,
  vocabulary: count,
  layers: count,
  heads: count,
  kvHeads: count,
  headDim: count,
  embedding: count,
  context: count,
  window: count,
  cacheBytesPerToken: count,
  runtime: text,
  threads: count,
  loadTime: finite,
  residentBytes: count,
  inspectionBytes: count,
});
const detail = record({ code: oneOf(...Object.keys(DETAIL_PHRASES)), args: listOf(text) });
const error = record({
  code: oneOf(...Object.keys(ERROR_SENTENCES)),
  args: listOf((value) => text(value) || detail(value)),
});

const requests: Readonly<Record<Request['type'], Check>> = {
  open: record({ id, options }),
  complete: record({ id, request: completionRequest }),
  inspect: record({ id, request: inspectionRequest }),
  vocabulary: record({ id }),
  scan: record({ id, request: scanRequest }),
  search: record({ id, request: searchRequest }),
  release: record({}),
  cancel: record({ id }),
  close: record({ document: text }),
  remember: record({ source: text, text }),
  forget: record({ source: text }),
  shutdown: record({}),
};

const replies: Readonly<Record<Reply['type'], Check>> = {
  opening: record({ id, fraction: finite }),
  opened: record({ id, model: modelInfo }),
  token: record({ id, token, text }),
  completed: record({ id, completion }),
  reading: record({ id, done: count, of: count }),
  inspected: record({ id, inspection }),
  listed: record({ id, vocabulary: vocabularyTable }),
  scanned: record({ id, part: scanPart }),
  searched: record({ id, tree: searchTree }),
  done: record({ id }),
  dropped: record({ id }),
  failed: record({ id, error }),
};

/** Whether a value has the shape of a completion request. */
export function isCompletionRequest(value: unknown): value is CompletionRequest {
  return completionRequest(value);
}

/** The value as a request, or undefined when it is none. */
export function parseRequest(value: unknown): Request | undefined {
  return matches(requests, value) ? (value as Request) : undefined;
}

/** The value as a reply, or undefined when it is none. */
export function parseReply(value: unknown): Reply | undefined {
  return matches(replies, value) ? (value as Reply) : undefined;
}

function matches(checks: Readonly<Record<string, Check>>, value: unknown): boolean {
  if (typeof value !== 'object' || value === null || !('type' in value)) return false;
  const { type } = value;
  if (typeof type !== 'string' || !Object.hasOwn(checks, type)) return false;
  return checks[type]?.(value) ?? false;
}
