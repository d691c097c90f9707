import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutAtConfidence } from '../../../../src/completion/confidence/cut';
import { type Confidence, LEVELS } from '../../../../src/completion/confidence/levels';
import type { Completion } from '../../../../src/protocol/messages';
import { TinyCompletions } from './tiny-completions';

const tiny = new TinyCompletions();
const levels: readonly Exclude<Confidence, 'off'>[] = ['low', 'medium', 'high'];
const texts = fc.array(fc.constantFrom('def ', 'x', ' = ', '1', '\n', '    ', 'return ', 'foo(', ')', ':', 'é'), { maxLength: 20 });

/** Of a character that was given in parts it cannot be said which token it is of. */
const isSpelled = ({ text, tokens }: Completion) =>
  !text.includes('\uFFFD') &&
  tokens
    .map((token) => token.text)
    .join('')
    .includes(text);

test('what is not written any more would not have been shown', async () => {
  let shorter = 0;
  await fc.assert(
    fc.asyncProperty(texts, fc.constantFrom(...levels), async (parts, level) => {
      const text = parts.join('');
      const whole = await tiny.ask(text, { maxTokens: 12 });
      const ended = await tiny.ask(text, { maxTokens: 12, leastProbability: LEVELS[level].running });
      expect(ended.tokens).toEqual(whole.tokens.slice(0, ended.tokens.length));
      if (ended.stop === 'unsure') shorter++;
      else expect(ended).toMatchObject({ text: whole.text, stop: whole.stop });
      if (isSpelled(whole) && isSpelled(ended))
        expect(cutAtConfidence(ended.tokens, ended.text, level)).toBe(cutAtConfidence(whole.tokens, whole.text, level));
    }),
    { numRuns: 40 },
  );
  expect(shorter).toBeGreaterThan(0);
});

test('the token that is not sure enough is the last one', async () => {
  const whole = await tiny.ask('def f(', { maxTokens: 12 });
  const { stop, tokens } = await tiny.ask('def f(', { maxTokens: 12, leastProbability: 1 });
  expect(stop).toBe('unsure');
  expect(tokens.length).toBeLessThan(whole.tokens.length);
});

test('with guesses that prove right it ends at the same token', async () => {
  const text = 'a = b\na = b\na = ';
  const ask = (lookup: boolean) => tiny.ask(text, { maxTokens: 12, leastProbability: 0.001, neighbours: [], lookup });
  expect((await ask(true)).tokens).toEqual((await ask(false)).tokens);
});
