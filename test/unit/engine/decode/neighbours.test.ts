/** Other files' code in the prompt of models that were trained to read several files. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { layoutOf } from '../../../../src/engine/context/layout';
import { Neighbourhood } from '../../../../src/engine/context/neighbourhood';
import type { Model } from '../../../../src/engine/decode/model';
import { nextPromptAround, promptAround } from '../../../../src/engine/decode/prompt';
import { Engine } from '../../../../src/engine/engine';
import { openModel, openTokenizer } from '../../../../src/engine/open-model';
import { prefixOf } from '../../../../src/protocol/prefix';
import { embeddedModelPath } from '../../../support/embedded';
import { tinyGguf } from '../../../support/tiny-gguf';
import { TemporaryFolder } from '../temporary-folder';
import { code } from '../texts';

const folder = new TemporaryFolder();
const NAMES = ['code', 'code-fim', 'code-repository', 'code-files'] as const;
const pathOf = (vocabulary: (typeof NAMES)[number]) => folder.write(`${vocabulary}.gguf`, tinyGguf({ context: 1024, vocabulary }).bytes);
const models = new Map<string, Model>();
beforeAll(async () => {
  for (const name of NAMES) models.set(name, await openModel({ path: pathOf(name), threads: 1 }));
});
afterAll(async () => {
  for (const model of models.values()) await model.close();
});

const HERE = 'file:///shop/src/main.ts';
const PARCEL = 'export function makeParcel(weight) {\n  return { weight };\n}\n';
const SENDER = 'import { makeParcel } from "./parcel";\nexport const send = (weight) => post(makeParcel(weight));\n';
const SECRET = 'const password = makeParcel(weight);\n';
const SOURCES: Readonly<Record<string, string>> = {
  'file:///shop/src/parcel.ts': PARCEL,
  'file:///shop/lib/sender.ts': SENDER,
  'file:///shop/secret.ts': SECRET,
};
const NEIGHBOURS = ['file:///shop/src/parcel.ts', 'file:///shop/lib/sender.ts'];
/** Long enough for something of it to be compared. */
const ABOVE = `import { send } from "../lib/sender";\n${'const weight = 1;\nsend(weight);\n'.repeat(8)}`;

function promptOf(name: (typeof NAMES)[number], text: string, suffix = '', neighbours = NEIGHBOURS, sources = SOURCES) {
  const model = models.get(name)!;
  const context = new Neighbourhood(model.tokenizer, (source) => sources[source]).of({ document: HERE, neighbours });
  return { model, ...promptAround(model, { prefix: prefixOf(text), suffix }, context) };
}

function shown(...[name, ...others]: Parameters<typeof promptOf>): string {
  const { model, ids } = promptOf(name, ...others);
  return model.tokenizer.decode(ids);
}

describe('the prompt', () => {
  const others = (sep: string) => `${sep}lib/sender.ts\n${SENDER}\n${sep}src/parcel.ts\n${PARCEL}\n`;

  test('of Qwen2.5-Coder has the repository, the files, and the path before the part with the gap', () => {
    expect(shown('code-repository', `${ABOVE}send(`, ');\n')).toBe(
      `<|repo_name|>shop\n${others('<|file_sep|>')}<|file_sep|>src/main.ts\n<|fim_prefix|>${ABOVE}<|fim_suffix|>);\n<|fim_middle|>send`,
    );
  });

  test('of StarCoder2 has the path in the part with the gap', () => {
    expect(shown('code-files', `${ABOVE}send(`, ');\n')).toBe(
      `<repo_name>shop${others('<file_sep>')}<file_sep><fim_prefix>src/main.ts\n${ABOVE}<fim_suffix>);\n<fim_middle>send`,
    );
  });

  test('with nothing after the cursor goes on with the file', () => {
    const text = shown('code-repository', `${ABOVE}send(`);
    expect(text).toBe(`<|repo_name|>shop\n${others('<|file_sep|>')}<|file_sep|>src/main.ts\n${ABOVE}send`);
  });

  test('says how much of it is of other files', () => {
    const { model, others: count } = promptOf('code-repository', ABOVE);
    expect(count).toBe(model.tokenizer.encode(`<|repo_name|>shop\n${others('<|file_sep|>')}`, true).length);
  });

  test('has only what is named, and not the document itself', () => {
    expect(shown('code-repository', ABOVE)).not.toContain('password');
    const itself = { ...SOURCES, [HERE]: 'const old = send(weight);\n' };
    expect(shown('code-repository', ABOVE, '', [HERE, ...NEIGHBOURS], itself)).toBe(shown('code-repository', ABOVE));
  });

  test('takes names of control tokens in other files for text', () => {
    const sources = { [NEIGHBOURS[0]!]: 'send(weight, "<|fim_middle|>");\n' };
    const { model, ids } = promptOf('code-repository', ABOVE, ');\n', NEIGHBOURS, sources);
    const controls = ids.filter((id) => model.tokenizer.vocabulary.isControl(id)).map((id) => model.tokenizer.decode([id]));
    expect(controls).toEqual(['<|repo_name|>', '<|file_sep|>', '<|file_sep|>', '<|fim_prefix|>', '<|fim_suffix|>', '<|fim_middle|>']);
  });

  test('is what it was where nothing is alike, nothing is remembered, or nobody is named', () => {
    for (const [neighbours, sources] of [
      [NEIGHBOURS, { [NEIGHBOURS[0]!]: 'nothing alike\n' }],
      [NEIGHBOURS, {}],
      [[], SOURCES],
    ] as const) {
      const text = shown('code-repository', ABOVE, ');\n', [...neighbours], sources as Record<string, string>);
      expect(text).toBe(shown('code-fim', ABOVE, ');\n'));
    }
  });

  test('is the same for every model without the tokens', () => {
    for (const name of ['code', 'code-fim'] as const) {
      for (const suffix of ['', ');\n']) expect(promptOf(name, ABOVE, suffix)).toEqual(promptOf(name, ABOVE, suffix, []));
    }
  });
});

test('the embedded model gains nothing, though its vocabulary has tokens for files', async () => {
  const tokenizer = await openTokenizer(embeddedModelPath);
  expect(tokenizer.special('<repo_name>')).toBeDefined();
  expect(tokenizer.special('<file_sep>')).toBeDefined();
  expect(layoutOf(tokenizer)).toBeUndefined();
  const neighbourhood = new Neighbourhood(tokenizer, (source) => SOURCES[source]);
  expect(neighbourhood.of({ document: HERE, neighbours: NEIGHBOURS })).toBeUndefined();
});

/** Texts whose words are in some neighbours. */
const words = ['parcel', 'weight', 'send', 'post', 'receive', 'label'];
const line = fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 6 }).map((found) => `${found.join('(')};\n`);
const text = (most: number) => fc.array(line, { maxLength: most }).map((lines) => lines.join(''));
const files = fc.array(text(120), { minLength: 1, maxLength: 4 });
const sourcesOf = (texts: readonly string[]) => Object.fromEntries(texts.map((one, index) => [`file:///shop/${index}.ts`, one]));

describe('whatever the files', () => {
  test('it keeps to its window, and other files to their quarter', () => {
    fc.assert(
      fc.property(files, text(120), text(40), (texts, above, suffix) => {
        const sources = sourcesOf(texts);
        for (const name of ['code-repository', 'code-files'] as const) {
          const { model, ids, others } = promptOf(name, above, suffix, Object.keys(sources), sources);
          expect(ids.length).toBeLessThanOrEqual(model.info.window);
          expect(others).toBeLessThanOrEqual((model.info.window - 1) / 4);
        }
      }),
      { numRuns: 30 },
    );
  });

  test('typing on a line changes nothing before that line', () => {
    fc.assert(
      fc.property(files, text(120), text(40), line, (texts, above, suffix, typed) => {
        const sources = sourcesOf(texts);
        const { model } = promptOf('code-repository', '');
        const middle = model.tokenizer.special('<|fim_middle|>')!;
        const aheadOf = (count: number) => {
          const { ids } = promptOf('code-repository', above + typed.slice(0, count), `\n${suffix}`, Object.keys(sources), sources);
          return ids.slice(0, ids.indexOf(middle));
        };
        const first = aheadOf(0);
        for (let count = 1; count < typed.length - 1; count += 3) expect(aheadOf(count)).toEqual(first);
      }),
      { numRuns: 20 },
    );
  });

  test('it follows from the request and the texts alone, not from what was asked before', () => {
    fc.assert(
      fc.property(files, fc.array(text(60), { minLength: 2, maxLength: 4 }), (texts, asked) => {
        const sources = sourcesOf(texts);
        const model = models.get('code-repository')!;
        const kept = new Neighbourhood(model.tokenizer, (source) => sources[source]);
        for (const above of [...asked, asked[0]!]) {
          const context = kept.of({ document: HERE, neighbours: Object.keys(sources) });
          const { ids } = promptAround(model, { prefix: prefixOf(above) }, context);
          expect(ids).toEqual(promptOf('code-repository', above, '', Object.keys(sources), sources).ids);
        }
      }),
      { numRuns: 20 },
    );
  });
});

test('writing many lines chooses anew only where the window moves or a line of the grid is passed', () => {
  const typed = `${ABOVE}${code(30).replaceAll('total', 'weight')}`.split('\n');
  const seen: string[] = [];
  for (let count = 1; count <= typed.length; count++) {
    const text = shown('code-repository', `${typed.slice(0, count).join('\n')}\n`, '\n}\n');
    const others = text.slice(0, text.indexOf('<|fim_prefix|>'));
    if (others !== seen.at(-1)) seen.push(others);
  }
  expect(seen.length).toBeGreaterThan(1);
  expect(seen.length).toBeLessThanOrEqual(5);
});

test('the window that comes next has the code that is chosen for it', () => {
  const model = models.get('code-repository')!;
  const context = new Neighbourhood(model.tokenizer, (source) => SOURCES[source]).of({ document: HERE, neighbours: NEIGHBOURS });
  let found = 0;
  for (let lines = 1; lines < 60; lines++) {
    const around = { prefix: prefixOf(`${ABOVE.repeat(2)}${'send(weight);\n'.repeat(lines)}`), suffix: ');\n' };
    const next = nextPromptAround(model, around, context);
    if (!next) continue;
    expect(model.tokenizer.decode(next.ids)).toMatch(/^<\|repo_name\|>shop\n[\s\S]+<\|file_sep\|>src\/main\.ts\n<\|fim_prefix\|>/);
    found++;
  }
  expect(found).toBeGreaterThan(0);
});

test('an engine reads what it remembers, and no more when it has to forget it', async () => {
  const engine = await Engine.open({ modelPath: pathOf('code-repository'), threads: 1 });
  try {
    for (const source of NEIGHBOURS) engine.remember(source, SOURCES[source]!);
    const request = { document: HERE, prefix: prefixOf(ABOVE), neighbours: NEIGHBOURS, extent: 'line', maxTokens: 1 } as const;
    const othersOf = async () => (await engine.complete(request, { cancelled: false }, () => {})).counts.others;
    const both = await othersOf();
    expect(both).toBeGreaterThan(0);
    engine.forget(NEIGHBOURS[0]!);
    expect(await othersOf()).toBeLessThan(both!);
    engine.forget(NEIGHBOURS[1]!);
    expect(await othersOf()).toBeUndefined();
  } finally {
    await engine.close();
  }
});
