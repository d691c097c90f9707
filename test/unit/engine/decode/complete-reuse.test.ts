import { describe, expect, test } from 'vitest';
import { checkSettings } from '../../../../src/sampling/settings';
import { TinyCompletions } from './tiny-completions';

const tiny = new TinyCompletions();

describe('the next completion of a document', () => {
  const source = 'def f(x):\n    return x + 1\n\ndef g(y):\n    return ';

  test.each([
    ['the same again', source, source],
    ['typed on', source, `${source}y`],
    ['a line more', source, `${source}y\n    if `],
    ['deleted', source, source.slice(0, -12)],
    ['changed at the start', source, `# ${source}`],
    ['changed in the middle', source, source.replace('x + 1', 'x - 2')],
    ['another text', source, 'import os\nimport sys\n'],
    ['emptied', source, ''],
    ['filled', '', source],
  ])('%s: what is reused and what is read make the prompt, and the answer is that of a fresh cache', async (_, before, after) => {
    const tree = tiny.tree();
    tiny.check(before, await tiny.ask(before, {}, tree));
    const edited = await tiny.ask(after, {}, tree);
    tiny.check(after, edited);
    const fresh = await tiny.ask(after);
    expect(fresh.counts.reused).toBe(0);
    expect(edited.tokens.map(({ id }) => id)).toEqual(fresh.tokens.map(({ id }) => id));
    expect([edited.text, edited.stop, edited.counts.prompt]).toEqual([fresh.text, fresh.stop, fresh.counts.prompt]);
  });

  test('asked again, nothing is read, and the answer is the same', async () => {
    const tree = tiny.tree();
    const first = await tiny.ask(source, {}, tree);
    const again = await tiny.ask(source, {}, tree);
    expect(again.counts).toMatchObject({ reused: first.counts.prompt, prefilled: 0 });
    expect(again.tokens).toEqual(first.tokens);
  });

  test('read ahead, nothing is read, and the answer is that of a fresh cache', async () => {
    const tree = tiny.tree();
    await tiny.ask(source, { purpose: 'prefill' }, tree);
    const sampling = checkSettings({ strategy: 'sample', temperature: 1.5 });
    const sampled = await tiny.ask(source, { sampling }, tree);
    expect(sampled.counts.prefilled).toBe(0);
    expect(sampled.tokens).toEqual((await tiny.ask(source, { sampling })).tokens);
    // What sampling did to the logits does not show in the next answer.
    expect((await tiny.ask(source, {}, tree)).tokens).toEqual((await tiny.ask(source)).tokens);
  });

  test('after the cache held another text, the last token is read again', async () => {
    const tree = tiny.tree();
    await tiny.ask(source, {}, tree);
    await tiny.ask(source.slice(0, -12), {}, tree);
    expect((await tiny.ask(source, {}, tree)).counts.prefilled).toBeGreaterThan(0);
  });

  test('after an accepted suggestion, what came before it is not read again', async () => {
    const tree = tiny.tree();
    const { text, counts } = await tiny.ask(source, { maxTokens: 8 }, tree);
    expect((await tiny.ask(source + text, {}, tree)).counts.reused).toBeGreaterThanOrEqual(counts.prompt);
  });
});
