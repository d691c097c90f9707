// The contract of the built command line: exit codes, what stands on which stream, the shape of the JSON.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { type Replay, replayOf } from '../../src/completion/trace/replay';
import type { Completion, ModelInfo } from '../../src/protocol/messages';
import { prefixOf } from '../../src/protocol/prefix';
import { type Outcome, root, runCli, runJson } from '../support/cli';
import { divergenceFromTop } from '../support/divergence';
import { readLogits } from '../support/reference';
import { tinyGguf } from '../support/tiny-gguf';

const folder = mkdtempSync(join(tmpdir(), 'inkling-cli-'));
afterAll(() => rmSync(folder, { recursive: true }));

function fileWith(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const complete = (path: string, ...options: string[]) =>
  runJson<Completion & { timings: { load: number } }>(['complete', path, ...options]);

/** One sentence on stderr, for a person: no stack, nothing on stdout. */
function expectSentence({ code, stdout, stderr }: Outcome, exitCode: number): void {
  expect(stderr.trim().split('\n').at(-1)).toMatch(/\w.*\.$/);
  expect(stderr).not.toMatch(/^\s+at /m);
  expect(stdout).toBe('');
  expect(code, stderr).toBe(exitCode);
}

const CODE = `function double(x) {
  return x * 2;
}

function triple(x) {
  return x * `;

describe('complete', () => {
  test('prints one JSON value with the completion, its tokens, timings and counts', async () => {
    const path = fileWith('code.js', CODE);
    const { code, stdout } = await runCli(['complete', path, '--no-memory', '--json']);
    expect(code).toBe(0);
    const value = JSON.parse(stdout) as Completion;
    expect(Object.keys(value).sort()).toEqual(['counts', 'stop', 'text', 'timings', 'tokens']);
    expect(value.text).toMatch(/^\S[^\n\r]*$/);
    expect(value.text).toMatch(/^3/);
    for (const token of value.tokens) {
      expect(token).toEqual({ id: expect.any(Number), text: expect.any(String), logprob: expect.any(Number) });
      expect(token.logprob).toBeLessThanOrEqual(0);
    }
    expect(value.tokens.map(({ text }) => text).join('')).toContain(value.text);
    expect(value.stop).toBe('line-end');
    expect(Object.keys(value.timings).sort()).toEqual(['decode', 'load', 'prefill', 'tokenize', 'total']);
    expect(Object.keys(value.counts).sort()).toEqual(['decoded', 'prefilled', 'prompt', 'reused']);
    expect(value.counts.decoded).toBe(value.tokens.length);
  });

  test.each([
    ['--strategy', 'beam', '--beams', '4'],
    ['--strategy', 'sample', '--temperature', '2'],
    ['--strategy', 'greedy', '--no-lookup'],
  ])('--n 3 %s %s adds different candidates, best first', async (...options) => {
    const path = fileWith('code.js', CODE);
    const { candidates, text, tokens, stop } = await runJson<Completion>(['complete', path, '--n', '3', ...options]);
    expect(candidates!.length).toBeGreaterThan(1);
    expect(candidates!.length).toBeLessThanOrEqual(3);
    expect(candidates![0]).toMatchObject({ text, tokens, stop });
    expect(new Set(candidates!.map((candidate) => candidate.text)).size).toBe(candidates!.length);
    const scores = candidates!.map(({ score }) => score);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    for (const candidate of candidates!) {
      expect(Object.keys(candidate).sort()).toEqual(['logprob', 'score', 'stop', 'text', 'tokens']);
      expect(candidate.logprob).toBeCloseTo(
        candidate.tokens.reduce((sum, { logprob }) => sum + logprob, 0),
        6,
      );
    }
  });

  test('a sample is the same for the same seed', async () => {
    const path = fileWith('code.js', CODE);
    const sample = async () =>
      (await runJson<Completion>(['complete', path, '--strategy', 'sample', '--temperature', '1.5', '--seed', '9'])).tokens;
    expect(await sample()).toEqual(await sample());
  });

  test('--open puts code of other files before the text, for a model that was trained on several', async () => {
    const model = fileWith('several.gguf', tinyGguf({ context: 1024, vocabulary: 'code-repository' }).bytes);
    const path = fileWith('here.js', `${'const weight = 1;\nsend(weight);\n'.repeat(8)}send(`);
    const near = fileWith('near.js', 'export const send = (weight) => post(makeParcel(weight));\n');
    const secret = fileWith('.env.production', 'send_weight = 1\n');
    const { counts } = await complete(path, '--model', model, '--open', near);
    expect(counts.others).toBeGreaterThan(0);
    expect((await complete(path, '--open', near)).counts).not.toHaveProperty('others'); // the embedded model
    const refused = await runCli(['complete', path, '--model', model, '--open', secret, '--json']);
    expect(refused.stderr).toContain('it may hold secrets');
    expect((JSON.parse(refused.stdout) as Completion).counts).not.toHaveProperty('others');
  });

  test('--open draws on other files, and leaves out what cannot or must not be read, with a warning', async () => {
    const path = fileWith('parcel.ts', 'export const parcel = makeParcel(');
    const near = fileWith('near.ts', 'function send() {\n  const parcel = makeParcel(zebraCount, 12);\n}\n');
    const secret = fileWith('.env', 'makeParcel(password');
    const plain = await complete(path, '--no-memory');
    expect(plain.text).not.toContain('zebraCount');
    expect(plain.tokens.some((token) => token.memory)).toBe(false);

    const { code, stdout, stderr } = await runCli(['complete', path, '--open', secret, '--open', near, '--json']);
    expect(code).toBe(0);
    const { text, tokens } = JSON.parse(stdout) as Completion;
    expect(text).toMatch(/^zebraCount\b/);
    for (const { memory } of tokens) if (memory) expect(memory).toEqual({ share: expect.any(Number), match: expect.any(Number) });
    expect(stderr).toBe(`The open file ${secret} is left out: it may hold secrets.\n`);
  });

  test('without --json the completion is on stdout', async () => {
    const path = fileWith('plain.js', CODE);
    const { code, stdout } = await runCli(['complete', path]);
    expect(code).toBe(0);
    expect(stdout).toContain((await complete(path)).text);
  });

  test('line and column count as VS Code counts; what follows the cursor is ignored', async () => {
    const before = `const smile = '😀'; ${CODE}`;
    const whole = fileWith('whole.js', `${before}12345;\n}\n\nfunction unrelated() {}\n`);
    const column = before.length - before.lastIndexOf('\n');
    const { text, tokens } = await complete(whole, '--line', '6', '--column', String(column));
    const cut = await complete(fileWith('cut.js', before));
    expect({ text, tokens }).toEqual({ text: cut.text, tokens: cut.tokens });
    // The second half of a surrogate pair counts as a column of its own.
    const first = await complete(whole, '--line', '1', '--column', String(`const smile = '😀'; `.length + 1));
    expect(first.text).toBe((await complete(fileWith('first.js', `const smile = '😀'; `))).text);
  });

  test('a byte order mark is dropped', async () => {
    const plain = await complete(fileWith('no-bom.js', CODE));
    const marked = await complete(fileWith('bom.js', `\ufeff${CODE}`));
    expect(marked.tokens).toEqual(plain.tokens);
    expect(marked.counts).toEqual(plain.counts);
  });

  test('line ends are kept', async () => {
    const crlf = CODE.replaceAll('\n', '\r\n');
    const { tokens } = await runJson<{ tokens: { text: string }[] }>(['tokens', fileWith('crlf.js', crlf)]);
    expect(tokens.map(({ text }) => text).join('')).toBe(crlf);
    const { text } = await complete(fileWith('crlf-complete.js', `${crlf}3;\r\n}\r\n`), '--line', '6', '--column', '14');
    expect(text).toMatch(/^3[^\r\n]*$/);
  });

  test('--max-tokens ends it', async () => {
    const { counts, stop } = await complete(fileWith('limit.txt', 'One, two, three,'), '--max-tokens', '2');
    expect(counts.decoded).toBe(2);
    expect(stop).toBe('token-limit');
  });

  test('--multiline may go past the line break', async () => {
    const { text } = await complete(
      fileWith('block.js', 'for (let i = 0; i < 10; i++) {\n  console.log(i);\n}\n\nfor (let j = 0; j < 10; j++) {'),
      '--multiline',
    );
    expect(text).toMatch(/\n.*console\.log\(/);
  });

  test('--filters leaves out what stands below already, and says so', async () => {
    const { text: raw } = await complete(fileWith('code.js', CODE));
    const below = fileWith('below.js', `${CODE}\n  return x * ${raw}\n}\n`);
    const at = ['--line', '6', '--column', '14'];
    expect((await complete(below, ...at)).text).toBe(raw);
    expect(await complete(below, ...at, '--filters')).toMatchObject({
      text: '',
      filters: [{ name: 'repeats-below', before: raw, after: '' }],
    });
    expect(await complete(below, ...at, '--filters', '--n', '2')).toMatchObject({ text: '', candidates: [{ text: '' }, {}] });
  });

  test.each([
    ['an empty file', ''],
    ['only white space', ' \n\t\n  '],
    ['NUL bytes', 'a\0b\0\nlet c = '],
    ['bytes that are not UTF-8', new Uint8Array([0x61, 0xff, 0xfe, 0x80, 0x20, 0x3d])],
    ['control tokens as text', 'const end = "<|endoftext|><|im_end|>";\nconst start = "'],
  ])('completes %s', async (_, content) => {
    const { text } = await complete(fileWith('odd.txt', content));
    expect(typeof text).toBe('string');
  });

  test('a file of 5 MB without a line break costs no more than its window', async () => {
    const path = fileWith('large.txt', 'abc '.repeat(1_310_720));
    expect((await complete(path)).counts.prompt).toBeLessThanOrEqual(2_048);
  });

  test.each([
    ['in the middle of a surrogate pair', ['--line', '1', '--column', '6']],
    ['past the end of its line', ['--line', '1', '--column', '500']],
    ['past the last line', ['--line', '99', '--column', '1']],
  ])('a cursor %s works or is explained', async (_, cursor) => {
    const outcome = await runCli(['complete', fileWith('cursor.txt', 'a = 😀\nb'), ...cursor, '--json']);
    if (outcome.code === 0) expect(typeof (JSON.parse(outcome.stdout) as Completion).text).toBe('string');
    else expectSentence(outcome, 1);
  });
});

interface Logits {
  ids: number[];
  positions: { top: [number, number][]; next?: unknown }[];
}

describe('inspect', () => {
  interface Inspected {
    readonly ids: readonly number[];
    readonly position: number;
    readonly top: readonly (readonly [id: number, logprob: number, text: string])[];
    readonly entropy: number;
    readonly tail: number;
    readonly samplers: readonly { readonly name: string; readonly kept: number; readonly removedMass: number }[];
    readonly attention: { readonly weights: readonly (readonly (readonly number[])[])[] };
    readonly layers: readonly { readonly layer: number; readonly top: readonly (readonly [id: number, logprob: number])[] }[];
    readonly embedding: { readonly norm: number; readonly neighbours: readonly (readonly [id: number, cosine: number])[] };
  }
  const inspect = (path: string, ...options: string[]) => runJson<Inspected>(['inspect', path, ...options]);

  test('says what the truth says, whole and exact, in one JSON value', async () => {
    for (const [name, { text, ids, positions }] of Object.entries(readLogits()).slice(0, 4)) {
      const found = await inspect(fileWith('truth.txt', text));
      expect(Object.keys(found)).toEqual(['ids', 'position', 'top', 'entropy', 'tail', 'samplers', 'attention', 'layers', 'embedding']);
      expect(found.ids, name).toEqual(ids);
      expect(found.position).toBe(ids.length - 1);
      const { top } = found;
      expect(top).toHaveLength(20);
      const logits = new Float32Array(49_152).fill(Math.log(found.tail / (49_152 - 20)));
      for (const [id, logprob] of top) logits[id] = logprob;
      expect(divergenceFromTop(positions.at(-1)!.top, logits), name).toBeLessThan(0.05);
      const listed = top.reduce((sum, [, logprob]) => sum + Math.exp(logprob), 0);
      expect(listed + found.tail).toBeCloseTo(1, 5);
      const least = top.reduce((sum, [, logprob]) => sum - (Math.exp(logprob) * logprob) / Math.LN2, 0);
      expect(found.entropy).toBeGreaterThan(least);
      expect(found.attention.weights).toHaveLength(30);
      for (const heads of found.attention.weights) {
        expect(heads).toHaveLength(9);
        for (const row of heads) {
          expect(row).toHaveLength(ids.length);
          expect(Math.abs(row.reduce((sum, weight) => sum + weight, 0) - 1)).toBeLessThan(1e-5);
        }
      }
      expect(found.layers.map(({ layer }) => layer)).toEqual([...Array(30).keys()]);
      expect(found.layers.at(-1)!.top[0]![0]).toBe(top[0]![0]);
      expect(found.layers.at(-1)!.top[0]![1]).toBeCloseTo(top[0]![1], 3);
      expect(found.embedding.neighbours).toHaveLength(10);
    }
  });

  test('the cursor, healing, the settings and the number of tokens are as asked', async () => {
    const path = fileWith('code.js', CODE);
    const [plain, healed] = [
      await inspect(path, '--line', '2', '--column', '10'),
      await inspect(path, '--line', '2', '--column', '10', '--heal'),
    ];
    expect(healed.ids.length).toBeLessThan(plain.ids.length);
    const sampled = await inspect(path, '--top', '3', '--strategy', 'sample', '--top-k', '7', '--min-p', '0', '--top-p', '1');
    expect(sampled.top).toHaveLength(3);
    expect(sampled.samplers.map(({ name, kept }) => [name, kept])).toEqual([
      ['repetition-penalty', 49152],
      ['temperature', 49152],
      ['top-k', 7],
      ['top-p', 7],
      ['min-p', 7],
    ]);
    expect(sampled.samplers[2]!.removedMass).toBeGreaterThan(0);
    expect((await inspect(path, '--strategy', 'greedy')).samplers.at(-1)!.kept).toBe(1);
    expect((await inspect(path, '--strategy', 'beam')).samplers.at(-1)!.kept).toBe(1);
  });

  test.each([[''], ['<|endoftext|>\r\n\t😀'], [new Uint8Array([0xe2, 0x96])]])('%j is no trouble', async (content) => {
    const { ids, top } = await inspect(fileWith('odd.txt', content));
    expect(ids.length).toBeGreaterThan(0);
    expect(top).toHaveLength(20);
  });

  test('memory and open files have a part only when asked for', async () => {
    const path = fileWith('memory.js', `${CODE}`);
    expect(await inspect(path)).not.toHaveProperty('memory');
    const before = fileWith('before.js', `${CODE}3;\n}\n${CODE}`);
    const { memory } = (await inspect(before, '--memory')) as Inspected & { memory: { share: number; tokens: [number, number][] } };
    expect(memory.share).toBeGreaterThan(0);
    expect(memory.tokens.reduce((sum, [, probability]) => sum + probability, 0)).toBeCloseTo(1, 9);
    expect(await inspect(path, '--open', before)).toHaveProperty('memory');
  });

  test('without --json it is a view with bars, and with what is asked for', async () => {
    const path = fileWith('code.js', CODE);
    const { stdout } = await runCli(['inspect', path, '--top', '4']);
    expect(stdout).toMatch(/^ *1 +3 +\d+ +[\d.]+% +100% +█+/m);
    expect(stdout).not.toMatch(/attention|layers:|embedding/);
    const whole = await runCli(['inspect', path, '--attention', '--layers', '--embedding']);
    for (const heading of [/^attention, /m, /^layers: /m, /^embedding of /m]) expect(whole.stdout).toMatch(heading);
    for (const line of whole.stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(120);
  });
});

describe('logits', () => {
  test('gives the likeliest next tokens of every position, for ids as they are', async () => {
    const { ids, positions } = await runJson<Logits>(['logits', '--ids', '504,260,1,2', '--top', '5']);
    expect(ids).toEqual([504, 260, 1, 2]);
    expect(positions).toHaveLength(4);
    for (const { top } of positions) {
      expect(top).toHaveLength(5);
      const logprobs = top.map(([, logprob]) => logprob);
      expect(logprobs).toEqual([...logprobs].sort((a, b) => b - a));
      expect(logprobs.reduce((sum, logprob) => sum + Math.exp(logprob), 0)).toBeLessThanOrEqual(1.000001);
    }
  });

  test('takes text or a file alike, ten tokens by default', async () => {
    const text = await runJson<Logits>(['logits', '--text', 'let x = 1;']);
    expect(text.positions.every(({ top }) => top.length === 10)).toBe(true);
    expect(await runJson<Logits>(['logits', fileWith('logits.txt', 'let x = 1;')])).toEqual(text);
    expect((await runJson<Logits>(['tokens', fileWith('logits.txt', 'let x = 1;')])).ids).toEqual(text.ids);
  });
});

describe('tokens', () => {
  const text = 'naïve 😀\r\n\tif (x) {\0}';

  test('reads a file or standard input', async () => {
    const path = fileWith('tokens.txt', text);
    const fromFile = await runJson<{ ids: number[]; tokens: { id: number; text: string; bytes: unknown }[] }>(['tokens', path]);
    expect(fromFile.tokens.map(({ id }) => id)).toEqual(fromFile.ids);
    for (const token of fromFile.tokens) expect(Object.keys(token).sort()).toEqual(['bytes', 'id', 'text']);
    expect(await runJson(['tokens', '-'], { input: text })).toEqual(fromFile);
  });

  test('shows white space in the table', async () => {
    const { code, stdout } = await runCli(['tokens', '-'], { input: 'a\tb\n' });
    expect(code).toBe(0);
    expect(stdout).not.toContain('\t');
  });
});

test('info names the model', async () => {
  const { code, stdout } = await runCli(['info']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/SmolLM2.*135M/i);
  expect(stdout).toMatch(/Q4_1/);
});

describe('wrong usage ends with 2', () => {
  const path = fileWith('usage.txt', 'a');
  test.each([
    ['no command', []],
    ['an unknown command', ['finish', path]],
    ['an unknown option', ['complete', path, '--colour']],
    ['no file', ['complete']],
    ['two files', ['complete', path, path]],
    ['a line that is no number', ['complete', path, '--line', 'two', '--column', '1']],
    ['line 0', ['complete', path, '--line', '0', '--column', '1']],
    ['a number of tokens that is none', ['complete', path, '--max-tokens', 'few']],
    ['ids that are none', ['logits', '--ids', '1,x']],
    ['two sources', ['logits', '--ids', '1', '--text', 'a']],
  ])('%s', async (_, args) => {
    const { code, stdout, stderr } = await runCli(args);
    expect(code, stderr).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).not.toBe('');
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});

describe('what cannot be done ends with 1 and one sentence', () => {
  test.each([
    ['a missing file', ['complete', join(folder, 'missing.js')]],
    ['a folder', ['complete', folder]],
    ['a missing file to tokenise', ['tokens', join(folder, 'missing.js')]],
    ['an id outside the vocabulary', ['logits', '--ids', '1,49152']],
  ])('%s', async (_, args) => {
    expectSentence(await runCli([...args, '--json']), 1);
  });
});

test('npm run -s inkling passes arguments, folder and exit code on', async () => {
  fileWith('here.txt', 'let x = 1;');
  const options = { cli: join(root, 'scripts', 'inkling.mjs'), env: { INIT_CWD: folder } };
  expect(await runJson(['tokens', 'here.txt'], options)).toHaveProperty('ids');
  expect((await runCli(['complete', 'nowhere.txt'], options)).code).toBe(1);
});

describe('replay', () => {
  /** A file as the extension saves it, of what the command line has just answered. */
  async function saved(change: (replay: Replay) => unknown = (replay) => replay): Promise<string> {
    const completion = await complete(fileWith('replayed.js', CODE), '--no-memory');
    const request = { document: 'a', prefix: prefixOf(CODE), extent: 'line', maxTokens: 64 } as const;
    const { fileBytes } = await runJson<ModelInfo>(['info']);
    const model = { name: 'SmolLM2', bytes: fileBytes, sha256: '?' };
    return fileWith('saved.json', JSON.stringify(change(replayOf(request, completion, [], model, 0))));
  }

  test('asks a saved request again, and finds the same answer', async () => {
    const { code, stdout, stderr } = await runCli(['replay', await saved()]);
    expect(code, stderr).toBe(0);
    expect(stdout).toMatch(/^3/);
    expect(stderr).toMatch(/^the same \d+ tokens/m);
    expect(await runJson(['replay', await saved()])).toMatchObject({ same: true });
  });

  test('says which number differs, and ends with 1', async () => {
    const path = await saved((replay) => ({
      ...replay,
      answers: replay.answers.map((answer) => ({ ...answer, ids: [1, ...answer.ids.slice(1)] })),
    }));
    const { code, stderr } = await runCli(['replay', path]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/Token 1 of text 1 is \d+ and was 1\./);
  });

  test.each([
    ['what is no JSON', 'let x'],
    ['another JSON file', '{}'],
  ])('explains %s', async (_, content) => {
    expectSentence(await runCli(['replay', fileWith('other.json', content)]), 1);
  });
});
