/** One well-formed message of every kind, to be believed as it is and refused when a part is changed. */
import type { Inspection, SearchTree } from '../../../src/protocol/inspection';
import type { Reply, Request } from '../../../src/protocol/messages';
import { checkSettings } from '../../../src/sampling/settings';

const prefix = { text: 'for (', start: 0 };
const sampling = checkSettings({ strategy: 'sample' });

const request = {
  document: 'file:///a.py',
  prefix,
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
  { type: 'inspect', id: 5, request: { document: '', prefix, heal: true } },
  {
    type: 'inspect',
    id: 6,
    request: {
      document: 'a',
      prefix,
      heal: false,
      path: [7],
      steps: true,
      position: 3,
      neighbours: ['b'],
      suffix: ')',
      attention: true,
      layers: true,
      embedding: true,
    },
  },
  { type: 'vocabulary', id: 7 },
  { type: 'scan', id: 8, request: { document: 'a', prefix, text: 'i++' } },
  {
    type: 'search',
    id: 9,
    request: {
      document: 'a',
      prefix,
      heal: true,
      path: [7],
      neighbours: ['b'],
      suffix: ')',
      width: 8,
      depth: 32,
      lengthPenalty: 0.5,
      sampling,
    },
  },
  { type: 'release' },
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
  inspectionBytes: 1e8,
};

const inspection: Inspection = {
  ids: Int32Array.of(3, 5),
  start: 0,
  startsWithControl: false,
  healed: new Uint8Array(1),
  position: 1,
  logits: Float32Array.of(0, -1),
  reused: 1,
  prefilled: 1,
  timings: { tokenize: 0.5, prefill: 12, total: 13 },
  cache: { tokens: 2, window: 2048, bytes: 1000, budget: 2000 },
};
const tree: SearchTree = {
  nodes: [{ id: 4, parent: -1, logprob: -1.5, pruned: false }],
  paths: [{ kind: 'beam', node: 0, logprob: -1.5, score: -1.5, text: 'i', stop: 'token-limit' }],
  passes: 3,
  most: 9,
};

export const REPLIES: readonly Reply[] = [
  { type: 'opening', id: 1, fraction: 0.3 },
  { type: 'opened', id: 1, model },
  { type: 'token', id: 2, token, text: 'i' },
  { type: 'token', id: 2, token: { ...token, memory: { share: 0.4, match: 6 } }, text: '' },
  // A token that the model thinks impossible.
  { type: 'token', id: 2, token: { ...token, logprob: Number.NEGATIVE_INFINITY }, text: '' },
  ...(['line-end', 'block-end', 'repetition', 'end-of-text', 'token-limit', 'time-limit', 'cancelled'] as const).map(
    (stop): Reply => ({ type: 'completed', id: 2, completion: { text: 'i', tokens: [token], stop, timings, counts } }),
  ),
  {
    type: 'completed',
    id: 3,
    completion: {
      text: 'i',
      tokens: [token],
      stop: 'line-end',
      candidates: [{ text: 'i', tokens: [token], logprob: -1.5, score: -1.5, stop: 'line-end', seed: 7 }],
      timings,
      counts,
    },
  },
  { type: 'reading', id: 5, done: 64, of: 200 },
  { type: 'inspected', id: 5, inspection },
  {
    type: 'inspected',
    id: 6,
    inspection: {
      ...inspection,
      path: 1,
      memory: { share: 0.4, match: 6, tokens: [{ id: 1, probability: 1 }] },
      steps: [{ id: 1, logprob: -1, chosen: -0.5, rank: 1, top: [{ id: 1, logprob: -0.5 }], memory: { share: 0.4, match: 6 } }],
      sessionBytes: 1e8,
      attention: { layers: 1, heads: 1, tokens: 2, weights: Float32Array.of(0.5, 0.5) },
      layers: [{ layer: 0, top: [{ id: 1, logprob: -0.5 }] }],
      embedding: { norm: 2.5, neighbours: [{ id: 1, cosine: 0.25 }] },
    },
  },
  { type: 'listed', id: 7, vocabulary: { bytes: new Uint8Array(3), ends: Uint32Array.of(1, 3), control: Uint32Array.of(0) } },
  {
    type: 'scanned',
    id: 8,
    part: { tokens: [{ id: 1, start: 2, end: 3, logprob: -0.5, rank: 1, top: [{ id: 1, logprob: -0.5 }] }], done: 0.5 },
  },
  { type: 'searched', id: 9, tree },
  { type: 'done', id: 9 },
  { type: 'dropped', id: 9 },
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

/** The paths of all values inside plain data, the outer ones first. An array of numbers of one kind is one value. */
export function pathsOf(value: unknown): string[][] {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => [[key], ...pathsOf(inner).map((path) => [key, ...path])]);
}
