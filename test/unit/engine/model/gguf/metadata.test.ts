import { describe, expect, test } from 'vitest';
import { Metadata } from '../../../../../src/engine/model/gguf/metadata';
import { EngineFault } from '../../../../../src/protocol/errors';

const metadata = new Metadata(
  '/a.gguf',
  new Map<string, unknown>([
    ['text', 'llama'],
    ['empty', ''],
    ['no', false],
    ['number', 2.5],
    ['long', 12n],
    ['zero', 0],
    ['negative', -3],
    ['not a number', Number.NaN],
    ['endless', Number.POSITIVE_INFINITY],
    ['texts', ['a', '']],
    ['numbers', [1, 2n, -0.5]],
    ['mixed', ['a', 1]],
    ['nothing', []],
  ]),
);

/** The fault of a call, and what its sentence says about the file. */
function fault(call: () => unknown): { code: string; what: string | undefined } {
  try {
    call();
  } catch (error) {
    if (!(error instanceof EngineFault)) throw error;
    return { code: error.code, what: error.message.match(/^The model file \/a\.gguf is damaged: (.*)\.$/)?.[1] };
  }
  throw new Error('it was not refused');
}

test('values come as what they are', () => {
  expect(metadata.string('text')).toBe('llama');
  expect(metadata.string('empty')).toBe('');
  expect(metadata.boolean('no')).toBe(false);
  expect(metadata.number('number')).toBe(2.5);
  expect(metadata.number('long')).toBe(12);
  expect(metadata.number('negative')).toBe(-3);
  expect(metadata.positive('number')).toBe(2.5);
  expect(metadata.positive('missing', 0.5)).toBe(0.5);
  expect(metadata.size('long', 12)).toBe(12);
  expect(metadata.strings('texts')).toEqual(['a', '']);
  expect(metadata.numbers('numbers')).toEqual([1, 2, -0.5]);
  expect(metadata.strings('nothing')).toEqual([]);
  expect(metadata.numbers('nothing')).toEqual([]);
  expect([metadata.has('no'), metadata.has('toString')]).toEqual([true, false]);
});

test('a fallback stands for what is missing, never for what is there', () => {
  expect(metadata.string('missing', 'x')).toBe('x');
  expect(metadata.string('empty', 'x')).toBe('');
  expect(metadata.boolean('missing', true)).toBe(true);
  expect(metadata.boolean('no', true)).toBe(false);
  expect(metadata.number('missing', 0)).toBe(0);
  expect(metadata.number('zero', 7)).toBe(0);
  expect(metadata.size('missing', 10, 3)).toBe(3);
});

describe('refused', () => {
  const corrupt = (what: string) => ({ code: 'model-corrupt', what });

  test.each([
    ['string', () => metadata.string('missing')],
    ['boolean', () => metadata.boolean('missing')],
    ['number', () => metadata.number('missing')],
    ['size', () => metadata.size('missing', 10)],
    ['strings', () => metadata.strings('missing')],
    ['numbers', () => metadata.numbers('missing')],
  ] as const)('a missing %s', (_, call) => {
    expect(fault(call)).toEqual(corrupt("it has no 'missing'"));
  });

  test.each([
    ['a number as text', () => metadata.string('number'), "'number' is not a text"],
    ['a text as boolean', () => metadata.boolean('text'), "'text' is not true or false"],
    ['a number as boolean', () => metadata.boolean('zero'), "'zero' is not true or false"],
    ['a text as number', () => metadata.number('text'), "'text' is not a number"],
    ['a boolean as number', () => metadata.number('no'), "'no' is not a number"],
    ['a list as number', () => metadata.number('numbers'), "'numbers' is not a number"],
    ['a text as texts', () => metadata.strings('text'), "'text' is not a list of texts"],
    ['a mixed list as texts', () => metadata.strings('mixed'), "'mixed' is not a list of texts"],
    ['a mixed list as numbers', () => metadata.numbers('mixed'), "'mixed' is not a list of numbers"],
    ['a wrong type in spite of a fallback', () => metadata.string('number', 'x'), "'number' is not a text"],
  ] as const)('%s', (_, call, what) => {
    expect(fault(call)).toEqual(corrupt(what));
  });

  test.each(['zero', 'negative', 'number', 'not a number', 'endless', 'long'])('%s as a size up to 10', (key) => {
    expect(fault(() => metadata.size(key, 10)).what).toMatch(/^'.+' is .+, not a whole number from 1 to 10$/);
  });

  test.each(['zero', 'negative', 'not a number', 'endless'])('%s as a positive number', (key) => {
    expect(fault(() => metadata.positive(key)).what).toMatch(/^'.+' is .+, not a positive number$/);
  });

  test('a fallback that is no size', () => {
    expect(fault(() => metadata.size('missing', 10, 2.5)).what).toBe("'missing' is 2.5, not a whole number from 1 to 10");
  });
});
