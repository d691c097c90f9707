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

/** The cells of comma-separated values, by the rules of RFC 4180. */
function cells(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plainCell = '', end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    rows.at(-1)!.push(quoted === undefined ? plainCell : quoted.replaceAll('""', '"'));
    if (end === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

test('comma-separated values: as long as the head, quoted where that is needed, numbers in full', () => {
  const text = csv(outcome, vocabulary, 6);
  expect(text).toMatch(/^rank,id,token,bytes,logit,model,final,cut_by\r\n/);
  expect(text).toContain(`\r\n1,0,a,61,${logits[0]},${outcome.next.model[0]},${outcome.final(0)},\r\n`);
  expect(text).toContain('\r\n3,2,"""q"", x",22 71 22 2C 20 78,');
  expect(text).toContain('\r\n6,5,"\n",0A,');
  expect(cells(text).map(({ length }) => length)).toEqual(Array<number>(7).fill(8));
  expect(cells(text).at(-1)!.slice(-2)).toEqual(['0', 'top-k']);
});

/** Tokens in which a label says something else than the token is. */
const RAW = ['\u202e', '\u200b', '·', ' \t', '"', ',', '\r\n', '\ufeffx', '語', [0xe8, 0xaf], '<|end|>'] as const;

test.each(RAW.map((token) => [token]))('tokens are written as they are: %j', (token) => {
  const bytes = typeof token === 'string' ? [...new TextEncoder().encode(token)] : [...token];
  const text = typeof token === 'string' ? token : '\ufffd';
  const hex = bytes.map((byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join(' ');
  const of = vocabularyOf([bytes, 'b'], token === '<|end|>' ? [0] : []);
  const two = new Outcome(new NextTokens({ logits: Float32Array.of(1, 0) }), { settings, order: STANDARD_ORDER, recent: [] });
  expect(cells(csv(two, of, 1))[1]!.slice(1, 4)).toEqual(['0', text, hex]);
  const [first] = (JSON.parse(json({ model: { name: 'm' }, ids: [], position: 0, healed: [] }, two, of, 1)) as { top: object[] }).top;
  expect(first).toMatchObject({ id: 0, token: text, bytes: hex });
});

test.each(['=1+1', '+1', '-1', '@a', '\t=1', ' =1', '\n=1'])('no spreadsheet takes a token for a formula: %j', (token) => {
  const two = new Outcome(new NextTokens({ logits: Float32Array.of(1, 0) }), { settings, order: STANDARD_ORDER, recent: [] });
  expect(cells(csv(two, vocabularyOf([token, 'b']), 1))[1]![2]).toBe(`'${token}`);
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
      { id: 2, token: '"q", x', bytes: '22 71 22 2C 20 78' },
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
