import { describe, expect, test } from 'vitest';
import type { FromPage, ToPage } from '../../../src/protocol/panel';
import { parseFromPage } from '../../../src/protocol/validate-from-page';
import { parseToPage } from '../../../src/protocol/validate-to-page';
import { checkSettings } from '../../../src/sampling/settings';

const settings = checkSettings({ strategy: 'sample' });
const inspection = {
  ids: Int32Array.of(1),
  start: 0,
  startsWithControl: false,
  healed: new Uint8Array(),
  position: 0,
  logits: Float32Array.of(1, 2),
  reused: 0,
  prefilled: 1,
  timings: { tokenize: 0.1, prefill: 2, total: 3 },
  cache: { tokens: 1, window: 8, bytes: 10, budget: 100 },
};
const document = { kind: 'document', name: 'a.ts', line: 1, column: 1, offset: 0, version: 1, cursors: 1, dropped: 0 } as const;
const frame = { seq: 1, source: document, inspection, settings };
const suggestion = { kind: 'suggestion', text: 'a', tokens: [], kept: 0, ending: [] } as const;
const tree = { nodes: [{ id: 1, parent: -1, logprob: -1, pruned: false }], paths: [], passes: 1, most: 2 };

const toPage: readonly ToPage[] = [
  { type: 'state', state: { kind: 'live' } },
  { type: 'state', state: { kind: 'stale', line: 3, edits: 1 } },
  { type: 'state', state: { kind: 'error', message: 'a', details: 'b' } },
  { type: 'frame', frame },
  { type: 'frame', frame: { ...frame, source: { kind: 'text', text: 'a' }, edit: { tokens: 1, milliseconds: 2.5 } } },
  {
    type: 'frame',
    frame: { ...frame, source: { kind: 'suggestion', text: 'a', tokens: [{ id: 1, text: 'a', logprob: -1 }], kept: 1, ending: ['b'] } },
  },
  { type: 'frame', frame: { ...frame, source: { ...suggestion, drawn: { seed: 7, numbers: [0.5] } } } },
  {
    type: 'frame',
    frame: {
      ...frame,
      source: { kind: 'replay', name: 'a.json', differences: [] },
      inspection: {
        ...inspection,
        path: 1,
        sessionBytes: 9,
        steps: [{ id: 1, logprob: -1, chosen: -0.5, rank: 2, top: [{ id: 0, logprob: 0 }] }],
      },
    },
  },
  { type: 'state', state: { kind: 'no-model', message: 'a' } },
  { type: 'extras', seq: 1, extras: { embedding: { norm: 1, neighbours: [{ id: 1, cosine: 0.5 }] } } },
  { type: 'extras', seq: 1, extras: { healing: { on: [{ id: 1, probability: 1 }], off: [] } } },
  { type: 'settings', settings },
  { type: 'following', following: true, pinned: false },
  { type: 'search', seq: 1, path: [4], tree, done: true },
  { type: 'scan', part: { tokens: [], done: 1 }, from: 0, done: true },
  { type: 'scanning', scope: 'function', document: 'file:///a.ts' },
  { type: 'underlines', shown: true },
  { type: 'told', sentence: 'a' },
  { type: 'write', as: 'text' },
  { type: 'write', as: 'csv' },
];

const fromPage: readonly FromPage[] = [
  { type: 'ready' },
  { type: 'wanted', sections: ['attention', 'layers', 'embedding'] },
  { type: 'look', position: 3 },
  { type: 'look', position: undefined },
  { type: 'heal', on: false },
  { type: 'compare-heal' },
  { type: 'text', text: undefined },
  { type: 'text', text: '' },
  { type: 'act', kind: 'no-model' },
  { type: 'insert', ids: [1, 2] },
  { type: 'search', width: 1, depth: 1, lengthPenalty: 0.5, path: [] },
  { type: 'scan', scope: 'function' },
  { type: 'reveal', start: 1, end: 2 },
  { type: 'save-settings', settings },
  { type: 'insert-path', ids: [1, 2] },
  { type: 'copy', format: 'csv', tried: { settings, order: ['top-k', 'temperature'] } },
  { type: 'copy-text', text: 'a' },
  { type: 'open-as-text', tried: { settings, order: [] } },
  { type: 'open-as-text', tried: { settings, order: [], coin: { seed: 4294967295, flips: 1000 }, attention: { layer: 2 } } },
  { type: 'open-replay' },
  { type: 'leave' },
];

test.each(toPage)('the page takes $type', (message) => {
  expect(parseToPage(message)).toBe(message);
  expect(parseToPage(structuredClone(message))).toEqual(message);
});

test.each(fromPage)('the host takes $type', (message) => {
  expect(parseFromPage(message)).toBe(message);
});

describe('what has not the shape is no message', () => {
  test.each([
    undefined,
    null,
    'frame',
    [],
    {},
    { type: 'toString' },
    { type: 'state', state: { kind: 'great' } },
    { type: 'state', state: { kind: 'loading', fraction: 7 } },
    { type: 'frame', frame: { ...frame, seq: -1 } },
    { type: 'frame', frame: { ...frame, source: { kind: 'document' } } },
    { type: 'frame', frame: { ...frame, inspection: { ...inspection, logits: [1, 2] } } },
    { type: 'frame', frame: { ...frame, settings: { ...settings, topP: 3 } } },
    { type: 'extras', seq: 1, extras: { attention: { layers: 1, heads: 1, tokens: 1, weights: [1] } } },
    { type: 'extras', seq: 1, extras: { healing: { on: [] } } },
    { type: 'extras', seq: 1, extras: { healing: { on: [], off: [{ id: 1, probability: null }] } } },
    { type: 'model', model: { name: 'a' }, vocabulary: {} },
    { type: 'scanning', scope: 'disk', document: 'file:///a.ts' },
    { type: 'scanning', scope: 'file' },
    { type: 'state', state: { kind: 'no-model' } },
    { type: 'frame', frame: { ...frame, source: { kind: 'suggestion', text: 'a', tokens: [], ending: [] } } },
    { type: 'frame', frame: { ...frame, source: { ...suggestion, drawn: { numbers: [0.5] } } } },
    { type: 'frame', frame: { ...frame, source: { ...suggestion, drawn: { seed: 7, numbers: [1.5] } } } },
    { type: 'frame', frame: { ...frame, inspection: { ...inspection, steps: [{ id: 1, logprob: -1, rank: 2, top: [] }] } } },
  ])('for the page: %j', (value) => {
    expect(parseToPage(value)).toBeUndefined();
  });

  test.each([
    undefined,
    { type: 'wanted', sections: ['everything'] },
    { type: 'look', position: -1 },
    { type: 'look', position: '3' },
    { type: 'insert', ids: [1.5] },
    { type: 'insert' },
    { type: 'act', kind: 'run' },
    { type: 'scan', scope: 'disk' },
    { type: 'reveal', start: 1 },
    { type: 'save-settings', settings: { strategy: 'greedy', temperature: 2 } },
    { type: 'copy', format: 'html', tried: { settings, order: [] } },
    { type: 'copy', format: 'csv', tried: { settings, order: ['top-k', 'top-k'] } },
    { type: 'copy', format: 'csv', text: 'a' },
    { type: 'open-as-text', tried: { settings, order: ['top-z'] } },
    { type: 'open-as-text', tried: { settings, order: [], coin: { seed: -1, flips: 0 } } },
    { type: 'open-as-text', tried: { settings, order: [], coin: { seed: 0, flips: 1e9 } } },
    { type: 'open-as-text', tried: { settings, order: [], attention: { head: -1 } } },
    { type: 'constructor' },
  ])('for the host: %j', (value) => {
    expect(parseFromPage(value)).toBeUndefined();
  });
});
