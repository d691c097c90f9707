import { expect, test } from 'vitest';
import { csv } from '../../../src/inspection/csv';
import { json } from '../../../src/inspection/json';
import { code, plain, table } from '../../../src/inspection/markdown';
import { NextTokens } from '../../../src/inspection/next-tokens';
import { Outcome } from '../../../src/inspection/outcome';
import { STANDARD_ORDER } from '../../../src/sampling/chain';
import { checkSettings } from '../../../src/sampling/settings';
import { vocabularyOf } from './vocabulary-of';

const vocabulary = vocabularyOf(['a', '=1+1', '"q", x', '|', '``', '\n']);
const logits = Float32Array.from([32, 16, 8, 4, 2, 2], Math.log);
const settings = checkSettings({ strategy: 'sample', temperature: 1, topK: 3, topP: 1, minP: 0 });
const outcome = new Outcome(new NextTokens({ logits }), { settings, order: STANDARD_ORDER, recent: [] });

test('comma-separated values: quoted, one token a line, no formulas', () => {
  const lines = csv(outcome, vocabulary, 6).split('\r\n');
  expect(lines).toHaveLength(8);
  expect(lines[0]).toBe('rank,id,token,logit,model,final,cut_by');
  expect(lines[1]).toBe(`1,0,a,${logits[0]},${outcome.next.model[0]},${outcome.final(0)},`);
  expect(lines[2]).toMatch(/^2,1,'=1\+1,/);
  expect(lines[3]).toMatch(/^3,2,"""q"",·x",/);
  expect(lines[6]).toMatch(/^6,5,↵,.*,0,top-k$/);
});

test('data for programs: the settings and order that were applied, and what each token got', () => {
  const text = json({ model: { name: 'm' }, ids: Int32Array.of(0, 4), position: 1, healed: Uint8Array.of(7) }, outcome, vocabulary, 4);
  expect(JSON.parse(text)).toMatchObject({
    model: 'm',
    ids: [0, 4],
    position: 1,
    healed: [7],
    settings,
    order: STANDARD_ORDER,
    top: [
      { id: 0, token: 'a', final: expect.closeTo(4 / 7, 6), cutBy: null },
      { id: 1, token: '=1+1' },
      { id: 2, token: '"q",·x' },
      { id: 3, final: 0, cutBy: 'top-k' },
    ],
    tail: expect.closeTo(1 / 16, 6),
    samplers: [{}, {}, { name: 'top-k', received: 6, kept: 3 }, {}, {}],
  });
});

test('in Markdown a text from outside stays text', () => {
  expect(['a', '``', '`', ''].map(code)).toEqual(['`a`', '``` `` ```', '`` ` ``', '`  `']);
  expect(plain('<b>*x*\n[y](z) a|b')).toBe('\\<b\\>\\*x\\* \\[y\\]\\(z\\) a|b');
  expect(table(['a', 'b'], [['|', '`|`']])).toBe('| a | b |\n| --- | --- |\n| \\| | `\\|` |');
});
