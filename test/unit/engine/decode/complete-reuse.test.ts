import { describe, expect, test } from 'vitest';
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

  test('asked again, all but the last token is reused', async () => {
    const tree = tiny.tree();
    const { counts } = await tiny.ask(source, {}, tree);
    expect((await tiny.ask(source, {}, tree)).counts).toMatchObject({ reused: counts.prompt - 1, prefilled: 1 });
  });

  test('after an accepted suggestion, what came before it is not read again', async () => {
    const tree = tiny.tree();
    const { text, counts } = await tiny.ask(source, { maxTokens: 8 }, tree);
    expect((await tiny.ask(source + text, {}, tree)).counts.reused).toBeGreaterThanOrEqual(counts.prompt);
  });
});
