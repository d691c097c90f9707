import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SettingError } from '../../../src/sampling/setting-error';
import { checkSettings, NUMBER_SETTINGS, type NumberSetting, STRATEGIES } from '../../../src/sampling/settings';

const numberSettings = Object.entries<NumberSetting>(NUMBER_SETTINGS);
const idle = Object.fromEntries(numberSettings.map(([name, setting]) => [name, setting.idle]));

describe('checkSettings', () => {
  test('nothing given is greedy, and says so', () => {
    expect(checkSettings({})).toEqual({ ...idle, strategy: 'greedy', temperature: 0 });
  });

  test('what a strategy uses has its default, the rest is idle', () => {
    expect(checkSettings({ strategy: 'sample' })).toEqual({
      strategy: 'sample',
      temperature: 0.8,
      topK: 40,
      topP: 0.95,
      minP: 0.05,
      repetitionPenalty: 1,
      seed: 0,
      beams: 1,
      lengthPenalty: 0,
    });
    expect(checkSettings({ strategy: 'beam' })).toEqual({ ...idle, strategy: 'beam', beams: 4 });
  });

  test('undefined is not given', () => {
    expect(checkSettings({ strategy: undefined, temperature: undefined })).toEqual(checkSettings({}));
  });

  test.each([
    [{ strategy: 'greedy', temperature: 0, repetitionPenalty: 1.2, seed: 5, beams: 1, topP: 1 }],
    [{ strategy: 'beam', beams: 1, lengthPenalty: 2, seed: 0xffff_ffff }],
    [{ strategy: 'sample', temperature: 0, topK: 1_000_000, topP: 0, minP: 1, repetitionPenalty: 2 }],
  ])('keeps what goes together: %j', (given) => {
    expect(checkSettings(given)).toMatchObject(given);
  });

  test.each<[unknown, string]>([
    [{ topk: 4 }, "There is no sampling setting 'topk'."],
    [JSON.parse('{"__proto__": 1}'), "There is no sampling setting '__proto__'."],
    [{ constructor: 1 }, "There is no sampling setting 'constructor'."],
    [undefined, 'Sampling settings have to be names with values, not undefined.'],
    [null, 'Sampling settings have to be names with values, not null.'],
    ['greedy', "Sampling settings have to be names with values, not 'greedy'."],
    [[], 'Sampling settings have to be names with values, not a list.'],
    [{ strategy: 'random' }, "strategy has to be 'greedy', 'beam' or 'sample', not 'random'."],
    [{ strategy: null }, "strategy has to be 'greedy', 'beam' or 'sample', not null."],
    [{ strategy: ['beam'] }, "strategy has to be 'greedy', 'beam' or 'sample', not a list."],
    [{ strategy: 'sample', temperature: -0.1 }, 'temperature has to be a number from 0 to 5, not -0.1.'],
    [{ strategy: 'sample', temperature: 5.1 }, 'temperature has to be a number from 0 to 5, not 5.1.'],
    [{ strategy: 'sample', temperature: Number.NaN }, 'temperature has to be a number from 0 to 5, not NaN.'],
    [{ strategy: 'sample', temperature: '1' }, "temperature has to be a number from 0 to 5, not '1'."],
    [{ strategy: 'sample', temperature: {} }, 'temperature has to be a number from 0 to 5, not an object.'],
    [{ strategy: 'sample', topK: 1.5 }, 'topK has to be a whole number from 0 to 1000000, not 1.5.'],
    [{ strategy: 'sample', topK: -1 }, 'topK has to be a whole number from 0 to 1000000, not -1.'],
    [{ strategy: 'sample', topP: 1.01 }, 'topP has to be a number from 0 to 1, not 1.01.'],
    [{ strategy: 'sample', minP: -1 }, 'minP has to be a number from 0 to 1, not -1.'],
    [{ repetitionPenalty: 0.9 }, 'repetitionPenalty has to be a number from 1 to 2, not 0.9.'],
    [{ seed: 2 ** 32 }, 'seed has to be a whole number from 0 to 4294967295, not 4294967296.'],
    [{ strategy: 'beam', beams: 9 }, 'beams has to be a whole number from 1 to 8, not 9.'],
    [{ strategy: 'beam', beams: 0 }, 'beams has to be a whole number from 1 to 8, not 0.'],
    [{ strategy: 'beam', lengthPenalty: 3 }, 'lengthPenalty has to be a number from 0 to 2, not 3.'],
    [{ temperature: 0.7 }, "temperature 0.7 belongs to the strategy 'sample', not to 'greedy'."],
    [{ strategy: 'greedy', topK: 40 }, "topK 40 belongs to the strategy 'sample', not to 'greedy'."],
    [{ strategy: 'beam', topP: 0.9 }, "topP 0.9 belongs to the strategy 'sample', not to 'beam'."],
    [{ strategy: 'beam', minP: 0.1 }, "minP 0.1 belongs to the strategy 'sample', not to 'beam'."],
    [{ strategy: 'beam', repetitionPenalty: 1.1 }, "repetitionPenalty 1.1 belongs to the strategy 'greedy' or 'sample', not to 'beam'."],
    [{ strategy: 'sample', beams: 4 }, "beams 4 belongs to the strategy 'beam', not to 'sample'."],
    [{ lengthPenalty: 1 }, "lengthPenalty 1 belongs to the strategy 'beam', not to 'greedy'."],
  ])('refuses %j', (given, message) => {
    expect(() => checkSettings(given)).toThrow(message);
    expect(() => checkSettings(given)).toThrow(SettingError);
  });

  test('a fault carries its code and the name, to be said in other words', () => {
    const fault = new SettingError('setting-number', 'topP', '0', '1', '2');
    expect(fault).toMatchObject({ name: 'SettingError', code: 'setting-number', args: ['topP', '0', '1', '2'] });
  });

  test('checked settings pass unchanged, and every setting within its range belongs to some strategy', () => {
    const given = fc.oneof(
      ...STRATEGIES.flatMap((strategy) =>
        numberSettings
          .filter(([, { usedBy }]) => usedBy.includes(strategy))
          .map(([name, { minimum, maximum, whole }]) => {
            const value = whole ? fc.integer({ min: minimum, max: maximum }) : fc.double({ min: minimum, max: maximum, noNaN: true });
            return value.map((number) => ({ strategy, [name]: number }));
          }),
      ),
    );
    fc.assert(
      fc.property(given, (settings) => {
        const checked = checkSettings(settings);
        expect(checked).toMatchObject(settings);
        expect(checkSettings(checked)).toEqual(checked);
      }),
    );
  });

  test.each(numberSettings)('%s: default and idle value lie in the range', (_, { minimum, maximum, whole, default: usual, idle }) => {
    for (const value of [usual, idle]) {
      expect(value).toBeGreaterThanOrEqual(minimum);
      expect(value).toBeLessThanOrEqual(maximum);
      if (whole) expect(Number.isInteger(value)).toBe(true);
    }
  });
});
