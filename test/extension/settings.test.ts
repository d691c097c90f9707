import { beforeEach, describe, expect, it } from 'vitest';
import { Settings } from '../../src/extension/settings';
import { reset, setSetting } from './vscode-mock';

const settings = new Settings({ warn: () => {} });
const MB = 1024 ** 2;
const MINUTE = 60_000;

beforeEach(reset);

it.each([
  [undefined, true],
  [true, true],
  [false, false],
])('memory %j is %j', (value, expected) => {
  setSetting('inkling.memory.enabled', value);
  expect(settings.memory(undefined)).toBe(expected);
});

describe('settings of completions', () => {
  it.each([
    [undefined, 'auto'],
    ['never', 'never'],
    ['always', 'always'],
    ['sometimes', 'auto'],
    [1, 'auto'],
  ])('multiline %j is %s', (value, expected) => {
    setSetting('inkling.completion.multiline', value);
    expect(settings.multiline(undefined)).toBe(expected);
  });

  it.each([
    [undefined, 'low'],
    ['off', 'off'],
    ['high', 'high'],
    ['certain', 'low'],
    [null, 'low'],
  ])('minimumConfidence %j is %s', (value, expected) => {
    setSetting('inkling.completion.minimumConfidence', value);
    expect(settings.minimumConfidence(undefined)).toBe(expected);
  });
});

describe('settings of the engine', () => {
  it.each([
    [undefined, 256],
    [64, 64],
    [1, 64],
    [8192, 8192],
    [1e9, 8192],
    [100.4, 100],
    ['512', 256],
    [null, 256],
  ])('cacheMemory %j is %i MB', (value, expected) => {
    setSetting('inkling.engine.cacheMemory', value);
    expect(settings.cacheMemory()).toBe(expected * MB);
  });

  it.each([
    [undefined, 10],
    [0, 0],
    [-1, 0],
    [1440, 1440],
    [Number.POSITIVE_INFINITY, 10],
    [1e9, 1440],
    ['never', 10],
  ])('idleMinutes %j is %i minutes', (value, expected) => {
    setSetting('inkling.engine.idleMinutes', value);
    expect(settings.idleTime()).toBe(expected * MINUTE);
  });
});
