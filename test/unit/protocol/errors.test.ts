import { describe, expect, test } from 'vitest';
import { DETAIL_PHRASES, detail } from '../../../src/protocol/error-details';
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

  test('says a detail with its own arguments inside the sentence', () => {
    const error = { code: 'model-corrupt', args: ['/a.gguf', detail('tensor-other-shape', 'a', '1 × 2', '2 × 1')] } as const;
    expect(sentence(error)).toBe("The model file /a.gguf is damaged: tensor 'a' is 1 × 2, not 2 × 1.");
  });

  test.each(Object.entries(DETAIL_PHRASES))('%s is a part of a sentence that shows each of its arguments once', (_, phrase) => {
    const places = [...phrase.matchAll(/\{(.*?)\}/g)].map((match) => match[1]);
    expect(places).toEqual(places.map((__, index) => String(index)));
    expect(phrase).toMatch(/^['a-z{][^\n]*[^.]$/);
  });
});

describe('EngineFault', () => {
  test('says its sentence and keeps code and arguments', () => {
    const fault = new EngineFault('model-truncated', '/a.gguf', detail('file-empty'));
    expect(fault).toBeInstanceOf(Error);
    expect(fault.message).toBe('The model file /a.gguf is incomplete: it is empty.');
    expect(fault.toValue()).toEqual({ code: 'model-truncated', args: ['/a.gguf', { code: 'file-empty', args: [] }] });
  });

  test('its value crosses a process line', () => {
    const value = new EngineFault('engine-not-open').toValue();
    expect(structuredClone(value)).toEqual({ code: 'engine-not-open', args: [] });
  });

  test('what a file put into a detail is made readable too', () => {
    const { args } = new EngineFault('model-corrupt', '/a', detail('tensor-missing', `a\n${'b'.repeat(400)}`));
    expect(args[1]).toEqual({ code: 'tensor-missing', args: [`a ${'b'.repeat(298)}…`] });
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
