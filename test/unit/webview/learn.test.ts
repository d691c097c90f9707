import { expect, test } from 'vitest';
import { CARDS, type CardName } from '../../../src/webview/model/learn';
import type { Numbers } from '../../../src/webview/model/numbers';
import { SECTIONS } from '../../../src/webview/model/state';
import { en } from '../../../src/webview/text/en';
import { zhCn } from '../../../src/webview/text/zh-cn';

const NAMES = Object.keys(CARDS) as CardName[];

test('there are 15 cards, each about a section', () => {
  expect(NAMES).toHaveLength(15);
  for (const section of Object.values(CARDS)) expect(SECTIONS).toContain(section);
});

test.each([
  ['English', en],
  ['Chinese', zhCn],
])('every card says a number of the document, in %s the same ones', (_, text) => {
  for (const name of NAMES) {
    const said = numbersOf(text, name);
    expect([name, said.size > 0]).toEqual([name, true]);
    expect([name, [...said].sort()]).toEqual([name, [...numbersOf(en, name)].sort()]);
    expect(text.learn.cards[name].title).not.toBe('');
  }
});

/** The numbers that a card asks for; each that it asks for is in what it says. */
function numbersOf(text: typeof en, name: CardName): Set<string> {
  const asked = new Set<string>();
  const numbers = new Proxy({} as Numbers, {
    get: (_, key) => {
      asked.add(String(key));
      return `<${String(key)}>`;
    },
  });
  const said = text.learn.cards[name].text(numbers);
  for (const key of asked) expect(said).toContain(`<${key}>`);
  return asked;
}
