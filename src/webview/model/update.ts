import { type Scanned, summarize } from '../../inspection/foresight';
import { withSearch } from '../../inspection/graft';
import { Vocabulary } from '../../inspection/vocabulary';
import type { CostlySection, Frame, PanelState, ToPage } from '../../protocol/panel';
import { STANDARD_ORDER } from '../../sampling/chain';
import { checkSettings, type SamplingSettings } from '../../sampling/settings';
import type { StepName } from '../../sampling/step';
import { withRun } from './runs';
import { initialState, type PageState, SECTIONS, type SectionName, type View } from './state';
import { neutral, SETTING_OF, switchedOn } from './switches';

/** What happens to the page. */
export type PageEvent =
  | { readonly type: 'received'; readonly message: ToPage }
  | { readonly type: 'view'; readonly changes: Partial<View> }
  | { readonly type: 'replace-view'; readonly view: View }
  | { readonly type: 'toggle'; readonly section: SectionName; readonly open: boolean }
  /** Settings to look at, other than those of completions. */
  | { readonly type: 'try'; readonly changes: Partial<SamplingSettings> }
  /** Lets a step of the chain change nothing, and gives it back what it was set to. */
  | { readonly type: 'switch'; readonly step: StepName; readonly on: boolean }
  | { readonly type: 'use-completion-settings' }
  /** What was scanned last is what later scans of it are compared with. */
  | { readonly type: 'keep-baseline' }
  | { readonly type: 'want'; readonly sections: readonly CostlySection[] }
  /** What the host said has been seen. */
  | { readonly type: 'forget' };

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
    case 'switch':
      return switched(state, event.step, event.on);
    case 'use-completion-settings': {
      const { tried: _, ...view } = state.view;
      return { ...state, view: { ...view, order: STANDARD_ORDER, flips: 0 } };
    }
    case 'keep-baseline':
      return keepBaseline(state);
    case 'want':
      return { ...state, wanted: [...new Set([...state.wanted, ...event.sections])] };
    case 'forget':
      return forget(state);
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
      const { search: _search, scan: _scan, baseline: _baseline, frame: _frame, ...rest } = state;
      return { ...rest, model: message.model, vocabulary: new Vocabulary(message.vocabulary), extras: {}, runs: [] };
    }
    case 'state':
      return { ...(message.state.kind === state.panel.kind ? state : forget(state)), panel: message.state };
    case 'frame':
      return message.frame.seq < (state.frame?.seq ?? 0) ? state : showFrame(forget(state), message.frame, message.state ?? state.panel);
    case 'extras':
      return message.seq === state.frame?.seq ? { ...state, extras: { ...state.extras, ...message.extras } } : state;
    case 'settings':
      return { ...state, settings: message.settings };
    case 'following':
      return { ...state, following: message.following, pinned: message.pinned };
    case 'search':
      return { ...state, search: withSearch(state.search, message) };
    case 'scanning':
      return beginScan(state, message);
    case 'scan': {
      const before = message.from === 0 ? [] : (state.scan?.tokens ?? []).slice(0, message.from);
      return { ...state, scan: { tokens: [...before, ...message.part.tokens], fraction: message.part.done, done: message.done } };
    }
    case 'underlines':
      return { ...state, underlines: message.shown };
    case 'told':
      return { ...state, told: { sentence: message.sentence } };
    case 'write':
      return state; // it is answered
  }
}

/** What was kept of another document is of no use for this one. */
function beginScan({ baseline, ...state }: PageState, { scope, document }: Scanned): PageState {
  return { ...state, scanned: { scope, document }, ...(baseline?.document === document && { baseline }) };
}

/** Of a whole scan: a part of a text has fewer bits, whatever the edit. */
function keepBaseline(state: PageState): PageState {
  const { scan, scanned } = state;
  const summary = summarize(scan?.tokens ?? []);
  if (!scan || !scanned || !summary || scan.fraction < 1) return state;
  return { ...state, scan: { ...scan, kept: true }, baseline: { ...scanned, summary } };
}

function forget({ told: _, ...state }: PageState): PageState {
  return state;
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
  const shown = withView(
    { ...state, frame, panel, extras, runs: withRun(state.runs, frame), settings: frame.settings },
    { rank: 1, flips: 0 },
  );
  return isNew ? toggle(shown, 'suggestion', true) : shown;
}

function toggle(state: PageState, section: SectionName, open: boolean): PageState {
  const others = state.view.open.filter((name) => name !== section);
  return withView(state, { open: open ? [...others, section] : others });
}

function withView(state: PageState, changes: Partial<View>): PageState {
  return { ...state, view: { ...state.view, ...changes } };
}

function switched(state: PageState, step: StepName, on: boolean): PageState {
  const { remembered } = state.view;
  const setting = SETTING_OF[step];
  const value = on ? switchedOn(step, remembered, state.settings) : neutral(step);
  const tried = update(state, { type: 'try', changes: { [setting]: value } });
  return on ? tried : withView(tried, { remembered: { ...remembered, [step]: settingsShown(state)[setting] } });
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
