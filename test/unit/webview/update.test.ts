import { describe, expect, test } from 'vitest';
import type { Frame, ToPage } from '../../../src/protocol/panel';
import { checkSettings } from '../../../src/sampling/settings';
import { initialState, type PageState } from '../../../src/webview/model/state';
import { differs, type PageEvent, restored, settingsShown, update, wantedNow } from '../../../src/webview/model/update';
import { vocabularyOf } from '../inspection/vocabulary-of';

const frame = (seq: number): Frame => ({
  seq,
  source: { kind: 'text', text: 'ab' },
  settings: checkSettings({ strategy: 'sample', topK: 10 + seq }),
  inspection: {
    ids: Int32Array.of(0, 1),
    start: 0,
    startsWithControl: false,
    healed: new Uint8Array(),
    position: 1,
    logits: Float32Array.of(1, 2, 3),
    reused: 1,
    prefilled: 1,
    timings: { tokenize: 1, prefill: 2, total: 3 },
    cache: { tokens: 2, window: 10, bytes: 20, budget: 100 },
  },
});
const outcomeOf = (state: PageState, ...events: readonly PageEvent[]) => events.reduce(update, state);
const received = (message: ToPage): PageEvent => ({ type: 'received', message });
const layers = [{ layer: 0, top: [{ id: 1, logprob: -1 }] }];

describe('frames', () => {
  test('the highest number wins', () => {
    const state = outcomeOf(initialState, received({ type: 'frame', frame: frame(5) }), received({ type: 'frame', frame: frame(4) }));
    expect(state.frame?.seq).toBe(5);
    expect(state.settings.topK).toBe(15);
  });

  test('what comes later is added to its own frame only, and goes with it', () => {
    const state = outcomeOf(initialState, received({ type: 'frame', frame: frame(5) }));
    expect(update(state, received({ type: 'extras', seq: 4, extras: { layers } }))).toBe(state);
    const full = update(state, received({ type: 'extras', seq: 5, extras: { layers } }));
    expect(full.extras.layers).toBe(layers);
    expect(update(full, received({ type: 'frame', frame: frame(6) })).extras).toEqual({});
  });

  test('another model has no frame yet', () => {
    const table = vocabularyOf.table(['a', 'b']);
    const model = { name: 'm' } as Extract<ToPage, { type: 'model' }>['model'];
    const state = outcomeOf(
      initialState,
      received({ type: 'frame', frame: frame(5) }),
      received({ type: 'model', model, vocabulary: table }),
    );
    expect(state.frame).toBeUndefined();
    expect(state.vocabulary?.size).toBe(2);
  });
});

describe('settings', () => {
  const live = outcomeOf(initialState, received({ type: 'frame', frame: frame(1) }));

  test('those that are tried go before those of completions, until these are used again', () => {
    const tried = update(live, { type: 'try', changes: { topP: 0.5 } });
    expect(settingsShown(tried)).toEqual({ ...live.settings, topP: 0.5 });
    expect([differs(live), differs(tried)]).toEqual([false, true]);
    const back = update(tried, { type: 'use-completion-settings' });
    expect([settingsShown(back), differs(back)]).toEqual([live.settings, false]);
  });

  test('whatever the strategy, what is tried is valid sampling', () => {
    for (const strategy of ['greedy', 'beam', 'sample'] as const) {
      const state = outcomeOf(initialState, received({ type: 'settings', settings: checkSettings({ strategy, seed: 3 }) }));
      const { tried } = update(state, { type: 'try', changes: { temperature: 0.3 } }).view;
      expect(tried).toEqual(checkSettings(tried));
      expect(tried).toMatchObject({ strategy: 'sample', temperature: 0.3, seed: 3 });
    }
  });

  test('another order is not what completions use', () => {
    const order = [...live.view.order].reverse();
    expect(differs(update(live, { type: 'view', changes: { order } }))).toBe(true);
  });
});

test('costly sections are wanted once agreed to, and only while open', () => {
  const agreed = update(initialState, { type: 'want', sections: ['layers', 'embedding'] });
  expect(wantedNow(agreed)).toEqual([]);
  const open = update(agreed, { type: 'toggle', section: 'layers', open: true });
  expect(wantedNow(open)).toEqual(['layers', 'embedding']);
  expect(wantedNow(update(open, { type: 'toggle', section: 'layers', open: false }))).toEqual([]);
});

test('a search that expands a node is added to the tree, and said again takes its own place', () => {
  const tree = (...ids: number[]) => ({
    nodes: ids.map((id, index) => ({ id, parent: index - 1, logprob: -1, pruned: false })),
    paths: [],
    passes: 1,
    most: 2,
  });
  const search = (path: readonly number[], found: ReturnType<typeof tree>, seq = 1): PageEvent =>
    received({ type: 'search', seq, path, tree: found, done: false });
  const ids = (state: PageState) => state.search?.tree.nodes.map(({ id, parent }) => `${parent}:${id}`);
  const whole = outcomeOf(initialState, search([], tree(3, 4)));
  const once = outcomeOf(whole, search([3], tree(5)));
  expect(ids(once)).toEqual(['-1:3', '0:4', '0:5']);
  const twice = outcomeOf(once, search([3], tree(6, 7)));
  expect(ids(twice)).toEqual(['-1:3', '0:4', '0:6', '2:7']);
  expect(ids(outcomeOf(twice, search([3, 4], tree(8))))).toEqual(['-1:3', '0:4', '0:6', '2:7', '1:8']);
  expect(ids(outcomeOf(twice, search([], tree(9))))).toEqual(['-1:9']);
  expect(ids(outcomeOf(twice, search([3], tree(9), 2)))).toEqual(['-1:9']); // of another frame
});

test('a suggestion opens its section, and a further look at it leaves it as it is', () => {
  const suggestion = (seq: number): Frame => ({
    ...frame(seq),
    source: { kind: 'suggestion', text: 'a', tokens: [], kept: 0, ending: [] },
  });
  const closed = outcomeOf(initialState, { type: 'toggle', section: 'suggestion', open: false });
  const shown = outcomeOf(closed, received({ type: 'frame', frame: suggestion(1) }));
  expect(shown.view.open).toContain('suggestion');
  const again = outcomeOf(shown, { type: 'toggle', section: 'suggestion', open: false }, received({ type: 'frame', frame: suggestion(2) }));
  expect(again.view.open).not.toContain('suggestion');
});

test('a scan is put together from its parts, and begins anew at 0', () => {
  const token = (id: number) => ({ id, start: id, end: id + 1, logprob: -1, rank: 1, top: [] });
  const part = (from: number, ...ids: number[]): PageEvent =>
    received({ type: 'scan', part: { tokens: ids.map(token), done: 0.5 }, from, done: false });
  const state = outcomeOf(initialState, part(0, 1, 2), part(2, 3), part(2, 4));
  expect(state.scan?.tokens.map(({ id }) => id)).toEqual([1, 2, 4]);
  expect(update(state, part(0, 9)).scan?.tokens.map(({ id }) => id)).toEqual([9]);
});

describe('what an earlier load has left', () => {
  test('comes back', () => {
    const view = { ...initialState.view, open: ['coin'] as const, seed: 9, layer: 3, tried: checkSettings({ strategy: 'sample' }) };
    expect(restored(initialState, JSON.parse(JSON.stringify(view))).view).toEqual(view);
  });

  test.each([
    undefined,
    null,
    'text',
    { open: 'coin', seed: 'x', text: 3, unknown: 1, search: [] },
    { open: ['no such section'], tried: { strategy: 'sample', topK: -1 } },
  ])('may be anything: %j', (saved) => {
    const { view } = restored(initialState, saved);
    expect(view.search).toEqual(initialState.view.search);
    expect(view.seed).toBe(0);
    if (view.tried) expect(view.tried).toEqual(checkSettings(view.tried));
    expect(view).not.toHaveProperty('unknown');
    expect(view.open.every((name) => initialState.view.open.includes(name))).toBe(true);
  });
});
