import { expect, test } from 'vitest';
import type { Facts } from '../../../../src/completion/gates/facts';
import { closedGate, DRAWN_LENGTH, DRAWN_LINES, GATE_NAMES, LENGTH_LIMIT } from '../../../../src/completion/gates/gates';

const OPEN: Facts = {
  trigger: 'automatic',
  off: undefined,
  snoozedUntil: undefined,
  untrusted: false,
  excluded: undefined,
  readOnly: false,
  compared: false,
  code: true,
  length: DRAWN_LENGTH,
  lines: DRAWN_LINES,
  largeFileOptimizations: true,
  cursors: 1,
  comment: false,
  rest: ');',
  selected: { entry: 'console', typed: 'con' },
};

/** What closes each gate, in the order in which they are asked; `alsoInvoked` when a command does not open it. */
const CLOSING: readonly { readonly gate: string; readonly facts: Partial<Facts>; readonly alsoInvoked: boolean }[] = [
  { gate: 'disabled-globally', facts: { off: 'globally' }, alsoInvoked: true },
  { gate: 'disabled-language', facts: { off: 'language' }, alsoInvoked: true },
  { gate: 'disabled-file', facts: { off: 'file' }, alsoInvoked: true },
  { gate: 'snoozed', facts: { snoozedUntil: 1 }, alsoInvoked: false },
  { gate: 'untrusted', facts: { untrusted: true }, alsoInvoked: true },
  { gate: 'excluded-file', facts: { excluded: 'It is a key.' }, alsoInvoked: true },
  { gate: 'read-only', facts: { readOnly: true }, alsoInvoked: true },
  { gate: 'diff', facts: { compared: true }, alsoInvoked: true },
  { gate: 'output-document', facts: { code: false }, alsoInvoked: true },
  { gate: 'too-large', facts: { length: LENGTH_LIMIT + 1 }, alsoInvoked: true },
  { gate: 'multi-cursor', facts: { cursors: 2 }, alsoInvoked: false },
  { gate: 'middle-of-word', facts: { rest: 'name' }, alsoInvoked: false },
  { gate: 'comment', facts: { comment: true }, alsoInvoked: false },
  { gate: 'suggestion-list', facts: { selected: { entry: 'console', typed: 'csl' } }, alsoInvoked: true },
];

test('all are open for an ordinary key', () => {
  expect(closedGate(OPEN)).toBeUndefined();
});

test('each has something that closes it', () => {
  expect(CLOSING.map(({ gate }) => gate)).toEqual(GATE_NAMES);
});

test.each(CLOSING)('$gate closes', ({ gate, facts, alsoInvoked }) => {
  expect(closedGate({ ...OPEN, ...facts })).toBe(gate);
  expect(closedGate({ ...OPEN, ...facts, trigger: 'invoked' })).toBe(alsoInvoked ? gate : undefined);
});

test('the first that is closed is named', () => {
  for (const [index, { gate }] of CLOSING.entries()) {
    const later = Object.assign(
      {},
      ...CLOSING.slice(index)
        .toReversed()
        .map(({ facts }) => facts),
    ) as Partial<Facts>;
    expect(closedGate({ ...OPEN, ...later })).toBe(gate);
  }
});

test.each<[Partial<Facts>, boolean]>([
  [{ lines: DRAWN_LINES + 1 }, true],
  [{ length: DRAWN_LENGTH + 1 }, true],
  [{ lines: DRAWN_LINES + 1, length: LENGTH_LIMIT, largeFileOptimizations: false }, false],
  [{ length: LENGTH_LIMIT + 1, largeFileOptimizations: false }, true],
])('a document is too large where VS Code draws nothing, and where nobody writes: %j', (facts, isTooLarge) => {
  expect(closedGate({ ...OPEN, ...facts })).toBe(isTooLarge ? 'too-large' : undefined);
});
