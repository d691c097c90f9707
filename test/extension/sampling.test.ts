import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { SAMPLING_NAMES, type SamplingFault, samplingSettings } from '../../src/extension/sampling';
import { Settings } from '../../src/extension/settings';
import { checkSettings, NUMBER_SETTINGS, STRATEGIES } from '../../src/sampling/settings';
import { logChannel, reset, setSetting, state } from './vscode-mock';

const DEFAULTS: Readonly<Record<string, unknown>> = Object.fromEntries(
  Object.entries(NUMBER_SETTINGS).map(([name, setting]) => [name, setting.default]),
);

/** What is read of these values; VS Code has the default for all others. */
function read(values: Readonly<Record<string, unknown>>) {
  const faults: SamplingFault[] = [];
  const settings = samplingSettings(
    (name) => (Object.hasOwn(values, name) ? values[name] : DEFAULTS[name]),
    (fault) => faults.push(fault),
  );
  return { settings, faults };
}

describe('samplingSettings', () => {
  it.each(STRATEGIES)('with only a strategy are its defaults, and nothing contradicts: %s', (strategy) => {
    expect(read({ strategy })).toEqual({ settings: checkSettings({ strategy }), faults: [] });
  });

  it('leave aside what the strategy does not use, right or wrong', () => {
    expect(read({ strategy: 'beam', beams: 3, temperature: 2, topP: 'much' })).toEqual({
      settings: checkSettings({ strategy: 'beam', beams: 3 }),
      faults: [],
    });
  });

  it('have the default where a value cannot be used, and the other values as they are', () => {
    const { settings, faults } = read({ strategy: 'sample', temperature: 9, topK: 2.5, topP: null, minP: 0.2 });
    expect(settings).toEqual(checkSettings({ strategy: 'sample', minP: 0.2 }));
    expect(faults.map(({ name, instead }) => [name, instead])).toEqual([
      ['temperature', 0.8],
      ['topK', 40],
      ['topP', 0.95],
    ]);
  });

  it('go on greedily from a strategy that there is not', () => {
    const { settings, faults } = read({ strategy: 'best', beams: 2 });
    expect(settings).toEqual(checkSettings({}));
    expect(faults).toMatchObject([{ name: 'strategy', instead: 'greedy' }]);
  });

  it('are always some that the engine takes', () => {
    const anything = fc.oneof(fc.anything(), fc.double(), fc.integer(), fc.constantFrom(...STRATEGIES));
    const values = fc.dictionary(fc.constantFrom(...SAMPLING_NAMES), anything);
    fc.assert(
      fc.property(values, fc.constantFrom(...STRATEGIES), (some, strategy) => {
        const { settings } = read({ strategy, ...some });
        expect(checkSettings(settings)).toEqual(settings);
      }),
    );
  });
});

describe('a value that cannot be used', () => {
  beforeEach(reset);

  it('is named in the log once, in one line, and again only when it has changed', () => {
    const settings = new Settings(logChannel());
    setSetting('inkling.sampling.strategy', 'beam');
    setSetting('inkling.sampling.beams', 99);
    settings.sampling(undefined);
    expect(settings.sampling(undefined).beams).toBe(4);
    setSetting('inkling.sampling.beams', 'four');
    settings.sampling(undefined);
    setSetting('inkling.sampling.beams', 99);
    settings.sampling(undefined);
    expect(state.log).toEqual([
      'warn: inkling.sampling.beams has to be a whole number from 1 to 8, not 99. The default is used: 4.',
      "warn: inkling.sampling.beams has to be a whole number from 1 to 8, not 'four'. The default is used: 4.",
    ]);
    expect(state.errors).toEqual([]);
  });

  it('may be the strategy', () => {
    setSetting('inkling.sampling.strategy', 'best');
    new Settings(logChannel()).sampling(undefined);
    expect(state.log).toEqual([
      "warn: inkling.sampling.strategy has to be 'greedy' / 'beam' / 'sample', not 'best'. The default is used: greedy.",
    ]);
  });
});
