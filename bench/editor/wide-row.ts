/** A made-up model with a large vocabulary: what the inspector's page is told of it. */
import type { Frame, PanelModel, ToPage } from '../../src/protocol/panel';
import { seededRandom } from '../../src/sampling/random';
import { checkSettings } from '../../src/sampling/settings';

const TOKENS = 2_048;

/** The messages for one frame: every token has a name, and the row of logits looks like one of a model that is unsure. */
export function wideMessages(vocabulary: number): readonly ToPage[] {
  const encoder = new TextEncoder();
  const names = Array.from({ length: vocabulary }, (_, id) => encoder.encode(id % 40 === 0 ? '\n' : ` t${id.toString(36)}`));
  let end = 0;
  const table = {
    bytes: Uint8Array.from(names.flatMap((name) => [...name])),
    ends: Uint32Array.from(names, ({ length }) => (end += length)),
    control: new Uint32Array(),
  };
  return [
    { type: 'model', model: modelOf(vocabulary), vocabulary: table },
    { type: 'state', state: { kind: 'live' } },
    { type: 'frame', frame: frameOf(vocabulary) },
  ];
}

/** Near a bell curve, as logits are, with a few tokens above it that a text makes likely. */
function rowOf(vocabulary: number): Float32Array {
  const random = seededRandom(1);
  const bell = () => 4 * (random.next() + random.next() + random.next() + random.next() - 2);
  const row = Float32Array.from({ length: vocabulary }, bell);
  for (let likely = 0; likely < 60; likely++) row[Math.floor(random.next() * vocabulary)] = 16 - likely / 5;
  return row;
}

function frameOf(vocabulary: number): Frame {
  const random = seededRandom(2);
  return {
    seq: 1,
    source: { kind: 'document', name: 'wide.ts', line: 1, column: 1, offset: 0, version: 1, cursors: 1, dropped: 0 },
    settings: checkSettings({ strategy: 'sample' }),
    inspection: {
      ids: Int32Array.from({ length: TOKENS }, () => Math.floor(random.next() * vocabulary)),
      start: 0,
      startsWithControl: false,
      healed: new Uint8Array(),
      position: TOKENS - 1,
      logits: rowOf(vocabulary),
      reused: TOKENS - 8,
      prefilled: 8,
      timings: { tokenize: 1, prefill: 20, total: 22 },
      cache: { tokens: TOKENS, window: TOKENS, bytes: 1e8, budget: 2.56e8 },
    },
  };
}

const modelOf = (vocabulary: number): PanelModel => ({
  name: 'made up',
  path: 'made-up.gguf',
  architecture: 'llama',
  quantisation: { Q4_1: 168 },
  loadTime: 1_000,
  runtime: 'none',
  vocabulary,
  layers: 24,
  heads: 14,
  kvHeads: 2,
  headDim: 64,
  embedding: 896,
  context: 32_768,
  window: TOKENS,
  cacheBytesPerToken: 46_080,
  fileBytes: 5e8,
  parameters: 5e8,
  threads: 2,
  residentBytes: 6e8,
  inspectionBytes: 6e8,
});
