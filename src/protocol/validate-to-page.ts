/** The page's side of the border to its host: a message is believed only when it has the shape of `panel.ts`. */
import {
  any,
  type Check,
  count,
  finite,
  flag,
  listOf,
  number,
  oneOf,
  optional,
  record,
  sampling,
  seed,
  stop,
  text,
  variant,
  within,
} from './checks';
import { inspection, scanPart, searchTree, vocabularyTable } from './inspection-checks';
import type { PanelState, Source, ToPage } from './panel';

const stateKinds: Readonly<Record<PanelState['kind'], Check>> = {
  'no-model': record({ message: text }),
  loading: record({ fraction: within(0, 1) }),
  'no-editor': any,
  unsupported: record({ reason: oneOf('too-large', 'not-text', 'excluded') }),
  reading: record({ done: count, of: count }),
  live: any,
  stale: record({ line: count, edits: count }),
  pinned: any,
  paused: any,
  cancelled: any,
  untrusted: any,
  error: record({ message: text, details: text }),
  'no-logits': any,
};

const sources: Readonly<Record<Source['kind'], Check>> = {
  document: record({ name: text, line: count, column: count, offset: count, version: count, cursors: count, dropped: count }),
  text: record({ text }),
  suggestion: record({
    text,
    tokens: listOf(record({ id: count, text, logprob: number })),
    kept: count,
    stop: optional(stop),
    ending: listOf(text),
    drawn: optional(record({ seed, numbers: listOf(within(0, 1)) })),
  }),
  replay: record({ name: text, differences: listOf(text) }),
};

const cost = optional(record({ tokens: count, milliseconds: finite }));

const frame = record({
  seq: count,
  source: variant('kind', sources),
  inspection,
  settings: sampling,
  edit: cost,
  decode: cost,
});

const model = record({
  name: text,
  architecture: text,
  runtime: text,
  vocabulary: count,
  layers: count,
  heads: count,
  kvHeads: count,
  headDim: count,
  embedding: count,
  context: count,
  window: count,
  cacheBytesPerToken: count,
  fileBytes: count,
  parameters: count,
  threads: count,
  residentBytes: count,
  inspectionBytes: count,
  sha256: optional(text),
});

const attention = record({ layers: count, heads: count, tokens: count, weights: (value) => value instanceof Float32Array });
const likely = listOf(record({ id: count, probability: finite }));
const extras = record({
  attention: optional(attention),
  layers: optional(listOf(record({ layer: count, top: listOf(record({ id: count, logprob: number })) }))),
  embedding: optional(record({ norm: finite, neighbours: listOf(record({ id: count, cosine: finite })) })),
  sessionBytes: optional(count),
  healing: optional(record({ on: likely, off: likely })),
});

const toPage: Readonly<Record<ToPage['type'], Check>> = {
  model: record({ model, vocabulary: vocabularyTable }),
  state: record({ state: variant('kind', stateKinds) }),
  frame: record({ frame, state: optional(variant('kind', stateKinds)) }),
  extras: record({ seq: count, extras }),
  settings: record({ settings: sampling }),
  following: record({ following: flag, pinned: flag }),
  search: record({ seq: count, path: listOf(count), tree: searchTree, done: flag }),
  scanning: record({ scope: oneOf('selection', 'function', 'file'), document: text }),
  scan: record({ part: scanPart, from: count, done: flag }),
  underlines: record({ shown: flag }),
  told: record({ sentence: text }),
  write: record({ as: oneOf('markdown', 'csv', 'json', 'text') }),
};

/** The value as a message for the page, or undefined when it is none. */
export function parseToPage(value: unknown): ToPage | undefined {
  return variant('type', toPage)(value) ? (value as ToPage) : undefined;
}
