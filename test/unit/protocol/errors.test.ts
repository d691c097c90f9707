import { describe, expect, test } from 'vitest';
import { EngineFault, ERROR_SENTENCES, type ErrorCode, sentence, toEngineError } from '../../../src/protocol/errors';

const CODES = Object.keys(ERROR_SENTENCES) as ErrorCode[];

describe('sentence', () => {
  test('puts the arguments in their places', () => {
    expect(sentence({ code: 'prompt-too-long', args: ['300', '256'] })).toBe('The text has 300 tokens; the model reads at most 256.');
    expect(sentence({ code: 'model-missing', args: ['/a b/c.gguf'] })).toBe('There is no model file at /a b/c.gguf.');
  });

  test('takes an argument as it is, whatever it looks like', () => {
    const tricky = ['$&', "$'", '{1}', '{0}', '\\'];
    for (const path of tricky) {
      expect(sentence({ code: 'model-unreadable', args: [path, 'why'] })).toBe(`The model file ${path} cannot be read: why.`);
    }
  });

  test('leaves the place of a missing argument empty', () => {
    expect(sentence({ code: 'model-unreadable', args: ['/a'] })).toBe('The model file /a cannot be read: .');
  });

  test.each(CODES)('%s is one sentence that shows each of its arguments once', (code) => {
    const template: string = ERROR_SENTENCES[code];
    const places = [...template.matchAll(/\{(.*?)\}/g)].map((match) => match[1]);
    expect(places).toEqual(places.map((_, index) => String(index)));
    expect(template).toMatch(/^[A-Z{][^\n]*\.$/);
  });
});

describe('EngineFault', () => {
  test('says its sentence and keeps code and arguments', () => {
    const fault = new EngineFault('model-truncated', '/a.gguf', 'it is empty');
    expect(fault).toBeInstanceOf(Error);
    expect(fault.message).toBe('The model file /a.gguf is incomplete: it is empty.');
    expect(fault.toValue()).toEqual({ code: 'model-truncated', args: ['/a.gguf', 'it is empty'] });
  });

  test('its value crosses a process line', () => {
    const value = new EngineFault('engine-not-open').toValue();
    expect(structuredClone(value)).toEqual({ code: 'engine-not-open', args: [] });
  });
});

describe('toEngineError', () => {
  test.each([
    ['a fault', new EngineFault('engine-stopped'), { code: 'engine-stopped', args: [] }],
    ['an error', new RangeError('too far'), { code: 'engine-internal', args: ['too far'] }],
    ['a text', 'no', { code: 'engine-internal', args: ['no'] }],
    ['nothing', undefined, { code: 'engine-internal', args: ['undefined'] }],
    ['null', null, { code: 'engine-internal', args: ['null'] }],
  ] as const)('%s', (_, thrown, value) => {
    expect(toEngineError(thrown)).toEqual(value);
  });
});
