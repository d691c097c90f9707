/** Checks of what `inspection.ts` describes. */
import { type Check, count, finite, flag, listOf, number, oneOf, optional, record, sampling, stop, text, within } from './checks';
import { SEARCH_LIMITS } from './inspection';

const whole =
  (least: number, most: number): Check =>
  (value) =>
    Number.isInteger(value) && within(least, most)(value);
const bytes: Check = (value) => value instanceof Uint8Array;
const ints: Check = (value) => value instanceof Int32Array;
const wholes: Check = (value) => value instanceof Uint32Array;
const floats: Check = (value) => value instanceof Float32Array;

const prefix = record({ text, start: count });
const scored = record({ id: count, logprob: number });
const memory = record({ share: finite, match: count, tokens: listOf(record({ id: count, probability: finite })) });

const step = record({
  id: count,
  logprob: number,
  chosen: number,
  rank: count,
  top: listOf(scored),
  memory: optional(record({ share: finite, match: count })),
});

export const inspectionRequest = record({
  document: text,
  prefix,
  heal: flag,
  path: optional(listOf(count)),
  steps: optional(flag),
  position: optional(count),
  neighbours: optional(listOf(text)),
  suffix: optional(text),
  attention: optional(flag),
  layers: optional(flag),
  embedding: optional(flag),
});

export const inspection = record({
  ids: ints,
  start: count,
  startsWithControl: flag,
  path: optional(count),
  healed: bytes,
  position: count,
  logits: floats,
  memory: optional(memory),
  reused: count,
  prefilled: count,
  timings: record({ tokenize: finite, prefill: finite, total: finite }),
  cache: record({ tokens: count, window: count, bytes: count, budget: count }),
  steps: optional(listOf(step)),
  sessionBytes: optional(count),
  attention: optional(record({ layers: count, heads: count, tokens: count, weights: floats })),
  layers: optional(listOf(record({ layer: count, top: listOf(scored) }))),
  embedding: optional(record({ norm: finite, neighbours: listOf(record({ id: count, cosine: finite })) })),
});

export const vocabularyTable = record({ bytes, ends: wholes, control: wholes });

export const scanRequest = record({ document: text, prefix, text });

export const scanPart = record({
  tokens: listOf(record({ id: count, start: count, end: count, logprob: number, rank: count, top: listOf(scored) })),
  done: within(0, 1),
});

export const searchRequest = record({
  document: text,
  prefix,
  heal: flag,
  path: optional(listOf(count)),
  neighbours: optional(listOf(text)),
  suffix: optional(text),
  width: whole(1, SEARCH_LIMITS.width),
  depth: whole(1, SEARCH_LIMITS.depth),
  lengthPenalty: within(0, SEARCH_LIMITS.lengthPenalty),
  sampling,
});

export const searchTree = record({
  nodes: listOf(record({ id: count, parent: whole(-1, Number.MAX_SAFE_INTEGER), logprob: number, pruned: flag })),
  paths: listOf(
    record({
      kind: oneOf('greedy', 'sample', 'beam'),
      node: whole(-1, Number.MAX_SAFE_INTEGER),
      logprob: number,
      score: number,
      text,
      stop: optional(stop),
    }),
  ),
  passes: count,
  most: count,
});
