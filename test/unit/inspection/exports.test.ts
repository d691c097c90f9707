import { expect, test } from 'vitest';
import { csv } from '../../../src/inspection/csv';
import { type MarkdownWords, markdown } from '../../../src/inspection/markdown';
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

test('a text for people: every token as code, the others as one row', () => {
  const words: MarkdownWords = {
    title: 'T',
    place: 'P',
    summary: 'S',
    context: 'C',
    next: 'N',
    samplers: 'A',
    columns: ['rank', 'token', 'id', 'logit', 'model', 'final', 'verdict'],
    others: (count) => `${count} others`,
    verdict: (id) => outcome.explanation.cutBy(id) ?? 'kept',
    step: (index) => outcome.stages[index]!.name,
  };
  expect(markdown({ ids: Int32Array.of(0, 4, 3) }, outcome, vocabulary, words, { most: 5, locale: 'en' })).toBe(
    [
      '# T',
      'P',
      'S',
      '## C',
      '`a` ``` `` ``` `|`',
      '## N',
      [
        '| rank | token | id | logit | model | final | verdict |',
        '| --- | --- | --- | --- | --- | --- | --- |',
        '| 1 | `a` | 0 | 3.47 | 50.0% | 57.1% | kept |',
        '| 2 | `=1+1` | 1 | 2.77 | 25.0% | 28.6% | kept |',
        '| 3 | `"q",·x` | 2 | 2.08 | 12.5% | 14.3% | kept |',
        '| 4 | `\\|` | 3 | 1.39 | 6.2% | 0% | top-k |',
        '| 5 | ``` `` ``` | 4 | 0.69 | 3.1% | 0% | top-k |',
        '| … | 1 others |  |  | 3.1% | 0% |  |',
      ].join('\n'),
      '## A',
      '1. repetition-penalty\n2. temperature\n3. top-k\n4. top-p\n5. min-p',
      '',
    ].join('\n\n'),
  );
});
