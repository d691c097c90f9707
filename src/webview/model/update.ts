import { withSearch } from '../../inspection/graft';
import { Vocabulary } from '../../inspection/vocabulary';
import type { CostlySection, Frame, PanelState, ToPage } from '../../protocol/panel';
import { STANDARD_ORDER } from '../../sampling/chain';
import { checkSettings, type SamplingSettings } from '../../sampling/settings';
import { initialState, type PageState, SECTIONS, type SectionName, type View } from './state';

/** What happens to the page. */
export type PageEvent =
  | { readonly type: 'received'; readonly message: ToPage }
  | { readonly type: 'view'; readonly changes: Partial<View> }
  | { readonly type: 'replace-view'; readonly view: View }
  | { readonly type: 'toggle'; readonly section: SectionName; readonly open: boolean }
  /** Settings to look at, other than those of completions. */
  | { readonly type: 'try'; readonly changes: Partial<SamplingSettings> }
  | { readonly type: 'use-completion-settings' }
  | { readonly type: 'want'; readonly sections: readonly CostlySection[] };

/** The page after an event. */
export function update(state: PageState, event: PageEvent): PageState {
  switch (event.type) {
    case 'received':
      return receive(state, event.message);
    case 'view':
      return { ...state, view: { ...state.view, ...event.changes } };
    case 'replace-view':
      return { ...state, view: event.view };
    case 'toggle':
      return toggle(state, event.section, event.open);
    case 'try':
      return withView(state, { tried: { ...sampled(settingsShown(state)), ...event.changes }, flips: 0 });
    case 'use-completion-settings': {
      const { tried: _, ...view } = state.view;
      return { ...state, view: { ...view, order: STANDARD_ORDER, flips: 0 } };
    }
    case 'want':
      return { ...state, wanted: [...new Set([...state.wanted, ...event.sections])] };
  }
}

/** The settings that the page applies. */
export function settingsShown({ view, settings }: PageState): SamplingSettings {
  return view.tried ?? settings;
}

/** The costly sections to be computed: those that were agreed to, while they are open. */
export function wantedNow({ view, wanted }: PageState): readonly CostlySection[] {
  const isOpen: Readonly<Record<CostlySection, boolean>> = {
    attention: view.open.includes('attention'),
    layers: view.open.includes('layers'),
    embedding: view.open.includes('layers'),
  };
  return wanted.filter((name) => isOpen[name]);
}

/** Whether the page shows something else than completions use. */
export function differs({ view, settings }: PageState): boolean {
  const { tried } = view;
  if (view.order.some((name, index) => name !== STANDARD_ORDER[index]) || view.order.length !== STANDARD_ORDER.length) return true;
  return tried !== undefined && Object.entries(tried).some(([name, value]) => settings[name as keyof SamplingSettings] !== value);
}

/** What everything in a view looks like, also what need not be there. */
const EXAMPLES: View = { ...initialState.view, layer: 0, head: 0, tried: initialState.settings };

/** The view of an earlier load, as far as it makes sense. */
export function restored(state: PageState, saved: unknown): PageState {
  if (typeof saved !== 'object' || saved === null) return state;
  const known = Object.entries(saved).filter(([name, value]) => isLike(value, (EXAMPLES as unknown as Record<string, unknown>)[name]));
  const changes = Object.fromEntries(known) as Partial<View>;
  const open = (changes.open ?? state.view.open).filter((name) => SECTIONS.includes(name));
  return withView(state, { ...changes, open, ...validSettings(changes.tried) });
}

function receive(state: PageState, message: ToPage): PageState {
  switch (message.type) {
    case 'model': {
      const { search: _search, scan: _scan, frame: _frame, ...rest } = state;
      return { ...rest, model: message.model, vocabulary: new Vocabulary(message.vocabulary), extras: {} };
    }
    case 'state':
      return { ...state, panel: message.state };
    case 'frame':
      return message.frame.seq < (state.frame?.seq ?? 0) ? state : showFrame(state, message.frame, message.state ?? state.panel);
    case 'extras':
      return message.seq === state.frame?.seq ? { ...state, extras: { ...state.extras, ...message.extras } } : state;
    case 'settings':
      return { ...state, settings: message.settings };
    case 'following':
      return { ...state, following: message.following, pinned: message.pinned };
    case 'search':
      return { ...state, search: withSearch(state.search, message) };
    case 'scan': {
      const before = message.from === 0 ? [] : (state.scan?.tokens ?? []).slice(0, message.from);
      return { ...state, scan: { tokens: [...before, ...message.part.tokens], fraction: message.part.done, done: message.done } };
    }
    case 'underlines':
      return { ...state, underlines: message.shown };
    case 'told':
      return { ...state, told: message.sentence };
    case 'write':
      return state; // it is answered
  }
}

function showFrame(state: PageState, frame: Frame, panel: PanelState): PageState {
  const { attention, layers, embedding, sessionBytes } = frame.inspection;
  const extras = {
    ...(attention ? { attention } : {}),
    ...(layers ? { layers } : {}),
    ...(embedding ? { embedding } : {}),
    ...(sessionBytes === undefined ? {} : { sessionBytes }),
  };
  const isNew = frame.source.kind === 'suggestion' && state.frame?.source.kind !== 'suggestion';
  const shown = withView({ ...state, frame, panel, extras, settings: frame.settings }, { rank: 1, flips: 0 });
  return isNew ? toggle(shown, 'suggestion', true) : shown;
}

function toggle(state: PageState, section: SectionName, open: boolean): PageState {
  const others = state.view.open.filter((name) => name !== section);
  return withView(state, { open: open ? [...others, section] : others });
}

function withView(state: PageState, changes: Partial<View>): PageState {
  return { ...state, view: { ...state.view, ...changes } };
}

/** Sliders are about chance: what they are moved in is sampling. */
function sampled(settings: SamplingSettings): SamplingSettings {
  return settings.strategy === 'sample' ? settings : checkSettings({ strategy: 'sample', seed: settings.seed });
}

/** Settings may have been written by another version. */
function validSettings(tried: SamplingSettings | undefined): Partial<View> {
  try {
    return tried === undefined ? {} : { tried: checkSettings(tried) };
  } catch {
    return { tried: checkSettings({ strategy: 'sample' }) };
  }
}

function isLike(value: unknown, model: unknown): boolean {
  if (Array.isArray(model)) return Array.isArray(value) && value.every((item) => typeof item === 'string');
  return model !== undefined && typeof value === typeof model && value !== null && !Array.isArray(value);
}
