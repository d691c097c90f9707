/** An inspection as text and as a file. */
import { describe, expect, it } from 'vitest';
import type { Run } from '../../../src/completion/trace/trace';
import type { Shown } from '../../../src/extension/inspector/desk';
import { html } from '../../../src/extension/inspector/html';
import { documentOf, requestFor, sourceOf } from '../../../src/extension/inspector/subject';
import { sourceOfSuggestion, suggestionsOf } from '../../../src/extension/inspector/suggestion';
import { twin } from '../../../src/extension/inspector/twin/twin';
import { Vocabulary } from '../../../src/inspection/vocabulary';
import type { SearchTree } from '../../../src/protocol/inspection';
import type { Completion } from '../../../src/protocol/messages';
import type { Source } from '../../../src/protocol/panel';
import { seededRandom } from '../../../src/sampling/random';
import { checkSettings } from '../../../src/sampling/settings';
import { placeAt } from './fake-desk';
import { inspectionOf, MODEL, TABLE } from './fake-inspections';

const TOKENS = [
  { id: 97, text: 'a', logprob: -1 },
  { id: 98, text: 'b', logprob: -2 },
];
const RUN: Run = {
  request: { document: 'a', prefix: { text: 'x', start: 0 }, extent: 'line', maxTokens: 8 },
  completion: { text: 'ab', tokens: TOKENS, stop: 'line-end' } as unknown as Completion,
  sources: [],
  shapings: [],
};

function shown(text: string, settings = {}): Shown {
  const subject = { kind: 'document', place: placeAt(text, { settings: checkSettings(settings) }) } as const;
  const request = requestFor(subject, false, undefined);
  const inspection = inspectionOf(request);
  return {
    request,
    frame: { seq: 1, source: sourceOf(subject, 0), inspection, settings: subject.place.settings },
    model: MODEL,
    vocabulary: new Vocabulary(TABLE),
  };
}

const rowsOf = (text: string) => text.split('\n').filter((line) => /^\| \d+ \|/.test(line));

describe('the text twin', () => {
  it('has the likeliest tokens with what was made of them, the rest as one line, and the samplers', () => {
    const text = twin(shown('a', { strategy: 'sample', topK: 2, topP: 1, minP: 0, temperature: 1 }), 'en');
    const rows = rowsOf(text);
    expect(rows[0]).toMatch(/^\| 1 \| `b` \| 98 \| 5\.00 \| 36\.\d% \| 99\.3% \| 36\.\d% \| kept \|$/);
    expect(rows[2]).toContain('cut by top-k: rank 3 > 2');
    expect(rows).toHaveLength(50);
    expect(text).toContain('The other 207 tokens together: ');
    expect(text).toMatch(/\| Top-k \| 2 \| 257 \| 2 \| \d/);
    expect(text).toContain('How `b` comes to its number:\n\n- softmax: `e^(5.00 − ');
  });

  it('says what the page applies, and what the memory added', () => {
    const all = shown('a');
    const tried = { settings: checkSettings({ strategy: 'sample', temperature: 1, topK: 3, topP: 1, minP: 0 }), order: ['top-k'] } as const;
    const memory = { share: 0.5, match: 4, tokens: [{ id: 99, probability: 1 }] };
    const text = twin({ ...all, frame: { ...all.frame, inspection: { ...all.frame.inspection, memory } }, tried }, 'en');
    expect(text).toContain('The memory of your code has 50.0% of the distribution: 4 tokens before were found elsewhere.');
    expect(rowsOf(text)[0]).toMatch(/^\| 1 \| `c` \| 99 \| 0\.00 \| 0\.25% \| 50\.0% \| \d\d\.\d% \| 50\.1% \| kept \|$/);
    expect(rowsOf(text)[3]).toContain('cut by top-k: rank 4 > 3');
    expect(text).not.toContain('| Temperature |');
    expect(text).toContain('Not what completions use.');
  });

  it('has a suggestion token by token, with what ended it', () => {
    const [suggestion] = suggestionsOf({ ...RUN, shapings: [{ raw: 'ab', sure: 'a', cut: 'confidence', steps: [], text: 'a' }] });
    const subject = { kind: 'suggestion', suggestion: suggestion! } as const;
    const request = requestFor(subject, true, undefined);
    const all = shown('x');
    const frame = { ...all.frame, source: sourceOf(subject, 0), inspection: inspectionOf(request) };
    const text = twin({ ...all, request, frame }, 'en');
    expect(text).toContain('| `a` | 75.0% | 1 | 50.0% | `b` 12.5% |\n| `b` (not shown) | 75.0% | 1 | 50.0% |  |');
    expect(text).toContain('- The model stopped because the line ended.\n- Left out because the model was not sure enough of it: “b”.');
    expect(text).not.toMatch(/draw/i);
  });

  it('has the numbers that a sampled suggestion was drawn with, and their seed', () => {
    const request = { ...RUN.request, sampling: checkSettings({ strategy: 'sample', seed: 5 }) };
    const [suggestion] = suggestionsOf({ ...RUN, request, shapings: [{ raw: 'ab', steps: [], text: 'ab' }] });
    const subject = { kind: 'suggestion', suggestion: suggestion! } as const;
    const asked = requestFor(subject, true, undefined);
    const all = shown('x');
    const frame = { ...all.frame, source: sourceOf(subject, 0), inspection: inspectionOf(asked) };
    const numbers = seededRandom(5);
    const [first, second] = [numbers.next().toFixed(3), numbers.next().toFixed(3)];
    const text = twin({ ...all, request: asked, frame }, 'en');
    expect(text).toContain('| Token | Probability | Rank | Memory | Draw | What else was likely |');
    expect(text).toContain(`| \`a\` | 75.0% | 1 | 50.0% | ${first} | \`b\` 12.5% |\n| \`b\` | 75.0% | 1 | 50.0% | ${second} |  |`);
    expect(text).toMatch(/^- A draw is a number .* Seed 5 gives the same numbers again\.$/m);
    expect(twin({ ...all, request: asked, frame }, 'de')).toContain(`| ${first.replace('.', ',')} |`);
  });

  it('has a search, a scan and what is inside the model, where there is one', () => {
    const all = shown('a');
    const node = (id: number, parent: number, probability: number, pruned = false) => ({
      id,
      parent,
      logprob: Math.log(probability),
      pruned,
    });
    const tree: SearchTree = {
      nodes: [node(98, -1, 0.5), node(99, 0, 0.5), node(100, -1, 0.25, true)],
      paths: [{ kind: 'beam', node: 1, logprob: Math.log(0.25), score: -1.386, text: 'bc', stop: 'token-limit' }],
      passes: 7,
      most: 9,
    };
    const scanned = [{ id: 98, start: 0, end: 1, logprob: Math.log(1 / 8), rank: 4, top: [{ id: 99, logprob: Math.log(0.5) }] }];
    const inside = {
      attention: { layers: 1, heads: 2, tokens: 1, weights: Float32Array.of(1, 1) },
      layers: [{ layer: 0, top: [{ id: 98, logprob: Math.log(0.5) }] }],
      embedding: { norm: 2.5, neighbours: [{ id: 99, cosine: 0.75 }] },
      sessionBytes: 3e6,
    };
    const inspection = { ...all.frame.inspection, ...inside };
    const text = twin({ ...all, frame: { ...all.frame, inspection, edit: { tokens: 3, milliseconds: 12.5 } }, tree, scanned }, 'en');
    for (const part of [
      '- Tokens read again after the last edit: 3, in 13 ms',
      '- Second session of the model, for attention and layers: 3.0 MB',
      '| beam | `bc` | 25.0% | −1.39 | it had the longest length that the settings allow |',
      '- `b` 50.0% (beam)\n  - `c` 25.0% (beam)\n- `d` 25.0% (seen, given up)',
      '- Bits a token: 3.00\n- Bits a character: 3.00\n- Perplexity: 8.0\n- Tokens read: 1',
      '| `b` | 0–1 | 3.0 | 4 | `c` 50.0% |',
      '| `a` | 0 | 100% |',
      '| 1 | `b` 50.0% |',
      '`a` has a vector of length 2.50; ',
      '| `c` | 99 | 0.750 |',
    ])
      expect(text).toContain(part);
  });

  it('lets text from outside be text', () => {
    const all = shown('<b>|*`');
    const source = { ...all.frame.source, name: '<i>.ts' } as Source;
    const text = twin({ ...all, frame: { ...all.frame, source } }, 'en');
    expect(text).toContain('`<` 60 | `b` 98 | `>` 62 | `|` 124 | `*` 42 | `` ` `` 96');
    expect(text).toContain('\\<i\\>.ts, line 1');
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

  it('is each suggestion that was shown, once', () => {
    expect(suggestionsOf(undefined)).toEqual([]);
    const shapings = ['', 'a', 'a', 'ab'].map((text) => ({ raw: 'ab', steps: [], text }));
    const candidates = [1, 2, 3, 4].map((id) => ({
      text: 'ab',
      tokens: [{ id, text: 'ab', logprob: 0 }],
      logprob: 0,
      score: 0,
      stop: 'line-end' as const,
    }));
    const all = suggestionsOf({ ...RUN, completion: { ...RUN.completion!, candidates }, shapings });
    expect(all.map(({ shaping, written }) => [shaping.text, written.tokens[0]!.id])).toEqual([
      ['a', 2],
      ['ab', 4],
    ]);
  });

  it('says with which numbers its tokens were drawn: by its own seed, wherever it was ranked', () => {
    const shapings = ['a', 'ab'].map((text) => ({ raw: 'ab', steps: [], text }));
    const request = { ...RUN.request, sampling: checkSettings({ strategy: 'sample', seed: 5 }) };
    const drawnBy = (seed: number) => {
      const numbers = seededRandom(seed);
      return { seed, numbers: TOKENS.map(() => numbers.next()) };
    };
    const drawn = (run: Run) => suggestionsOf(run).map((suggestion) => sourceOfSuggestion(suggestion).drawn);
    const candidates = [6, 5].map((seed) => ({ text: 'ab', tokens: TOKENS, logprob: 0, score: 0, stop: 'line-end' as const, seed }));
    expect(drawn({ ...RUN, request, completion: { ...RUN.completion!, candidates }, shapings })).toEqual([drawnBy(6), drawnBy(5)]);
    expect(drawn({ ...RUN, request, shapings: shapings.slice(1) })).toEqual([drawnBy(5)]); // a single one
    const written = { text: 'ab', tokens: TOKENS };
    expect(drawn({ ...RUN, request, completion: undefined, written, shapings: shapings.slice(1) })).toEqual([drawnBy(5)]);
    for (const given of [{}, { strategy: 'greedy', repetitionPenalty: 1.2, seed: 5 }, { strategy: 'beam', seed: 5 }]) {
      const [without] = suggestionsOf({ ...RUN, request: { ...request, sampling: checkSettings(given) }, shapings: shapings.slice(1) });
      expect(sourceOfSuggestion(without!)).not.toHaveProperty('drawn');
    }
  });

  it('is also what was shown while the model was still writing', () => {
    const [suggestion] = suggestionsOf({
      ...RUN,
      completion: undefined,
      written: { text: 'ab', tokens: TOKENS },
      shapings: [{ raw: 'ab', sure: 'a', cut: 'unfinished', steps: [], text: 'a' }],
    });
    expect(sourceOfSuggestion(suggestion!)).toEqual({
      kind: 'suggestion',
      text: 'a',
      tokens: TOKENS,
      kept: 1,
      ending: ['The model was still writing when this was shown.', 'Left out because it was not finished: “b”.'],
    });
    expect(suggestionsOf({ ...RUN, completion: undefined, shapings: [{ raw: '', steps: [], text: 'a' }] })).toEqual([]);
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
