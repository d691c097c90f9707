import { describe, expect, test } from 'vitest';
import { checkSettings, type SamplingSettings, STEP_NAMES } from '../../../src/sampling/settings';
import { initialState, type PageState } from '../../../src/webview/model/state';
import { SETTING_OF } from '../../../src/webview/model/switches';
import { type PageEvent, restored, settingsShown, update } from '../../../src/webview/model/update';

const NEUTRAL = { 'repetition-penalty': 1, temperature: 1, 'top-k': 0, 'top-p': 1, 'min-p': 0 };
const OWN = { temperature: 0.3, topK: 7, topP: 0.6, minP: 0.2, repetitionPenalty: 1.3 };
const USUAL = { temperature: 0.8, topK: 40, topP: 0.95, minP: 0.05, repetitionPenalty: 1.1 };

const withSettings = (settings: Partial<SamplingSettings>): PageState => ({ ...initialState, settings: checkSettings(settings) });
const outcomeOf = (state: PageState, ...events: readonly PageEvent[]) => events.reduce(update, state);

describe.each(STEP_NAMES)('the switch of %s', (step) => {
  const off = { type: 'switch', step, on: false } as const;
  const on = { ...off, on: true };
  const value = (state: PageState) => settingsShown(state)[SETTING_OF[step]];

  test('lets it change nothing, leaves the others, and gives back what it was', () => {
    const state = withSettings({ strategy: 'sample', ...OWN });
    const switched = outcomeOf(state, off);
    expect(settingsShown(switched)).toEqual({ ...state.settings, [SETTING_OF[step]]: NEUTRAL[step] });
    expect(settingsShown(outcomeOf(switched, on))).toEqual(state.settings);
  });

  test('gives back what was tried, also after the page was loaded again', () => {
    const tried = outcomeOf(withSettings({ strategy: 'sample', ...OWN }), {
      type: 'try',
      changes: { temperature: 0.4, topK: 9, topP: 0.7, minP: 0.3, repetitionPenalty: 1.4 },
    });
    const saved: unknown = JSON.parse(JSON.stringify(outcomeOf(tried, off).view));
    expect(value(outcomeOf(restored(withSettings({}), saved), on))).toBe(value(tried));
  });

  test('is never without effect', () => {
    const neutral = { temperature: 1, topK: 0, topP: 1, minP: 0, repetitionPenalty: 1 };
    expect(value(outcomeOf(withSettings({ strategy: 'sample', ...neutral }), on))).toBe(USUAL[SETTING_OF[step]]);
    expect(value(outcomeOf(withSettings({}), on))).toBe(USUAL[SETTING_OF[step]]);
    expect(value(outcomeOf(withSettings({ strategy: 'sample', ...neutral }), off, on))).toBe(USUAL[SETTING_OF[step]]);
  });

  test.each(['a', -1, 1e9, Number.NaN])('goes by nothing that is no setting: %j', (odd) => {
    const state = withSettings({ strategy: 'sample', ...OWN });
    const damaged = restored(state, { ...initialState.view, remembered: { [step]: odd } });
    expect(value(outcomeOf(damaged, on))).toBe(OWN[SETTING_OF[step]]);
  });
});

test('a temperature of 0, which is greedy, comes back as such', () => {
  const greedy = outcomeOf(withSettings({}), { type: 'switch', step: 'temperature', on: false });
  expect(settingsShown(greedy).temperature).toBe(1);
  expect(settingsShown(outcomeOf(greedy, { type: 'switch', step: 'temperature', on: true })).temperature).toBe(0);
});
