// Text from outside in which something acts on the text around it, or can not be seen: it is shown by name.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Source } from '../../src/protocol/panel';
import { Fixture } from './fixture';
import { Inspectors } from './inspector';

const INVISIBLE = /[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/;

let fixture: Fixture;
let inspectors: Inspectors;
beforeAll(async () => {
  [fixture, inspectors] = await Promise.all([Fixture.open(), Inspectors.start()]);
});
afterAll(() => Promise.all([inspectors?.stop(), fixture?.close()]));

const suggestion = { kind: 'suggestion', text: 'a\u202e b\u200b\n', tokens: [], kept: 0, ending: [] } as const;

test.each([
  ['a suggestion', suggestion, 'Suggestion “aU+202E·bU+200B↵”'],
  ['a saved inspection', { kind: 'replay', name: 'my \u202efile.json', differences: [] }, 'my U+202Efile.json'],
  ['a document', { name: 'my \u200bfile.ts' }, /^my U\+200Bfile\.ts:\d+:\d+$/],
] as const)('in the place of %s', async (_, source, shown) => {
  const frame = await fixture.frame();
  await using inspector = await inspectors.open({
    messages: fixture.messages({ ...frame, source: { ...frame.source, ...source } as Source }),
  });
  const place = inspector.page.locator('.place');
  expect(await place.locator('bdi').textContent()).toMatch(shown);
  expect(await place.getAttribute('title')).toMatch(shown);
});

test('in the paths of a search', async () => {
  const tree = await fixture.search();
  const paths = [{ ...tree.paths[0]!, text: 'a\u202eb\u200b\t' }];
  await using inspector = await inspectors.open({
    messages: [...fixture.messages(await fixture.frame()), { type: 'search', seq: 1, path: [], tree: { ...tree, paths }, done: true }],
    saved: { open: ['search'] },
  });
  expect(await inspector.page.locator('.plain .token').allTextContents()).toEqual(['aU+202EbU+200B→']);
  expect(await inspector.page.locator('body').textContent()).not.toMatch(INVISIBLE);
});
