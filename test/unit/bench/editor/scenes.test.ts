import { expect, test } from 'vitest';
import { judge } from '../../../../bench/editor/scenes';

const key = (at: number, name: string) => ({ at, key: name });
const ghost = (at: number, text: string) => ({ at, ghost: text });

test('a suggestion that is typed along, grows, and gives way after a key is neither flicker nor stale', () => {
  const sights = [
    key(0, 'a'),
    ghost(50, 'bc'),
    key(100, 'b'),
    ghost(101, 'c'),
    ghost(150, 'cde'),
    key(200, 'x'),
    ghost(203, ''),
    ghost(300, 'yz'),
  ];
  expect(judge(sights)).toEqual({ settled: 100, flickers: [], stale: 0 });
});

test('a text that gives way to another without a key between is a flicker', () => {
  expect(judge([key(0, 'a'), ghost(50, 'bc'), ghost(90, 'xy')]).flickers).toEqual([['bc', 'xy']]);
});

test('a suggestion of several lines of which for a moment only those below are drawn is no flicker', () => {
  expect(judge([key(0, 'a'), ghost(50, '\n  d'), ghost(60, 'bc\n  d'), ghost(70, '\n  d')]).flickers).toEqual([]);
  expect(judge([key(0, 'a'), ghost(50, '\n  d'), ghost(60, 'bc\n  e')]).flickers).toHaveLength(1);
});

test.each([
  ['it changes late', [key(0, 'a'), ghost(50, 'bc'), key(100, 'x'), ghost(250, '')]],
  ['the next key comes before it changes', [key(0, 'a'), ghost(50, 'bc'), key(100, 'x'), key(250, 'y'), ghost(260, '')]],
])('a text that a key contradicts is stale when %s', (_, sights) => {
  expect(judge(sights).stale).toBe(1);
});

test('ghost text that was there before the last key leaves nothing to settle', () => {
  expect(judge([key(0, 'a'), ghost(50, 'bc'), key(100, 'b')]).settled).toBe(0);
});
