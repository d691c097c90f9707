/** An inspection as text and as a file. */
import { describe, expect, it } from 'vitest';
import type { Shown } from '../../../src/extension/inspector/desk';
import { html } from '../../../src/extension/inspector/html';
import { inspectionFile } from '../../../src/extension/inspector/replay';
import { documentOf, requestFor, sourceOf, suggestionOf } from '../../../src/extension/inspector/subject';
import { twin } from '../../../src/extension/inspector/twin';
import { Vocabulary } from '../../../src/inspection/vocabulary';
import type { Completion } from '../../../src/protocol/messages';
import { checkSettings } from '../../../src/sampling/settings';
import { placeAt } from './fake-desk';
import { inspectionOf, TABLE } from './fake-inspections';

function shown(text: string, settings = {}): Shown {
  const subject = { kind: 'document', place: placeAt(text, { settings: checkSettings(settings) }) } as const;
  const inspection = inspectionOf(requestFor(subject, false, undefined));
  return {
    frame: { seq: 1, source: sourceOf(subject, 0), inspection, settings: subject.place.settings },
    model: { name: 'tiny', vocabulary: 257 } as Shown['model'],
    vocabulary: new Vocabulary(TABLE),
  };
}

describe('the text twin', () => {
  it('has the likeliest tokens with what was made of them, the rest as one line, and the samplers', () => {
    const text = twin(shown('a', { strategy: 'sample', topK: 2, topP: 1, minP: 0, temperature: 1 }), 'en');
    const rows = text.split('\n').filter((line) => /^\| \d+ \|/.test(line));
    expect(rows[0]).toMatch(/^\| 1 \| b \| 98 \| 5 \| 36\.\d% \| 99\.3% \| kept \|$/);
    expect(rows[2]).toContain('cut by top-k: rank 3 > 2');
    expect(rows).toHaveLength(50);
    expect(text).toContain('The other 207 tokens together: ');
    expect(text).toMatch(/\| top-k \| 257 \| 2 \| \d/);
  });

  it('lets text from outside be text', () => {
    const text = twin(shown('<b>|*'), 'en');
    expect(text).toContain('\\<');
    expect(text).not.toMatch(/[^\\]<b>/);
  });
});

describe('the replay file', () => {
  it('reads back what was shown, unrounded', () => {
    const file = JSON.parse(inspectionFile(shown('ab\u00e9')));
    expect(file).toMatchObject({ format: 'inkling-inspection', version: 1, text: 'ab\u00e9', ids: [97, 98, 0xc3, 0xa9], position: 3 });
    expect(file.top).toHaveLength(256);
    const listed = file.top.reduce((sum: number, [, logprob]: [number, number]) => sum + Math.exp(logprob), 0);
    expect(listed + file.tail).toBeCloseTo(1, 9);
  });
});

describe('the page around the page', () => {
  const text = html({ script: 'S"x', style: 'C', cspSource: 'https://source', nonce: 'N', language: 'zh-cn', title: '<t>' });

  it('allows its own script and style and nothing else', () => {
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(text)?.[1];
    expect(policy?.split('; ')).toEqual([
      "default-src 'none'",
      "script-src 'nonce-N'",
      'style-src https://source',
      'font-src https://source',
      "img-src 'none'",
      "connect-src 'none'",
      "form-action 'none'",
      "base-uri 'none'",
    ]);
    expect(text).not.toMatch(/unsafe|<style|style="/);
  });

  it('says its language, and takes nothing as markup', () => {
    expect(text).toContain('<html lang="zh-cn">');
    expect(text).toContain('<title>&#60;t&#62;</title>');
    expect(text).toContain('src="S&#34;x"');
  });
});

describe('a subject', () => {
  it('is asked for under its own name', () => {
    const text = { kind: 'text', text: 'x', settings: checkSettings({}) } as const;
    expect(documentOf(text)).toBe('inkling:text');
    expect(requestFor(text, true, 0)).toEqual({ document: 'inkling:text', prefix: { text: 'x', start: 0 }, heal: true, position: 0 });
  });

  it('is a suggestion only once the engine has answered', () => {
    const request = { document: 'a', prefix: { text: 'x', start: 0 }, extent: 'line', maxTokens: 8 } as const;
    expect(suggestionOf(undefined)).toBeUndefined();
    expect(suggestionOf({ request, completion: undefined, sources: [], shapings: [] })).toBeUndefined();
    const completion = { text: 'y', tokens: [{ id: 7, text: 'y', logprob: -1 }], stop: 'line-end' } as unknown as Completion;
    expect(suggestionOf({ request, completion, sources: [], shapings: [] })).toEqual({ request, completion, settings: checkSettings({}) });
  });

  it('has what completions have around them', () => {
    const place = placeAt('x', { suffix: 'y', neighbours: ['b'] });
    expect(requestFor({ kind: 'document', place }, false, undefined)).toEqual({
      document: 'file:///a.ts',
      prefix: { text: 'x', start: 0 },
      suffix: 'y',
      neighbours: ['b'],
      heal: false,
    });
  });
});
