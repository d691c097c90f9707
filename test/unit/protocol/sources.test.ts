import { expect, test } from 'vitest';
import { SOURCE_LIMIT, Sources } from '../../../src/protocol/sources';

const names = (sources: Sources) => [...sources.entries()].map(([source]) => source);

test('a text of the same name takes the place of the earlier one, as the newest', () => {
  const sources = new Sources();
  sources.remember('a', '1');
  sources.remember('b', '2');
  expect(sources.remember('a', '3')).toEqual([]);
  expect([...sources.entries()]).toEqual([
    ['b', '2'],
    ['a', '3'],
  ]);
});

test('of many the one that was named longest ago goes', () => {
  const sources = new Sources();
  for (let name = 0; name < 64; name++) expect(sources.remember(String(name), '')).toEqual([]);
  sources.remember('0', 'again');
  expect(sources.remember('new', '')).toEqual(['1']);
  expect(names(sources)).toHaveLength(64);
  expect(names(sources).slice(-2)).toEqual(['0', 'new']);
});

test('of long ones as many go as it takes, and of each only the beginning is kept', () => {
  const sources = new Sources();
  const long = 'x'.repeat(2 * SOURCE_LIMIT);
  for (let name = 0; name < 64; name++) expect(sources.remember(String(name), long)).toEqual([]);
  expect(sources.text('0')).toHaveLength(SOURCE_LIMIT);
  expect(sources.forget('5')).toBe(true);
  expect(sources.remember('short', 'x')).toEqual([]);
  expect(sources.remember('one more', 'x')).toEqual(['0']);
});

test('what is forgotten is gone, once', () => {
  const sources = new Sources();
  sources.remember('a', '1');
  expect(sources.forget('a')).toBe(true);
  expect(sources.forget('a')).toBe(false);
  expect(sources.text('a')).toBeUndefined();
});
