import type { Baseline, Scanned } from '../../inspection/foresight';
import type { FoundSearch } from '../../inspection/graft';
import type { Vocabulary } from '../../inspection/vocabulary';
import type { ScannedToken } from '../../protocol/inspection';
import type { CostlySection, Extras, Frame, PanelModel, PanelState, ScanScope } from '../../protocol/panel';
import { STANDARD_ORDER } from '../../sampling/chain';
import { checkSettings, type SamplingSettings } from '../../sampling/settings';
import type { StepName } from '../../sampling/step';
import type { LookRun } from './runs';
import type { Remembered } from './switches';

/** In the order of the page; the first is there only while a suggestion is looked at. */
export const SECTIONS = [
  'suggestion',
  'context',
  'next',
  'samplers',
  'coin',
  'search',
  'attention',
  'layers',
  'surprise',
  'engine',
  'learn',
] as const;

export type SectionName = (typeof SECTIONS)[number];

/** What a person chose to see; kept when the page is loaded again. */
export interface View {
  readonly open: readonly SectionName[];
  readonly tokens: 'text' | 'ids' | 'bytes';
  readonly scale: 'linear' | 'log';
  /** Whether the grid goes through the whole vocabulary, or ends where it gets unlikely. */
  readonly whole: boolean;
  /** The rank on which the grid stands, from 1. */
  readonly rank: number;
  /** Whether the way of the token there is written out. */
  readonly why: boolean;
  readonly find: string;
  readonly heal: boolean;
  readonly text: string;
  readonly seed: number;
  /** Flips of the coin so far, with this seed. */
  readonly flips: number;
  /** Which distribution the coin is flipped with. */
  readonly coin: 'document' | 'example';
  readonly search: { readonly width: number; readonly depth: number; readonly lengthPenalty: number };
  /** The node of the search tree that is chosen. */
  readonly node: number;
  /** From 0; the mean when absent. */
  readonly layer?: number;
  readonly head?: number;
  /** Whether attention is underlined on the context. */
  readonly marks: boolean;
  readonly scope: ScanScope;
  /** Which of the most surprising tokens is chosen. */
  readonly surprising: number;
  readonly keys: boolean;
  readonly tried?: SamplingSettings;
  readonly order: readonly StepName[];
  /** Steps that were switched off. */
  readonly remembered: Remembered;
  /** Cards that were put away. */
  readonly dismissed: readonly string[];
}

/** Everything the page knows. */
export interface PageState {
  readonly view: View;
  readonly panel: PanelState;
  readonly model?: PanelModel;
  readonly vocabulary?: Vocabulary;
  readonly frame?: Frame;
  /** Of the frame shown. */
  readonly extras: Extras;
  /** What the last looks took. */
  readonly runs: readonly LookRun[];
  /** Costly sections that were agreed to. */
  readonly wanted: readonly CostlySection[];
  /** What completions use. */
  readonly settings: SamplingSettings;
  readonly following: boolean;
  readonly pinned: boolean;
  readonly search?: FoundSearch;
  /** `kept` for the one that is the baseline. */
  readonly scan?: { readonly tokens: readonly ScannedToken[]; readonly fraction: number; readonly done: boolean; readonly kept?: true };
  /** What the scan is of. */
  readonly scanned?: Scanned;
  /** Of an earlier scan of the same document. */
  readonly baseline?: Baseline;
  readonly underlines: boolean;
  /** What the host said last, for as long as it is to be seen; a new object for each time that it was said. */
  readonly told?: { readonly sentence: string };
}

export const initialState: PageState = {
  view: {
    open: ['suggestion', 'context', 'next'],
    tokens: 'text',
    scale: 'linear',
    whole: false,
    rank: 1,
    why: true,
    find: '',
    heal: true,
    text: '',
    seed: 0,
    flips: 0,
    coin: 'document',
    search: { width: 3, depth: 6, lengthPenalty: 0 },
    node: 0,
    marks: true,
    scope: 'file',
    surprising: 0,
    keys: false,
    order: STANDARD_ORDER,
    remembered: {},
    dismissed: [],
  },
  panel: { kind: 'loading', fraction: 0 },
  extras: {},
  runs: [],
  wanted: [],
  settings: checkSettings({}),
  following: true,
  pinned: false,
  underlines: false,
};
