/** One well-formed message of every kind, to be believed as it is and refused when a part is changed. */
import type { Reply, Request } from '../../../src/protocol/messages';

const request = {
  document: 'file:///a.py',
  prefix: { text: 'for (', start: 0 },
  extent: 'line',
  maxTokens: 64,
} as const;

export const REQUESTS: readonly Request[] = [
  { type: 'open', id: 1, options: { modelPath: '/models/a.gguf', threads: 0 } },
  { type: 'complete', id: 2, request },
  { type: 'complete', id: 3, request: { ...request, extent: 'block', timeLimit: 12.5 } },
  { type: 'complete', id: 4, request: { ...request, neighbours: ['file:///b.py'], suffix: '):\n' } },
  { type: 'complete', id: 5, request: { ...request, neighbours: [] } },
  { type: 'complete', id: 6, request: { ...request, purpose: 'prefill' } },
  { type: 'cancel', id: 2 },
  { type: 'close', document: '' },
  { type: 'remember', source: 'file:///b.py', text: '' },
  { type: 'forget', source: 'file:///b.py' },
  { type: 'shutdown' },
];

const token = { id: 0, text: '\ufffd', logprob: -1.5 };
const timings = { tokenize: 0.1, prefill: 20, decode: 0, total: 20.1 };
const counts = { prompt: 3, reused: 1, prefilled: 2, decoded: 1, guessed: 0 };
const model = {
  name: 'tiny',
  path: '/models/a.gguf',
  architecture: 'llama',
  quantisation: { F32: 20 },
  parameters: 100_000,
  fileBytes: 400_000,
  vocabulary: 320,
  layers: 2,
  heads: 4,
  kvHeads: 2,
  headDim: 16,
  embedding: 64,
  context: 256,
  window: 192,
  cacheBytesPerToken: 512,
  runtime: 'onnxruntime-node 1.27.0',
  threads: 2,
  loadTime: 12.5,
  residentBytes: 1e8,
};

export const REPLIES: readonly Reply[] = [
  { type: 'opened', id: 1, model },
  { type: 'token', id: 2, token, text: 'i' },
  { type: 'token', id: 2, token: { ...token, memory: { share: 0.4, match: 6 } }, text: '' },
  // A token that the model thinks impossible.
  { type: 'token', id: 2, token: { ...token, logprob: Number.NEGATIVE_INFINITY }, text: '' },
  ...(['line-end', 'block-end', 'end-of-text', 'token-limit', 'time-limit', 'cancelled'] as const).map(
    (stop): Reply => ({ type: 'completed', id: 2, completion: { text: 'i', tokens: [token], stop, timings, counts } }),
  ),
  { type: 'failed', id: 2, error: { code: 'model-missing', args: ['/models/a.gguf'] } },
  { type: 'failed', id: 2, error: { code: 'model-truncated', args: ['/models/a.gguf', { code: 'file-empty', args: [] }] } },
];

/** A copy of plain data with the value at `path` replaced, or taken out where it is `undefined`. */
export function withValue(message: unknown, path: readonly string[], value: unknown): unknown {
  const copy: unknown = structuredClone(message);
  let holder = copy as Record<string, unknown>;
  for (const key of path.slice(0, -1)) holder = holder[key] as Record<string, unknown>;
  const last = path.at(-1) ?? '';
  if (value === undefined) delete holder[last];
  else holder[last] = value;
  return copy;
}

/** The paths of all values inside plain data, the outer ones first. */
export function pathsOf(value: unknown): string[][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [[key], ...pathsOf(inner).map((path) => [key, ...path])]);
}
