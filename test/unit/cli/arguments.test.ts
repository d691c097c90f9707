import { describe, expect, test } from 'vitest';
import { parseCommand } from '../../../src/cli/arguments';
import { UsageFault } from '../../../src/cli/faults';
import { checkSettings } from '../../../src/sampling/settings';

const COMMON = { model: undefined, threads: 0, json: false };
const complete = {
  ...COMMON,
  name: 'complete',
  file: 'a.py',
  cursor: undefined,
  maxTokens: 64,
  extent: 'line',
  sampling: checkSettings({}),
  count: undefined,
  lookup: true,
  firstWord: false,
  open: [],
  filters: undefined,
};
const inspect = {
  ...COMMON,
  name: 'inspect',
  file: 'a.py',
  cursor: undefined,
  heal: false,
  top: 20,
  sampling: checkSettings({}),
  open: undefined,
  sections: { attention: false, layers: false, embedding: false },
};
const logits = { ...COMMON, name: 'logits', top: 10, precision: 'stored' };

const words = (line: string) => line.split(' ').filter((word) => word !== '');

describe('commands', () => {
  test.each([
    ['help', { name: 'help' }],
    ['--help', { name: 'help' }],
    ['-h', { name: 'help' }],
    ['complete -h', { name: 'help' }],
    ['complete --help', { name: 'help' }],
    ['logits --help', { name: 'help' }],
    ['tokens --help', { name: 'help' }],
    ['info --help', { name: 'help' }],
    ['--version', { name: 'version' }],
    ['complete a.py', complete],
    ['complete -', { ...complete, file: '-' }],
    ['complete a.py --first-word', { ...complete, firstWord: true }],
    ['complete a.py --json', { ...complete, json: true }],
    ['complete --json --max-tokens 0 a.py', { ...complete, json: true, maxTokens: 0 }],
    ['complete a.py --line 3 --column 1', { ...complete, cursor: { line: 3, column: 1 } }],
    ['complete a.py --line=3 --column=12', { ...complete, cursor: { line: 3, column: 12 } }],
    ['complete a.py --multiline --threads 4', { ...complete, extent: 'block', threads: 4 }],
    ['complete a.py --model /m.gguf', { ...complete, model: '/m.gguf' }],
    ['complete -- --json', { ...complete, file: '--json' }],
    ['complete a.py --open b.py --open ../c.py', { ...complete, open: ['b.py', '../c.py'] }],
    ['complete a.py --open b.py --no-memory', { ...complete, open: undefined }],
    ['complete a.py --filters', { ...complete, filters: 'python' }],
    ['complete a.py --filters --language lua', { ...complete, filters: 'lua' }],
    ['complete - --filters', { ...complete, file: '-', filters: 'plaintext' }],
    ['complete a.py --n 3 --no-lookup', { ...complete, count: 3, lookup: false }],
    ['complete a.py --strategy beam --beams 8 --n 8', { ...complete, sampling: checkSettings({ strategy: 'beam', beams: 8 }), count: 8 }],
    [
      'complete a.py --strategy beam --length-penalty 0.5',
      { ...complete, sampling: checkSettings({ strategy: 'beam', lengthPenalty: 0.5 }) },
    ],
    [
      'complete a.py --strategy sample --temperature 1.5 --top-k 0 --top-p 1 --min-p 0 --repetition-penalty 1.1 --seed 7',
      {
        ...complete,
        sampling: checkSettings({ strategy: 'sample', temperature: 1.5, topK: 0, topP: 1, minP: 0, repetitionPenalty: 1.1, seed: 7 }),
      },
    ],
    ['inspect a.py', inspect],
    ['inspect --help', { name: 'help' }],
    ['inspect a.py --line 3 --column 1 --heal --top 5', { ...inspect, cursor: { line: 3, column: 1 }, heal: true, top: 5 }],
    ['inspect a.py --attention --embedding', { ...inspect, sections: { attention: true, layers: false, embedding: true } }],
    ['inspect a.py --layers --json', { ...inspect, json: true, sections: { attention: false, layers: true, embedding: false } }],
    ['inspect a.py --memory', { ...inspect, open: [] }],
    ['inspect a.py --open b.py', { ...inspect, open: ['b.py'] }],
    ['inspect a.py --strategy sample --seed 3', { ...inspect, sampling: checkSettings({ strategy: 'sample', seed: 3 }) }],
    ['logits a.py', { ...logits, input: { file: 'a.py' } }],
    ['logits --text x', { ...logits, input: { text: 'x' } }],
    ['logits --text=', { ...logits, input: { text: '' } }],
    ['logits --text=-5', { ...logits, input: { text: '-5' } }],
    ['logits --ids 0', { ...logits, input: { ids: [0] } }],
    ['logits --ids 1,2,3 --top 5 --json', { ...logits, input: { ids: [1, 2, 3] }, top: 5, json: true }],
    ['logits - --precision float', { ...logits, input: { file: '-' }, precision: 'float' }],
    ['tokens a.py', { ...COMMON, name: 'tokens', file: 'a.py' }],
    ['tokens - --json', { ...COMMON, name: 'tokens', file: '-', json: true }],
    ['info', { ...COMMON, name: 'info' }],
    ['info --json --threads 256', { ...COMMON, name: 'info', json: true, threads: 256 }],
  ])('%s', (line, command) => {
    expect(parseCommand(words(line))).toEqual(command);
  });

  test('texts keep their white space', () => {
    expect(parseCommand(['logits', '--text', ' a\n b '])).toMatchObject({ input: { text: ' a\n b ' } });
    expect(parseCommand(['logits', '--ids', '1, 2 ,3'])).toMatchObject({ input: { ids: [1, 2, 3] } });
  });
});

describe('usage faults are one sentence that names the word', () => {
  test.each([
    ['', /No command/],
    ['complet a.py', /'complet'/],
    ['toString', /'toString'/],
    ['--json info', /'--json'/],
    ['complete', /No file/],
    ['complete a.py b.py', /'b\.py'/],
    ['complete a.py --line 3', /--line and --column/],
    ['complete a.py --column 3', /--line and --column/],
    ['complete a.py --line 0 --column 1', /--line .*from 1.*'0'/],
    ['complete a.py --line 1 --column 0', /--column .*from 1.*'0'/],
    ['complete a.py --line -1 --column 1', /--line/],
    ['complete a.py --line=-1 --column 1', /--line .*'-1'/],
    ['complete a.py --line 1.5 --column 1', /--line .*'1\.5'/],
    ['complete a.py --line 1e3 --column 1', /--line .*'1e3'/],
    ['complete a.py --line= --column 1', /--line .*''/],
    ['complete a.py --line 99999999999999999999 --column 1', /--line .*'99999999999999999999'/],
    ['complete a.py --max-tokens many', /--max-tokens .*from 0 to 100000.*'many'/],
    ['complete a.py --max-tokens 100001', /--max-tokens .*'100001'/],
    ['complete a.py --threads 257', /--threads .*from 0 to 256.*'257'/],
    ['complete a.py --max-tokens', /--max-tokens/],
    ['complete a.py --multiline=yes', /--multiline/],
    ['complete a.py --unknown', /'--unknown'/],
    ['complete a.py --language python', /--language .*--filters/],
    ['complete a.py -x', /'-x'/],
    ['complete a.py --first-word --n 3', /--first-word .*single greedy/],
    ['complete a.py --first-word --strategy beam', /--first-word .*single greedy/],
    ['complete a.py --model', /--model/],
    ['logits', /FILE, --text or --ids/],
    ['logits a.py --text x', /FILE, --text or --ids/],
    ['logits --text x --ids 1', /FILE, --text or --ids/],
    ['logits a.py b.py', /'b\.py'/],
    ['logits --ids 1,,2', /--ids .*''/],
    ['logits --ids 1,-2', /--ids .*'-2'/],
    ['logits --ids a', /--ids .*'a'/],
    ['logits a.py --top 0', /--top .*from 1.*'0'/],
    ['logits a.py --precision half', /'stored' or 'float'.*'half'/],
    ['tokens', /No file/],
    ['tokens a.py b.py', /'b\.py'/],
    ['tokens a.py --line 1', /'--line'/],
    ['info a.py', /'a\.py'/],
    ['info --top 3', /'--top'/],
  ])('inkling %s', (line, names) => {
    const parse = () => parseCommand(words(line));
    expect(parse).toThrow(UsageFault);
    expect(parse).toThrow(names);
    expect(parse).toThrow(/^[^\n]+[^.]\.$/);
  });
});
