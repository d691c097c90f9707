import { expect, it } from 'vitest';
import { shape } from '../../../src/extension/completion/shape';
import { prefixOf } from '../../../src/protocol/prefix';

const place = { document: 'a', language: 'typescript', prefix: prefixOf('f('), after: '\n', conditions: '' };
const token = (text: string, probability: number) => ({ id: 0, text, logprob: Math.log(probability) });

it('says nothing of what changed nothing', () => {
  expect(shape({ text: 'a);', tokens: [token('a);', 0.9)], stop: 'line-end' }, place, 'high')).toEqual({
    raw: 'a);',
    steps: [],
    text: 'a);',
  });
});

it('cuts at the level before it filters', () => {
  const tokens = [token('a', 0.9), token('))', 0.9), token(' + nonsense', 0.001)];
  expect(shape({ text: 'a)) + nonsense', tokens, stop: 'line-end' }, place, 'low')).toEqual({
    raw: 'a)) + nonsense',
    sure: 'a))',
    cut: 'confidence',
    steps: [{ name: 'unbalanced-closers', before: 'a))', after: 'a)' }],
    text: 'a)',
  });
});

it('leaves out a last line that a limit cut off', () => {
  expect(shape({ text: '\n  a,\n  b', tokens: [], stop: 'token-limit' }, place, 'off')).toMatchObject({
    sure: '\n  a,',
    cut: 'limit',
    text: '\n  a,',
  });
});

it('shows whole words of what is still being written', () => {
  expect(shape({ text: 'first, sec', tokens: [], stop: undefined }, place, 'off')).toMatchObject({
    sure: 'first,',
    cut: 'unfinished',
    text: 'first,',
  });
});
