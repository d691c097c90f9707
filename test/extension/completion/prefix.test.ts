import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPrefix } from '../../../src/extension/completion/prefix';
import { PREFIX_LIMIT, prefixOf } from '../../../src/protocol/prefix';
import { FakeDocument } from './fake-document';

describe('readPrefix', () => {
  it('is what the command line reads for the same text, with either line break', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), fc.constantFrom('\n', '\r\n'), fc.nat(), (lines, eol, where) => {
        const document = new FakeDocument(lines.join('\n'), { eol });
        const position = document.positionAt(where % (document.text.length + 1));
        expect(readPrefix(document.api, position)).toEqual(prefixOf(document.text.slice(0, document.offsetAt(position))));
      }),
    );
  });

  it('reads only the end of a long document', () => {
    const document = new FakeDocument('x'.repeat(200_000));
    const prefix = readPrefix(document.api, document.end);
    expect(prefix).toEqual({ text: 'x'.repeat(PREFIX_LIMIT), start: 200_000 - PREFIX_LIMIT });
  });

  it('says truly where it starts when that would be inside a line break', () => {
    const document = new FakeDocument(`a\n${'x'.repeat(PREFIX_LIMIT - 1)}`, { eol: '\r\n' });
    const prefix = readPrefix(document.api, document.end);
    expect(prefix.start).toBe(1);
    expect(prefix.text).toBe(document.text.slice(1));
  });
});
