import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { spansOf } from '../../../../../src/engine/model/tokenizer/spans';
import type { Tokenizer } from '../../../../../src/engine/model/tokenizer/tokenizer';
import { openTokenizer } from '../../../../../src/engine/open-model';
import { embeddedModelPath } from '../../../../support/embedded';
import { tinyGguf } from '../../../../support/tiny-gguf';
import { TemporaryFolder } from '../../temporary-folder';
import { encodableBytes } from '../../texts';

const folder = new TemporaryFolder();
let tokenizer: Tokenizer;
let embedded: Tokenizer;
beforeAll(async () => {
  tokenizer = await openTokenizer(folder.write('tiny.gguf', tinyGguf().bytes));
  embedded = await openTokenizer(embeddedModelPath);
});

const spans = (text: string, by = tokenizer) =>
  spansOf(text, by.encode(text), by.vocabulary).map(({ start, end }) => text.slice(start, end));

describe('the parts of a text that its tokens stand for', () => {
  test.each<[string, readonly string[]]>([
    ['', []],
    ['return 1', ['return', ' ', '1']],
    ['a\r\nb', ['a', '\r', '\n', 'b']],
    ['世', ['世']],
    ['é', ['é']],
    ['x😀y', ['x', '😀', '😀', '😀', '😀', 'y']],
    ['\ud83dy', ['\ud83d', '\ud83d', '\ud83d', 'y']],
    ['y\ude00', ['y', '\ude00', '\ude00', '\ude00']],
    ['\ufeffa', ['\ufeff', '\ufeff', '\ufeff', 'a']],
  ])('%j', (text, expected) => {
    expect(spans(text)).toEqual(expected);
  });

  test('bytes without a token are passed over', () => {
    expect(spans('a\u0004b\u0006', embedded)).toEqual(['a', 'b']);
    expect(spans('\u{40000}x', embedded).at(-1)).toBe('x');
  });

  test.each(['tiny', 'embedded'])('they cover the text without a gap, and never cut a character (%s)', (name) => {
    const by = name === 'tiny' ? tokenizer : embedded;
    const unit = fc.oneof(
      fc.constantFrom('\r\n', '    ', '\t', 'return', '😀', '世', 'é', '\ud83d', '\ude00', '<|endoftext|>'),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(fc.array(unit), (units) => {
        const text = units.join('');
        fc.pre(name === 'tiny' || encodableBytes(text).length === Buffer.byteLength(text));
        const found = spansOf(text, by.encode(text), by.vocabulary);
        let end = 0;
        for (const span of found) {
          expect(span.start).toBeLessThanOrEqual(end);
          expect(span.end).toBeGreaterThanOrEqual(end);
          expect(span.end).toBeGreaterThan(span.start);
          expect(isInsidePair(text, span.start) || isInsidePair(text, span.end)).toBe(false);
          end = span.end;
        }
        expect(end).toBe(text.length);
      }),
    );
  });
});

const isInsidePair = (text: string, at: number) => at > 0 && (text.codePointAt(at - 1) ?? 0) > 0xffff;
