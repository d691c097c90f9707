/** The page says the same things in both languages: each leaf of the tables, and what the functions among them say. */
import { describe, expect, it } from 'vitest';
import { en } from '../../../src/webview/text/en';
import { zhCn } from '../../../src/webview/text/zh-cn';

type Leaf = string | ((...given: unknown[]) => string);

/** Names of formats and of things that are written in Latin letters in Chinese texts, too. */
const SAME_IN_BOTH: readonly string[] = [
  'header.copyMarkdown',
  'header.copyCsv',
  'header.copyJson',
  'header.place',
  'next.columns.logit',
  'samplers.names.top-k',
  'samplers.names.top-p',
  'samplers.names.min-p',
  'engine.logits',
  'engine.probabilities',
  'formula.softmax',
  'formula.top-k',
  'formula.top-p',
  'formula.min-p',
];

/** Every leaf by its path. */
function leavesOf(table: object, path: readonly string[] = []): [string, Leaf][] {
  return Object.entries(table).flatMap(([key, value]: [string, unknown]) => {
    const here = [...path, key];
    if (typeof value === 'string' || typeof value === 'function') return [[here.join('.'), value as Leaf]];
    if (typeof value === 'object' && value !== null) return leavesOf(value, here);
    throw new Error(`${here.join('.')} is neither a sentence nor a table of them`);
  });
}

/** Stands for a text, and for a group of texts: each has its name in marks, or is what `field` says. */
const named = (name: string, field?: string) =>
  new Proxy({}, { get: (_, key) => (key === Symbol.toPrimitive ? () => `⟨${name}⟩` : (field ?? `⟨${name}.${String(key)}⟩`)) });

/** Most arguments that a leaf has. */
const MOST = 6;
const NAMES = Array.from({ length: MOST }, (_, index) => String(index));

/** Texts, groups of empty texts, and at each place the counts that languages tell apart. */
const GIVEN: readonly (readonly unknown[])[] = [
  NAMES.map((name) => named(name)),
  NAMES.map((name) => named(name, '')),
  ...[0, 1, 2, 5].flatMap((count) => NAMES.map((_, place) => NAMES.map((name, index) => (index === place ? count : named(name))))),
];

const say = (leaf: Leaf, given: readonly unknown[]) => (typeof leaf === 'string' ? leaf : leaf(...given));
const placeholders = (text: string) => [...new Set(text.match(/⟨[^⟩]*⟩/g))].sort();
const withoutPlaceholders = (text: string) => text.replace(/⟨[^⟩]*⟩/g, '');
const digits = (text: string) => (withoutPlaceholders(text).replaceAll(',', '').match(/\d+/g) ?? []).sort();

const english = new Map(leavesOf(en));
const chinese = new Map(leavesOf(zhCn));

describe('the page’s words', () => {
  it('are there in both languages, and each is of the same kind', () => {
    const kinds = (table: ReadonlyMap<string, Leaf>) => [...table].map(([path, leaf]) => `${path}: ${typeof leaf}`).sort();
    expect(kinds(chinese)).toEqual(kinds(english));
    expect(english.size).toBeGreaterThan(200);
  });

  it('are given no more than is tried here', () => {
    for (const leaf of english.values()) expect(leaf.length <= MOST || typeof leaf === 'string').toBe(true);
  });

  it.each([...english])('%s', (path, leaf) => {
    const other = chinese.get(path)!;
    for (const given of GIVEN) {
      const [first, second] = [say(leaf, given), say(other, given)];
      // Where there is one, English has a word for the number and Chinese writes it.
      const wanted = given.includes(1) ? expect.arrayContaining(placeholders(first)) : placeholders(first);
      expect([path, placeholders(second)]).toEqual([path, wanted]);
      expect([path, digits(second)]).toEqual([path, digits(first)]);
      expect(second.trim() === '').toBe(first.trim() === '');
      if (SAME_IN_BOTH.includes(path)) continue;
      if (!/\p{L}/u.test(withoutPlaceholders(first))) continue; // signs alone
      expect(second).not.toBe(first);
      expect(second).toMatch(/\p{Script=Han}/u);
    }
  });

  it('are the same in both only where that is meant', () => {
    const same = SAME_IN_BOTH.filter(
      (path) => english.has(path) && say(english.get(path)!, GIVEN[0]!) === say(chinese.get(path)!, GIVEN[0]!),
    );
    expect(same).toEqual(SAME_IN_BOTH);
  });
});
