import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { applyFilters, FILTER_NAMES } from '../../../../src/completion/filters';
import { goldenCases } from './golden';

test('every filter has its cases', () => {
  const files = readdirSync(join(import.meta.dirname, 'golden')).map((file) => file.replace(/\.txt$/, ''));
  expect(files.sort()).toEqual([...FILTER_NAMES].sort());
});

describe.each(FILTER_NAMES)('%s', (name) => {
  const cases = goldenCases(name);

  test.each(cases)('$title', ({ place, suggestion, shown }) => {
    const { text, steps } = applyFilters(suggestion, place);
    expect({ text, by: steps.map((step) => step.name) }).toEqual({ text: shown ?? suggestion, by: shown === undefined ? [] : [name] });
  });

  test('acts and refrains in ten languages', () => {
    const languages = new Set(cases.map(({ place }) => place.language));
    expect(languages.size).toBeGreaterThanOrEqual(10);
    expect(cases.filter(({ shown }) => shown === undefined).length).toBeGreaterThanOrEqual(3);
  });
});
