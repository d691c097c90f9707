import type { PanelState } from '../../protocol/panel';
import type { Numbers } from './numbers';
import type { SectionName } from './state';

/** Where a number comes from; the page says it in words, beside each group of numbers. */
export type Provenance =
  /** From what the model gave out, and the settings. */
  | 'computed'
  /** While it went on: times by a clock, and memory. */
  | 'measured'
  /** Counted in the document and in the tokens read. */
  | 'read'
  /** Said by the model's file. */
  | 'model'
  /** What it is set to. */
  | 'set';

/** Of a section's numbers; groups that have another one say so themselves. */
export const SECTION_FROM: Readonly<Record<Exclude<SectionName, 'learn'>, Provenance>> = {
  suggestion: 'computed',
  context: 'read',
  next: 'computed',
  samplers: 'computed',
  coin: 'computed',
  search: 'computed',
  attention: 'computed',
  layers: 'computed',
  surprise: 'computed',
  engine: 'read',
};

/** Of the numbers on the cards. */
const NUMBER_FROM: Readonly<Record<keyof Numbers, Provenance>> = {
  vocabulary: 'model',
  tokens: 'read',
  bytes: 'read',
  bytesPerToken: 'read',
  specials: 'model',
  specialsHere: 'read',
  width: 'model',
  position: 'read',
  layers: 'model',
  heads: 'model',
  layerHeads: 'model',
  first: 'computed',
  logit: 'computed',
  share: 'computed',
  second: 'computed',
  secondShare: 'computed',
  rest: 'computed',
  temperature: 'set',
  entropy: 'computed',
  choices: 'computed',
  kept: 'computed',
  agree: 'computed',
  reused: 'read',
  fresh: 'read',
  time: 'measured',
  window: 'set',
  healed: 'read',
};

/** The same numbers, noting where those come from that are asked for. */
export function noting(numbers: Numbers, kinds: Set<Provenance>): Numbers {
  return new Proxy(numbers, {
    get(all, key) {
      const name = key as keyof Numbers;
      kinds.add(NUMBER_FROM[name]);
      return all[name];
    },
  });
}

/** Of the numbers in a state's sentence; undefined where it has none of the page's own. */
export function stateFrom({ kind }: PanelState): Provenance | undefined {
  switch (kind) {
    case 'loading':
      return 'measured';
    case 'reading':
    case 'stale':
      return 'read';
    case 'no-model':
    case 'no-editor':
    case 'unsupported':
    case 'live':
    case 'pinned':
    case 'paused':
    case 'cancelled':
    case 'untrusted':
    case 'error':
    case 'no-logits':
      return undefined;
  }
}
