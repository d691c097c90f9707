/** Every part of the text of an inspection, in both languages. */
import { readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { l10n } from 'vscode';
import type { Shown } from '../../../src/extension/inspector/desk';
import { requestFor, sourceOf } from '../../../src/extension/inspector/subject';
import { twin } from '../../../src/extension/inspector/twin/twin';
import { Vocabulary } from '../../../src/inspection/vocabulary';
import type { Inspection } from '../../../src/protocol/inspection';
import type { PanelState, Source, Tried } from '../../../src/protocol/panel';
import { STANDARD_ORDER } from '../../../src/sampling/chain';
import { checkSettings } from '../../../src/sampling/settings';
import { placeAt } from './fake-desk';
import { inspectionOf, MODEL, TABLE } from './fake-inspections';

const settings = checkSettings({ strategy: 'sample', temperature: 1, topK: 3, topP: 1, minP: 0, seed: 7 });
const chinese = JSON.parse(readFileSync(new URL('../../../l10n/bundle.l10n.zh-cn.json', import.meta.url), 'utf8')) as Record<
  string,
  string
>;

/** What a test changes of what is shown. */
interface Changes extends Partial<Shown> {
  readonly source?: Partial<Source>;
  readonly inspection?: Partial<Inspection>;
}

const inside: Partial<Inspection> = {
  attention: { layers: 2, heads: 1, tokens: 2, weights: Float32Array.of(0.25, 0.75, 0.75, 0.25) },
  layers: [9, 99, 99].map((id, layer) => ({ layer, top: [{ id, logprob: Math.log(0.5) }] })),
  embedding: { norm: 2.5, neighbours: [{ id: 100, cosine: 0.75 }] },
  sessionBytes: 150e6,
  timings: { tokenize: 1.25, prefill: 61.4, total: 1234 },
  reused: 1,
  prefilled: 1,
};
const one = { layers: 1, heads: 1, tokens: 1, weights: Float32Array.of(1) };
const node = (id: number, parent: number, probability: number, pruned = false) => ({ id, parent, logprob: Math.log(probability), pruned });
const found: Partial<Shown> = {
  tree: {
    nodes: [node(97, -1, 0.25), node(98, -1, 0.5), node(0x20, 1, 0.5), node(100, -1, 0.125, true)],
    paths: [
      { kind: 'greedy', node: 2, logprob: Math.log(0.25), score: -1.5, text: 'b\u202e', stop: 'line-end' },
      { kind: 'beam', node: 2, logprob: Math.log(0.25), score: -1.5, text: 'b ' },
      { kind: 'sample', node: 0, logprob: Math.log(0.25), score: -1.5, text: 'a', stop: 'token-limit' },
    ],
    passes: 7,
    most: 9,
  },
  scanned: [
    { id: 98, start: 10, end: 12, logprob: Math.log(1 / 8), rank: 1234, top: [{ id: 99, logprob: Math.log(0.5) }] },
    { id: 97, start: 12, end: 13, logprob: Math.log(1 / 64), rank: 5, top: [] },
  ],
};

/** All that a page can show about the text `ab`. */
function shown({ source, inspection, ...more }: Changes = {}): Shown {
  const subject = { kind: 'document', place: placeAt('ab', { settings }) } as const;
  const request = requestFor(subject, true, undefined);
  const frame = {
    seq: 1,
    source: { ...sourceOf(subject, 0), ...source } as Source,
    inspection: { ...inspectionOf(request), ...inside, ...inspection },
    settings,
    edit: { tokens: 12, milliseconds: 84.2 },
  };
  return { request, frame, model: MODEL, vocabulary: new Vocabulary(TABLE), state: { kind: 'live' }, ...found, ...more };
}

const textOf = (changes?: Changes) => twin(shown(changes), 'en');
const tried = (more: Partial<Tried>): Changes => ({ tried: { settings, order: STANDARD_ORDER, ...more } });
const suggestion: Source = {
  kind: 'suggestion',
  text: 'c\u200bd',
  tokens: [
    { id: 99, text: 'c', logprob: 0 },
    { id: 100, text: 'd', logprob: 0 },
  ],
  kept: 1,
  ending: [],
};
const steps = [
  { id: 99, logprob: 0, chosen: Math.log(0.5), rank: 1, top: [{ id: 98, logprob: Math.log(0.25) }], memory: { share: 0.5, match: 4 } },
  { id: 100, logprob: 0, chosen: Math.log(0.5), rank: 2, top: [] },
];

const states: readonly (readonly [state: PanelState, line: string])[] = [
  [{ kind: 'no-model', message: 'No *file*.' }, 'no model. No \\*file\\*.'],
  [{ kind: 'loading', fraction: 0.5 }, 'loading. The model is being opened: 50.0%.'],
  [{ kind: 'no-editor' }, 'no editor. No text editor has the cursor; the last result stays.'],
  [{ kind: 'unsupported', reason: 'too-large' }, 'not read. The file in front is too large to be inspected.'],
  [{ kind: 'unsupported', reason: 'not-text' }, 'not read. The editor in front holds no text that the model could read.'],
  [{ kind: 'unsupported', reason: 'excluded' }, 'not read. The file in front is excluded from completions, so the model does not read it.'],
  [{ kind: 'reading', done: 0, of: 0 }, 'reading. The model is being asked.'],
  [{ kind: 'reading', done: 32, of: 1200 }, 'reading. The model is reading: 32 of 1,200 tokens.'],
  [{ kind: 'live' }, 'live. This is what the model sees at the cursor.'],
  [{ kind: 'stale', line: 12, edits: 0 }, 'stale. This is for another place: line 12.'],
  [{ kind: 'stale', line: 12, edits: 1 }, 'stale. This is for line 12, one edit ago.'],
  [{ kind: 'stale', line: 12, edits: 3 }, 'stale. This is for line 12, 3 edits ago.'],
  [{ kind: 'pinned' }, 'pinned. The cursor is not followed.'],
  [{ kind: 'paused' }, 'paused. Nothing is computed while the window is not in use.'],
  [{ kind: 'cancelled' }, 'cancelled. The last result stays.'],
  [{ kind: 'untrusted' }, 'restricted. In an untrusted workspace the model does not read files.'],
  [{ kind: 'error', message: 'It broke.', details: '' }, 'failed. It broke.'],
  [{ kind: 'no-logits' }, 'no numbers. This model tells its choice, but not its probabilities.'],
];

/** A part of what is shown, and the lines that the text has for it. */
const parts: readonly (readonly [name: string, changes: Changes, lines: readonly string[]])[] = [
  [
    'what the page has at its top',
    {},
    ['a.ts, line 1, column 3', '- 1 tokens read in 1.2 s (measured)', '- Model: tiny, with a vocabulary of 257 tokens (model metadata)'],
  ],
  ['how undecided the model is', {}, ['- Entropy: 6.01 bits, like a choice among 64.6 (computed)']],
  ['what was dropped', { source: { dropped: 4120 } }, ['- 4,120 characters before the window of 2,048 tokens are not read.']],
  ['several cursors', { source: { cursors: 3 } }, ['- There are 3 cursors; this is the first.']],
  [
    'a half-typed end',
    { inspection: { healed: Uint8Array.of(0x78, 0x20) } },
    ['- The half-typed end `x·` was taken back; only tokens that spell it again may follow.', '- healing: `∉` → 0%'],
  ],
  ['another position', { inspection: { position: 0 } }, ['- This is what follows token 0.']],
  [
    'an empty document',
    { inspection: { ids: Int32Array.of(256), position: 0, startsWithControl: true, reused: 0, attention: one } },
    ['- The text is empty before the cursor: this is the distribution after the token that starts a text.', '- 0: `<|end|>` 256'],
  ],
  ['a name with what can not be seen', { source: { name: 'a b\u202e.ts' } }, ['a bU\\+202E.ts, line 1, column 3']],
  ['a text of one’s own', { source: { kind: 'text', text: 'a\u200b\tb' } }, ['After the text `aU+200B→b`']],
  [
    'a saved inspection that came out the same',
    { source: { kind: 'replay', name: 'a.json', differences: [] } },
    ['The saved inspection a.json', '- Everything is as it was saved.'],
  ],
  [
    'a saved inspection that came out otherwise',
    { source: { kind: 'replay', name: 'a.json', differences: ['Rank 1 is <b>.'] } },
    ['- Rank 1 is \\<b\\>.'],
  ],
  [
    'a suggestion',
    { source: suggestion, inspection: { steps } },
    [
      'The suggestion `cU+200Bd`',
      '1 of 2 tokens were shown.',
      '| `c` | 50.0% | 1 | 50.0% | `b` 25.0% |',
      '| `d` (not shown) | 50.0% | 2 |  |  |',
    ],
  ],
  [
    'the number with which a suggestion drew its token here',
    {
      source: { ...suggestion, drawn: { seed: 9, numbers: [0.25, 0.75] } },
      inspection: { steps, path: 2, ids: Int32Array.of(97, 99, 100), position: 0 },
    },
    [
      '| `c` | 50.0% | 1 | 50.0% | 0.250 | `b` 25.0% |',
      'Seed 9 gives the same numbers again.',
      'The suggestion drew 0.250 here, which falls on `c`.',
    ],
  ],
  [
    'the context',
    { inspection: { ids: Int32Array.of(0x61, 0x0a, 0xe8, 0xaf, 0xad), position: 4, reused: 2, prefilled: 3 } },
    [
      '5 tokens: 2 from the cache, 3 new. Those from position 2 on were read anew. Each line: the position of its first token, then label and id of each.',
      '- 0: `a` 97 | `↵` 10',
      '- 2: `[E8]` 232 | `[AF]` 175 | `[AD]` 173 (together `语`)',
    ],
  ],
  [
    'what follows, with the tail before and after the settings',
    {},
    [
      '| 4 | `U+0002` | 2 | 0.00 | 0.25% | 0% | 37.4% | cut by top-k: rank 4 > 3 |',
      'The other 207 tokens together: 51.2%, after the settings 0%',
      '- share of the kept: `36.7% ÷ 37.2%` → 98.7%',
    ],
  ],
  [
    'the tail where settings leave it',
    { tried: { settings: checkSettings({ strategy: 'sample', temperature: 1, topK: 0, topP: 1, minP: 0 }), order: STANDARD_ORDER } },
    ['The other 207 tokens together: 51.2%, after the settings 51.2%'],
  ],
  [
    'what was cut by min-p, with its numbers',
    { tried: { settings: checkSettings({ strategy: 'sample', temperature: 1, topK: 0, topP: 1, minP: 0.5 }), order: STANDARD_ORDER } },
    ['cut by min-p: 0.25% < 18.3% = 50.0% of 36.7% |', 'Not what completions use.', '| Min-p | 0.5 | 257 | 1 |'],
  ],
  [
    'the settings of completions',
    {},
    ['What completions use.', '| Repetition penalty | off | 257 | 257 | 0% |', '| Top-k | 3 | 257 | 3 |'],
  ],
  [
    'greedy settings',
    { tried: { settings: checkSettings({}), order: STANDARD_ORDER } },
    ['Greedy: only the likeliest token is left, whatever the seed.', '| Temperature | the likeliest | 257 | 1 |'],
  ],
  [
    'the settings of beam search',
    { tried: { settings: checkSettings({ strategy: 'beam' }), order: STANDARD_ORDER } },
    ['Completions use beam search; one step of it is shown as greedy.'],
  ],
  ['the coin of completions', {}, ['The first number of seed 7 is 0.']],
  [
    'the coin of the page',
    tried({ coin: { seed: 3, flips: 30 } }),
    ['The first number of seed 3 is 0.', 'Drawn: `', '30 flips:', '| Token | Expected count | Drawn |'],
  ],
  [
    'a search',
    {},
    [
      '7 of at most 9 passes of the model.',
      '| greedy | `bU+202E` | 25.0% | −1.50 | the line ended |',
      '| beam | `b·` | 25.0% | −1.50 | … |',
      '- `b` 50.0% (greedy, beam)\n  - `·` 25.0% (greedy, beam)\n- `a` 25.0% (sampled)\n- `d` 12.5% (seen, given up)',
    ],
  ],
  ['a search from before', { isTreeOld: true }, ['This tree is of an earlier position. 7 of']],
  ['attention', {}, ['Layer: mean of all. Head: mean of all. 2 tokens, weights sum to 1.00.', '| `a` | 0 | 50.0% |\n| `b` | 1 | 50.0% |']],
  [
    'attention of one layer',
    tried({ attention: { layer: 1 } }),
    ['Layer: 2. Head: mean of all.', '| `a` | 0 | 75.0% |\n| `b` | 1 | 25.0% |'],
  ],
  ['the layers', {}, ['`c` stays the likeliest from layer 2 of 3 on.', '| 1 | `→` 50.0% |']],
  ['the embedding', {}, ['`b` has a vector of length 2.50; the tokens nearest to it by cosine:', '| `d` | 100 | 0.750 |']],
  [
    'a scan',
    {},
    [
      '- Bits a token: 4.50\n- Bits a character: 3.00\n- Perplexity: 22.6\n- Tokens read: 2',
      '| `a` | 12–13 | 6.0 | 5 |  |\n| `b` | 10–12 | 3.0 | 1,234 | `c` 50.0% |',
    ],
  ],
  ['a scan of nothing', { scanned: [] }, ['## Surprise (computed)\n\nThere was no token to foresee.']],
  [
    'the shapes',
    {},
    [
      '- Ids `[1, 2]`\n- Hidden `[1, 2, 48]`\n- Logits `[1, 2, 257]`, of which the engine computes one row: that of the position asked for',
      '- Last row `[257]`\n- Probabilities `[257]`\n- 1 of the tokens went through the model',
    ],
  ],
  [
    'the cache',
    { inspection: { cache: { tokens: 1000, window: 2048, bytes: 46e6, budget: 256e6 } } },
    [
      '- Used: 1,000 of 2,048 tokens, 384 KB\n- Reused: 1 tokens, 384 B\n- New: 1 tokens, 384 B\n- Free: 1,048 tokens, 402 KB',
      '- 2 × 2 layers × 3 heads × 8 numbers × 4 bytes = 384 B a token\n- All documents together: 46 MB of 256 MB',
    ],
  ],
  [
    'the times',
    {},
    [
      '- Tokenize: 1.3 ms\n- Prefill: 61 ms\n- For each new token: 61 ms\n- In all: 1.2 s\n- Tokens read again after the last edit: 12, in 84 ms',
    ],
  ],
  [
    'the model',
    {},
    [
      '- Name: tiny\n- Architecture: llama\n- Parameters: 12,345\n- File: 54 KB\n- Layers: 2, heads: 6\n- Trained for 8,192 tokens',
      '- Memory after opening: 210 MB\n- Second session of the model, for attention and layers: 150 MB\n- Runtime: onnxruntime 1.27.0\n- Threads: 4',
    ],
  ],
];

describe('the text twin has', () => {
  it.each(parts)('%s', (_, changes, lines) => {
    const text = textOf(changes);
    for (const line of lines) expect(text).toContain(line);
  });

  it.each(states)('the state %o', (state, line) => {
    expect(textOf({ state })).toContain(`\n- State: ${line}\n`);
  });

  it('no state where there is no page, and no edit where nothing was edited', () => {
    const { state: _, ...rest } = shown();
    const { edit: __, ...frame } = rest.frame;
    const text = twin({ ...rest, frame }, 'en');
    expect(text).not.toContain('State:');
    expect(text).toContain('- Nothing was edited since.');
  });

  it('under each heading where its numbers come from', () => {
    const headings = textOf({ source: suggestion, inspection: { steps } }).match(/^##+ .*$/gm)!;
    expect(headings).toEqual([
      '## The suggestion, token by token (computed)',
      '## Context (measured)',
      '## Next token (computed)',
      '## Samplers (computed)',
      '## Flip the coin (computed)',
      '## Search (computed)',
      '## Attention (computed)',
      '## Layers (computed)',
      '## Embedding (computed)',
      '## Surprise (computed)',
      '## Engine',
      '### From ids to probabilities (computed)',
      '### Cache of this document (computed)',
      '### Times (measured)',
      '### Model (model metadata)',
      '### Memory and runtime (measured)',
    ]);
  });

  it('as many flips as were drawn, each counted once', () => {
    const flips = 1000;
    const rows = [...textOf(tried({ coin: { seed: 3, flips } })).matchAll(/^\| (?:`[^`]*`|others) \| ([\d,.]+) \| ([\d,]+) \|$/gm)];
    const sum = (index: number) => rows.reduce((total, row) => total + Number(row[index]!.replace(',', '')), 0);
    expect(rows).toHaveLength(3); // what top-k leaves
    expect(sum(1)).toBeCloseTo(flips, 0);
    expect(sum(2)).toBe(flips);
  });

  it('none of the characters that act on the text around them', () => {
    const text = textOf({ source: suggestion, inspection: { steps, ids: Int32Array.of(...new TextEncoder().encode('\u202e\u200b')) } });
    expect(text).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200b-\u200f\ufeff]/u);
  });
});

describe('the text twin in Chinese', () => {
  /** Names that are the same in every language, and units. */
  const NAMES =
    /\b(a\.ts|a\.json|a bU\\\+202E\.ts|tiny|llama|onnxruntime|[Ll]ogits?|softmax|[Tt]op-[kp]|[Mm]in-p|ms|s|B|KB|MB|Id|Rank 1 is \\<b\\>|No \\\*file\\\*|It broke)(?![a-z])/g;

  it.each([
    ...parts.map(([name, changes]) => [name, changes] as const),
    ...states.map(([state]) => [JSON.stringify(state), { state } as Changes] as const),
  ])('has no English left: %s', (_, changes) => {
    const spy = vi
      .spyOn(l10n, 't')
      .mockImplementation(((message: string, ...values: unknown[]) =>
        chinese[message]!.replace(/\{(\d)\}/g, (__: string, index: string) => String(values[Number(index)]))) as typeof l10n.t);
    const text = twin(shown(changes), 'zh-cn');
    spy.mockRestore();
    const words = text.replace(/(`+).*?\1/g, '').replace(NAMES, '');
    expect(words.match(/[A-Za-z]+/g)).toBeNull();
    expect(words).toMatch(/\p{Script=Han}/u);
  });
});
