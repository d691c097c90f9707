import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Announcer } from '../../../src/webview/announcer';

let isHeard = true;
let heard: string[];
let announcer: Announcer;

beforeEach(() => {
  vi.useFakeTimers();
  isHeard = true;
  heard = [];
  announcer = new Announcer(
    () => heard.push(announcer.text),
    () => isHeard,
  );
});
afterEach(() => vi.useRealTimers());

const say = (sentence: string) => {
  const before = announcer.text;
  announcer.say(sentence);
  if (announcer.text !== before) heard.push(announcer.text);
};

test('says at once what comes after silence', () => {
  say('one');
  vi.advanceTimersByTime(1000);
  say('two');
  expect(heard).toEqual(['one', 'two']);
});

test('says one sentence a second, and only the latest of those that wait', () => {
  for (let tenth = 0; tenth < 50; tenth++) {
    say(`at ${tenth}`);
    vi.advanceTimersByTime(100);
  }
  expect(heard).toEqual(['at 0', 'at 9', 'at 19', 'at 29', 'at 39', 'at 49']);
});

test('what has waited is not said to a page that is no longer in use', () => {
  say('one');
  say('two');
  isHeard = false;
  vi.advanceTimersByTime(5000);
  expect(heard).toEqual(['one']);
});

test('the same sentence is a change of the text again, or nobody would hear it', () => {
  for (let time = 0; time < 3; time++) {
    say('Copied.');
    vi.advanceTimersByTime(1000);
  }
  expect(heard).toHaveLength(3);
  expect(heard[1]).not.toBe(heard[0]);
  expect(heard[2]).not.toBe(heard[1]);
  expect(heard.map((text) => text.trim())).toEqual(['Copied.', 'Copied.', 'Copied.']);
});

test('nothing is no sentence', () => {
  say('one');
  say('');
  vi.advanceTimersByTime(5000);
  expect(heard).toEqual(['one']);
});
