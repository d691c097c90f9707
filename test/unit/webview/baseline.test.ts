import { describe, expect, test } from 'vitest';
import { changes, summarize } from '../../../src/inspection/foresight';
import type { ScannedToken } from '../../../src/protocol/inspection';
import type { ScanScope, ToPage } from '../../../src/protocol/panel';
import { initialState, type PageState } from '../../../src/webview/model/state';
import { type PageEvent, update } from '../../../src/webview/model/update';
import { vocabularyOf } from '../inspection/vocabulary-of';

const A = 'file:///a.ts';
const B = 'file:///b.ts';

/** Tokens of these many bits, one character each. */
const tokensOf = (...bits: readonly number[]): ScannedToken[] =>
  bits.map((one, start) => ({ id: 0, start, end: start + 1, logprob: -one * Math.LN2, rank: 1, top: [] }));
const received = (message: ToPage): PageEvent => ({ type: 'received', message });
const begins = (document: string, scope: ScanScope = 'file') => received({ type: 'scanning', scope, document });
const found = (bits: readonly number[], done = 1) =>
  received({ type: 'scan', part: { tokens: tokensOf(...bits), done }, from: 0, done: true });
const keep: PageEvent = { type: 'keep-baseline' };
const outcomeOf = (...events: readonly PageEvent[]): PageState => events.reduce(update, initialState);
const compared = ({ baseline, scanned, scan }: PageState) => changes(baseline, scanned, summarize(scan!.tokens)!);

describe('an edit, in bits', () => {
  test('by token, in all, and how many tokens there are', () => {
    const rounded = compared(outcomeOf(begins(A), found([1, 8, 3]), keep, begins(A), found([1, 1, 1, 2])))?.map((change) => [
      change.of,
      ...[change.before, change.after, change.difference].map((value) => Number(value.toFixed(9))),
    ]);
    expect(rounded).toEqual([
      ['bitsPerToken', 4, 1.25, -2.75],
      ['allBits', 12, 5, -7],
      ['tokens', 3, 4, 1],
    ]);
  });

  test('each time against what was kept, until another is kept', () => {
    const twice = outcomeOf(begins(A), found([4]), keep, begins(A), found([3]), begins(A), found([1]));
    expect(compared(twice)?.[1]).toMatchObject({ before: expect.closeTo(4), after: expect.closeTo(1) });
    const anew = [keep, begins(A), found([2])].reduce(update, twice);
    expect(compared(anew)?.[1]).toMatchObject({ before: expect.closeTo(1), after: expect.closeTo(2) });
  });
});

test('what is kept is marked, and a new scan is not', () => {
  const kept = outcomeOf(begins(A), found([4]), keep);
  expect(kept.scan?.kept).toBe(true);
  expect([begins(A), found([4])].reduce(update, kept).scan).not.toHaveProperty('kept');
});

test.each([
  ['nothing was scanned', []],
  ['nothing was found', [begins(A), found([])]],
  ['the scan was stopped before its end', [begins(A), found([4, 5], 0.5)]],
  ['nobody said of what it was', [found([4])]],
])('nothing is kept where %s', (_, events) => {
  const state = outcomeOf(...events);
  expect(update(state, keep)).toBe(state);
});

test('other text is not compared: another scope, or another document, with which it is forgotten', () => {
  const kept = outcomeOf(begins(A), found([4]), keep);
  const other = [begins(A, 'function'), found([4])].reduce(update, kept);
  expect(compared(other)).toBeUndefined();
  expect(compared([begins(A), found([3])].reduce(update, other))).toBeDefined();
  const elsewhere = [begins(B), found([4])].reduce(update, kept);
  expect(compared(elsewhere)).toBeUndefined();
  expect(compared([begins(A), found([3])].reduce(update, elsewhere))).toBeUndefined();
});

test('another model foresees otherwise, whatever was edited', () => {
  const model = { name: 'm' } as Extract<ToPage, { type: 'model' }>['model'];
  const state = update(outcomeOf(begins(A), found([4]), keep), received({ type: 'model', model, vocabulary: vocabularyOf.table(['a']) }));
  expect(state).not.toHaveProperty('baseline');
});
