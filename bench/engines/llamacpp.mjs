// llama.cpp through node-llama-cpp's binding, below its queue and its chat, where a pass is exactly what is asked for.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { getLlama } from 'node-llama-cpp';

const CONTEXT = 2304; // tokens: the longest text of the bench, and what is generated behind it
const BATCH = 512; // tokens of a pass, as llama.cpp has it by default
const SEQUENCE = 0;

export async function open(path, threads) {
  const bindings = await loadBindings();
  const model = new bindings.AddonModel(path, { addonExports: bindings, gpuLayers: 0, useMmap: true });
  if (!(await model.init())) throw new Error(`llama.cpp does not open ${path}`);
  const context = new bindings.AddonContext(model, { contextSize: CONTEXT, batchSize: BATCH, threads, flashAttention: 'auto' });
  if (!(await context.init())) throw new Error('llama.cpp does not make a context');
  const greedy = new bindings.AddonSampler(model);
  greedy.applyConfig({ temperature: 0 });

  let kept = []; // ids in the cache
  let lastRows = []; // of the last pass, those with logits

  function rewindTo(length) {
    context.removeTokenCellsFromSequence(SEQUENCE, length, -1);
    kept = kept.slice(0, length);
  }

  /** One pass; `rows` are the indices that get logits. */
  async function pass(ids, rows) {
    context.initBatch(ids.length);
    lastRows = context.addToBatch(SEQUENCE, kept.length, Uint32Array.from(ids), Uint32Array.from(rows));
    await context.decodeBatch();
    kept = kept.concat(ids);
  }

  /** Reads ids in passes of a batch, with logits for the last one only. */
  async function read(ids) {
    for (let from = 0; from < ids.length; from += BATCH) {
      const part = ids.slice(from, from + BATCH);
      await pass(part, from + BATCH >= ids.length ? [part.length - 1] : []);
    }
  }

  const likeliest = () => context.sampleToken(lastRows.at(-1), greedy);

  async function logitsAt(row) {
    const [, pairs] = await context.sampleToken(row, greedy, true);
    const logits = new Float32Array(pairs.length / 2);
    for (let at = 0; at < pairs.length; at += 2) logits[pairs[at]] = Math.log(Math.max(pairs[at + 1], 1e-45));
    return logits;
  }

  return {
    version: `node-llama-cpp ${packageVersion()}`,
    async readText(ids) {
      rewindTo(0);
      await read(ids);
    },
    readOn: read,
    add: (ids) => pass(ids, [...ids.keys()]),
    rewindTo,
    likeliest,
    async logitsOf(ids) {
      rewindTo(0);
      await pass(ids, [...ids.keys()]);
      const all = [];
      for (const row of lastRows) all.push(await logitsAt(row));
      return all;
    },
    /** As a good client does it: the longest beginning that is in the cache stays. */
    async keyTyped(text) {
      const ids = Array.from(model.tokenize(text, false));
      let same = 0;
      while (same < ids.length - 1 && same < kept.length && ids[same] === kept[same]) same++;
      rewindTo(same);
      await read(ids.slice(same));
      await likeliest();
      return ids.length - same;
    },
    async close() {
      greedy.dispose();
      await context.dispose();
      await model.dispose();
    },
  };
}

/** It takes the library that fits the processor best; LLAMACPP_BINARIES names a folder with fewer of them to choose from. */
async function loadBindings() {
  const folder = process.env.LLAMACPP_BINARIES;
  if (!folder) return (await getLlama({ gpu: false, build: 'never', progressLogs: false, logLevel: 'error' }))._bindings;
  const bindings = createRequire(import.meta.url)(join(folder, 'llama-addon.node'));
  bindings.setLogger(() => {});
  bindings.loadBackends(folder);
  await bindings.init();
  return bindings;
}

function packageVersion() {
  return JSON.parse(readFileSync(new URL('../node_modules/node-llama-cpp/package.json', import.meta.url), 'utf8')).version;
}
