import { describe, expect, test } from 'vitest';
import { Format } from '../../../src/inspection/format';
import { Vocabulary } from '../../../src/inspection/vocabulary';
import type { Frame, PanelState, Source, ToPage } from '../../../src/protocol/panel';
import { checkSettings } from '../../../src/sampling/settings';
import { Analysis } from '../../../src/webview/model/analysis';
import { initialState, type PageState } from '../../../src/webview/model/state';
import { update } from '../../../src/webview/model/update';
import { en } from '../../../src/webview/text/en';
import { Speech } from '../../../src/webview/text/speech';
import { zhCn } from '../../../src/webview/text/zh-cn';
import { STATES } from '../../page/states';
import { vocabularyOf } from '../inspection/vocabulary-of';

const RESULT = /^Likeliest: a \d+\.\d%, then b \d+\.\d%\. Entropy \d\.\d\d bits\.$/;
const DOCUMENT: Source = { kind: 'document', name: 'a', line: 1, column: 1, offset: 0, version: 1, cursors: 1, dropped: 0 };

let seq = 0;
const frame = (source: Source = DOCUMENT): Frame => ({
  seq: ++seq,
  source,
  settings: checkSettings({}),
  inspection: {
    ids: Int32Array.of(0, 1),
    start: 0,
    startsWithControl: false,
    healed: new Uint8Array(),
    position: 1,
    logits: Float32Array.of(2, 1),
    reused: 1,
    prefilled: 1,
    timings: { tokenize: 1, prefill: 2, total: 3 },
    cache: { tokens: 2, window: 2048, bytes: 20, budget: 100 },
  },
});
const shown: PageState = {
  ...initialState,
  vocabulary: new Vocabulary(vocabularyOf.table(['a', 'b'])),
  frame: frame(),
  panel: { kind: 'cancelled' },
};

/** What is heard after each message. */
function heard(messages: readonly ToPage[], { from = shown, locale = 'en' } = {}): readonly string[] {
  const words = { text: locale === 'en' ? en : zhCn, format: new Format(locale) };
  const speech = new Speech(new Analysis(), words);
  let state = from;
  return messages.map((message) => {
    const before = state;
    state = update(state, { type: 'received', message });
    return speech.of(before, state);
  });
}

describe('a state', () => {
  test.each(STATES.filter(({ state }) => state.kind !== 'live'))('is heard: $state', ({ state, says }) => {
    const from = state.kind === 'cancelled' ? { ...shown, panel: { kind: 'paused' } as const } : shown;
    expect(heard([{ type: 'state', state }], { from })).toEqual([expect.stringMatching(says)]);
    const [chinese] = heard([{ type: 'state', state }], { from, locale: 'zh-cn' });
    expect(chinese).toMatch('message' in state ? state.message : /[\u4e00-\u9fff].*。$/);
    // The same once more is not.
    expect(heard([{ type: 'state', state: { ...state } }], { from: { ...from, panel: state } })).toEqual(['']);
  });

  test('that is live comes with numbers, which are what is heard', () => {
    const live: PanelState = { kind: 'live' };
    expect(heard([{ type: 'frame', frame: frame(), state: live }])).toEqual([expect.stringMatching(RESULT)]);
    expect(heard([{ type: 'state', state: live }])).toEqual(['']);
  });
});

describe('a result', () => {
  test.each<PanelState>([{ kind: 'pinned' }, { kind: 'stale', line: 3, edits: 2 }, { kind: 'live' }])(
    'is heard with every frame, as tokens are walked through: $kind',
    (panel) => {
      const next = (): ToPage => ({ type: 'frame', frame: frame(), state: { ...panel } });
      const [first, ...others] = heard([next(), next(), next()]);
      expect(first).toMatch(/Likeliest: a/);
      expect(others).toEqual([expect.stringMatching(RESULT), expect.stringMatching(RESULT)]);
    },
  );

  test('is heard behind the state that it brings about', () => {
    expect(heard([{ type: 'frame', frame: frame(), state: { kind: 'pinned' } }])).toEqual([
      expect.stringMatching(/^Pinned: the cursor is not followed\. Likeliest: a .+ bits\.$/),
    ]);
  });
});

test('what is special about a frame is heard with it, and not again until that changes', () => {
  const truncated = { ...DOCUMENT, dropped: 4120 };
  const sources = [DOCUMENT, truncated, { ...truncated, dropped: 4121 }, { ...truncated, cursors: 3 }, DOCUMENT, truncated];
  const sentences = heard(sources.map((source) => ({ type: 'frame', frame: frame(source) })));
  const cut = '4,120 characters before the window of 2,048 tokens are not read.';
  expect(sentences.map((sentence) => sentence.replace(/^Likeliest: .+? bits\. ?/, ''))).toEqual([
    '',
    cut,
    '',
    `${cut} There are 3 cursors; this is the first.`,
    '',
    cut,
  ]);
});

test('a note is heard each time that it is told, and its going is not', () => {
  const note: ToPage = { type: 'told', sentence: 'Copied.' };
  expect(heard([note, note, { type: 'following', following: false, pinned: false }])).toEqual(['Copied.', 'Copied.', '']);
  const speech = new Speech(new Analysis(), { text: en, format: new Format('en') });
  const told = update(shown, { type: 'received', message: note });
  expect(speech.of(told, update(told, { type: 'forget' }))).toBe('');
});
