import { expect, test } from 'vitest';
import { inspectionView } from '../../../src/cli/inspection-view';
import { NextTokens } from '../../../src/inspection/next-tokens';
import { Outcome } from '../../../src/inspection/outcome';
import { rulesOf } from '../../../src/inspection/rules';
import { Vocabulary } from '../../../src/inspection/vocabulary';
import type { Inspection } from '../../../src/protocol/inspection';
import { checkSettings } from '../../../src/sampling/settings';

const TEXTS = ['<|end|>', 'a', ' for', '\n    '];
const PROBABILITIES = [0.03125, 0.125, 0.25, 0.59375];

const bytes = new TextEncoder().encode(TEXTS.join(''));
let end = 0;
const ends = Uint32Array.from(TEXTS, (text) => (end += text.length));
const vocabulary = new Vocabulary({ bytes, ends, control: Uint32Array.of(0) });

const inspection: Inspection = {
  ids: Int32Array.of(1, 2),
  start: 0,
  startsWithControl: false,
  healed: new Uint8Array(0),
  position: 1,
  logits: Float32Array.from(PROBABILITIES, Math.log),
  reused: 0,
  prefilled: 2,
  timings: { tokenize: 0, prefill: 0, total: 0 },
  cache: { tokens: 2, window: 10, bytes: 0, budget: 0 },
};

function view(changes: Partial<Inspection>, columns: number, top = 3): string {
  const looked = { ...inspection, ...changes };
  const settings = checkSettings({ strategy: 'sample', temperature: 1, topK: 2, topP: 1, minP: 0 });
  return inspectionView(looked, new Outcome(new NextTokens(looked), rulesOf(looked, settings, vocabulary)), vocabulary, { top, columns });
}

test('shows the tokens with bars, and what the settings cut', () => {
  expect(view({}, 60)).toBe(`2 tokens read, the last is ·for
entropy 1.48 bits, as undecided as among 2.8 equally likely tokens

   token  id  model  drawn
1  ↵·×4    3  59.4%  70.4%         ██████████████▉
2  ·for    2  25.0%  29.6%         ██████▎
3  a       1  12.5%  cut by top k  ███▏
1 other tokens: 3.1%, 0% drawn

settings, in their order
  repetition penalty  keeps 4, cuts 0%
  temperature         keeps 4, cuts 0%
  top k               keeps 2, cuts 15.6%
  top p               keeps 2, cuts 0%
  min p               keeps 2, cuts 0%
`);
});

test('says what healing takes back, and what the memory has', () => {
  const [first, , third] = view(
    { healed: new TextEncoder().encode(' fo'), memory: { share: 0.5, match: 4, tokens: [{ id: 2, probability: 1 }] } },
    60,
  ).split('\n');
  expect(first).toBe('2 tokens read, the last is ·for; “·fo” is taken back, to be spelled again');
  expect(third).toBe('memory has 50.0% of it: the last 4 tokens stood elsewhere');
});

test('shows attention, layers and embedding where they were looked at', () => {
  const parts = view(
    {
      attention: { layers: 1, heads: 2, tokens: 2, weights: Float32Array.of(0.5, 0.5, 1, 0) },
      layers: [
        { layer: 0, top: [{ id: 1, logprob: Math.log(0.25) }] },
        { layer: 1, top: [{ id: 3, logprob: Math.log(0.5) }] },
      ],
      embedding: { norm: 2, neighbours: [{ id: 1, cosine: 0.5 }] },
    },
    40,
  );
  expect(parts.split('\n\n').slice(3).join('\n\n')).toBe(`attention, the mean of 1 layers with 2 heads each
  0  a       75.0%  ███████████████
  1  ·for    25.0%  █████

layers: the likeliest token after each; the answer is the same from layer 2 on
   1  a       25.0%  ████▊
   2  ↵·×4    50.0%  █████████▌

embedding of ·for: length 2.000; the nearest tokens by cosine
  a   0.500  █████████████▌
`);
});

test('has no bars where there is no room for any', () => {
  expect(view({}, 30)).not.toMatch(/[█-▏]/);
});
