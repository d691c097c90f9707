// What the page is fed: the embedded model's own vocabulary, and its real numbers for a real text.
import { TokenTree } from '../../src/engine/cache/token-tree';
import { topIds } from '../../src/engine/decode/logits';
import type { Model } from '../../src/engine/decode/model';
import { foreseen } from '../../src/engine/inspect/foreseen';
import { openModel } from '../../src/engine/open-model';
import type { Inspection, PathStep, ScannedToken, SearchTree, VocabularyTable } from '../../src/protocol/inspection';
import type { Frame, Source, ToPage } from '../../src/protocol/panel';
import { numbersOf } from '../../src/sampling/draw';
import { seededRandom } from '../../src/sampling/random';
import { Sampler } from '../../src/sampling/sampler';
import { checkSettings } from '../../src/sampling/settings';
import { logSumExp } from '../../src/sampling/softmax';
import { embeddedModelPath } from '../support/embedded';

export const TEXT = `import { parse } from './parse';

/** Counts the words of a text. */
export function countWords(text: string): Map<string, number> {
\tconst counts = new Map<string, number>();
    for (const word of text.split(/\\s+/)) {
        counts.set(word, (counts.get(word) ?? 0) + 1);
    }
    // ▒ naïve 语言 👩‍🚀 <div>&nbsp;</div> <|endoftext|> \u202eabc\u200b
    ret`;

export class Fixture {
  readonly model: Model;
  readonly vocabulary: VocabularyTable;

  private constructor(model: Model) {
    this.model = model;
    const { vocabulary } = model.tokenizer;
    const parts = Array.from({ length: vocabulary.size }, (_, id) => vocabulary.bytes(id));
    let end = 0;
    this.vocabulary = {
      bytes: new Uint8Array(Buffer.concat(parts)), // a Buffer has its own way into JSON
      ends: Uint32Array.from(parts, ({ length }) => (end += length)),
      control: Uint32Array.from(parts.keys()).filter((id) => vocabulary.isControl(id)),
    };
  }

  static async open(): Promise<Fixture> {
    return new Fixture(await openModel({ path: embeddedModelPath, threads: 2 }));
  }

  close(): Promise<void> {
    return this.model.close();
  }

  messages(frame: Frame): readonly ToPage[] {
    return [
      { type: 'model', model: this.model.info, vocabulary: this.vocabulary },
      { type: 'state', state: { kind: 'live' } },
      { type: 'frame', frame },
    ];
  }

  /** A frame, and all that sections show beside it. */
  async everything(frame: Frame): Promise<readonly ToPage[]> {
    const { ids, logits } = frame.inspection;
    const extras = {
      attention: this.attention(ids.length),
      layers: this.layers(logits),
      embedding: this.embedding(),
      sessionBytes: 168e6,
    };
    return [
      ...this.messages(frame),
      { type: 'extras', seq: frame.seq, extras },
      { type: 'search', seq: frame.seq, path: [], tree: await this.search(), done: true },
      { type: 'scan', part: { tokens: this.scan(), done: 1 }, from: 0, done: true },
    ];
  }

  async frame(text = TEXT, rest: Partial<Frame> = {}): Promise<Frame> {
    const { tokenizer, start } = this.model;
    const ids = tokenizer.encode(text);
    if (ids.length === 0) ids.push(start.token);
    const lines = text.split('\n');
    const source: Source = {
      kind: 'document',
      name: 'src/words.ts',
      line: lines.length,
      column: lines.at(-1)!.length + 1,
      offset: text.length,
      version: 3,
      cursors: 1,
      dropped: 0,
    };
    return {
      seq: 1,
      source,
      settings: checkSettings({ strategy: 'sample' }),
      inspection: await this.inspect(ids),
      edit: { tokens: 12, milliseconds: 84.2 },
      ...rest,
    };
  }

  /** A suggestion after the text: its tokens as the model holds them likely, the last of them not shown. */
  async suggestion(text = TEXT, written = 'urn counts;\n}', rest: Partial<Frame> = {}): Promise<Frame> {
    const { tokenizer } = this.model;
    const prompt = tokenizer.encode(text);
    const path = tokenizer.encode(written);
    const steps: PathStep[] = [];
    for (const [index, id] of path.entries()) {
      const logits = await this.logits([...prompt, ...path.slice(0, index)]);
      const { logprob, rank, top } = foreseen(logits, id);
      steps.push({ id, logprob, chosen: logprob, rank, top, ...(index === 1 && { memory: { share: 0.25, match: 5 } }) });
    }
    const tokens = steps.map(({ id, logprob }) => ({ id, text: tokenizer.decode([id]), logprob }));
    const inspection = await this.inspect(prompt);
    return {
      seq: 1,
      source: {
        kind: 'suggestion',
        text: written.trimEnd(),
        tokens,
        kept: path.length - 1,
        stop: 'block-end',
        ending: ['It <b>ended</b>.', 'Cut.'],
      },
      settings: checkSettings({}),
      inspection: { ...inspection, ids: Int32Array.from([...prompt, ...path]), path: path.length, steps },
      ...rest,
    };
  }

  /**
   * A suggestion that was sampled with a seed, whatever ends it, and a frame for each of its tokens: what could have come in its
   * place. The last one is for what comes after.
   */
  async sampled(seed: number, count: number, text = TEXT): Promise<readonly Frame[]> {
    const settings = checkSettings({ strategy: 'sample', temperature: 1.5, seed });
    const prompt = this.model.tokenizer.encode(text);
    const rows = [await this.logits(prompt)];
    const sampler = new Sampler(settings, rows[0]!.length, seededRandom(seed));
    const path: number[] = [];
    while (path.length < count) {
      path.push(sampler.choose(rows.at(-1)!, [])!.id);
      rows.push(await this.logits([...prompt, ...path]));
    }
    const steps = path.map((id, index) => ({ ...foreseen(rows[index]!, id), id, chosen: foreseen(rows[index]!, id).logprob }));
    const tokens = steps.map(({ id, logprob }) => ({ id, text: this.model.tokenizer.decode([id]), logprob }));
    const drawn = { seed, numbers: numbersOf(seed, count) };
    const source: Source = { kind: 'suggestion', text: tokens.map((token) => token.text).join(''), tokens, kept: count, ending: [], drawn };
    const inspection = { ...(await this.inspect(prompt)), ids: Int32Array.from([...prompt, ...path]), path: count, steps };
    return rows.map((logits, index) => ({
      seq: 1 + index,
      source,
      settings,
      inspection: { ...inspection, logits, position: prompt.length - 1 + index },
    }));
  }

  /** (V) after the last of these tokens. */
  async logits(ids: readonly number[]): Promise<Float32Array> {
    const { decoder } = this.model;
    const tree = new TokenTree(decoder.shape);
    let logits: Float32Array = new Float32Array();
    for (let done = 0; done < ids.length; done += 64) {
      const chunk = ids.slice(done, done + 64);
      logits = await decoder.grow(tree, tree.chain(tree.length - 1, chunk), [chunk.length - 1]);
    }
    return logits.slice();
  }

  async inspect(ids: readonly number[]): Promise<Inspection> {
    const { info, start } = this.model;
    const reused = Math.floor(ids.length * 0.8);
    return {
      ids: Int32Array.from(ids),
      start: 0,
      startsWithControl: ids[0] === start.token,
      healed: new Uint8Array(),
      position: ids.length - 1,
      logits: await this.logits(ids),
      reused,
      prefilled: ids.length - reused,
      timings: { tokenize: 1.2, prefill: 61.4, total: 64.8 },
      cache: { tokens: ids.length, window: info.window, bytes: ids.length * info.cacheBytesPerToken, budget: 256e6 },
    };
  }

  /** Made up, but for its form: rows that add up to 1. */
  attention(tokens: number, { layers, heads } = this.model.info): NonNullable<Inspection['attention']> {
    const random = seededRandom(3);
    const weights = new Float32Array(layers * heads * tokens);
    for (let row = 0; row < layers * heads; row++) {
      const values = Array.from({ length: tokens }, () => random.next() ** 12);
      const sum = values.reduce((total, value) => total + value, 0);
      weights.set(
        values.map((value) => value / sum),
        row * tokens,
      );
    }
    return { layers, heads, tokens, weights };
  }

  layers(logits: Float32Array): NonNullable<Inspection['layers']> {
    const norm = logSumExp(logits);
    const best = topIds(logits, 5);
    const random = seededRandom(5);
    return Array.from({ length: this.model.info.layers }, (_, layer) => ({
      layer,
      top: best
        .map((id, place) => ({ id: layer < 18 ? Math.floor(random.next() * logits.length) : id, logprob: logits[id]! - norm - place }))
        .sort((a, b) => b.logprob - a.logprob),
    }));
  }

  embedding(): NonNullable<Inspection['embedding']> {
    const ids = this.model.tokenizer.encode('return yield throw break print assert def');
    return { norm: 3.274, neighbours: ids.map((id, index) => ({ id, cosine: 0.71 - index * 0.07 })) };
  }

  async search(): Promise<SearchTree> {
    const nodes: { id: number; parent: number; logprob: number; pruned: boolean }[] = [];
    const add = (text: string, parent: number, logprob: number, pruned = false) =>
      this.model.tokenizer.encode(text).reduce((at, id) => nodes.push({ id, parent: at, logprob, pruned }) - 1, parent);
    const urn = add('urn', -1, -0.2);
    const counts = add(' counts', urn, -0.4);
    const semicolon = add(';\n', counts, -0.3);
    const brace = add('}', semicolon, -0.1);
    const text = add(' text', urn, -1.9, true);
    add('.split', text, -1.2, true);
    const map = add(' new Map', urn, -2.4);
    const eve = add('rieve', -1, -2.6);
    return {
      nodes,
      paths: [
        { kind: 'greedy', node: brace, logprob: -1, score: -1, text: 'urn counts;\n}', stop: 'block-end' },
        { kind: 'sample', node: map, logprob: -5, score: -5, text: 'urn new Map', stop: 'token-limit' },
        { kind: 'beam', node: brace, logprob: -1, score: -1, text: 'urn counts;\n}', stop: 'block-end' },
        { kind: 'beam', node: eve, logprob: -2.6, score: -2.6, text: 'rieve' },
      ],
      passes: 19,
      most: 32,
    };
  }

  scan(text = TEXT): readonly ScannedToken[] {
    const { tokenizer } = this.model;
    const random = seededRandom(9);
    let at = 0;
    return tokenizer.encode(text).map((id) => {
      const start = at;
      at += tokenizer.decode([id]).length;
      const logprob = -(random.next() ** 4) * 14;
      return {
        id,
        start,
        end: at,
        logprob,
        rank: 1 + Math.floor(Math.exp(-logprob) / 3),
        top: [
          { id: 253, logprob: -0.4 },
          { id: 28, logprob: -1.8 },
        ],
      };
    });
  }
}
