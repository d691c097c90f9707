/** The host's side of the border to the inspector's page: a message is believed only when it has the shape of `panel.ts`. */
import { STEP_NAMES } from '../sampling/settings';
import { any, type Check, count, finite, flag, listOf, oneOf, optional, record, sampling, text, variant, within } from './checks';
import type { FromPage, PanelState } from './panel';

const stateKinds: Readonly<Record<PanelState['kind'], true>> = {
  'no-model': true,
  loading: true,
  'no-editor': true,
  unsupported: true,
  reading: true,
  live: true,
  stale: true,
  pinned: true,
  paused: true,
  cancelled: true,
  untrusted: true,
  error: true,
  'no-logits': true,
};

/** Each is drawn again to be written down. */
const MOST_FLIPS = 1_000_000;

const step = oneOf(...STEP_NAMES);
const order: Check = (value) => listOf(step)(value) && new Set(value as string[]).size === (value as string[]).length;
const coin = record({ seed: within(0, 0xffff_ffff), flips: within(0, MOST_FLIPS) });
const attention = record({ layer: optional(count), head: optional(count) });
const tried = record({ settings: sampling, order, coin: optional(coin), attention: optional(attention) });

const fromPage: Readonly<Record<FromPage['type'], Check>> = {
  ready: any,
  wanted: record({ sections: listOf(oneOf('attention', 'layers', 'embedding')) }),
  look: record({ position: optional(count) }),
  heal: record({ on: flag }),
  'compare-heal': any,
  text: record({ text: optional(text) }),
  follow: record({ on: flag }),
  pin: record({ on: flag }),
  refresh: any,
  cancel: any,
  act: record({ kind: oneOf(...Object.keys(stateKinds)) }),
  insert: record({ ids: listOf(count) }),
  'insert-path': record({ ids: listOf(count) }),
  search: record({ width: count, depth: count, lengthPenalty: finite, path: listOf(count) }),
  'stop-search': any,
  scan: record({ scope: oneOf('selection', 'function', 'file') }),
  'stop-scan': any,
  underline: record({ on: flag }),
  reveal: record({ start: count, end: count }),
  'save-settings': record({ settings: sampling }),
  copy: record({ format: oneOf('markdown', 'csv', 'json'), tried }),
  'copy-text': record({ text }),
  'open-as-text': record({ tried }),
  'save-replay': any,
  'open-replay': any,
  leave: any,
};

/** The value as a message from the page, or undefined when it is none. */
export function parseFromPage(value: unknown): FromPage | undefined {
  return variant('type', fromPage)(value) ? (value as FromPage) : undefined;
}
