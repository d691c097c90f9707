// transformers.js with the exported ONNX decoder: its own session, and its model's `forward` with its cache of tensors.
import { basename, dirname } from 'node:path';
import { AutoModelForCausalLM, DynamicCache, env, Tensor } from '@huggingface/transformers';

env.allowRemoteModels = false;

export async function open(path, threads) {
  env.localModelPath = dirname(path);
  const model = await AutoModelForCausalLM.from_pretrained(basename(path), {
    dtype: 'q4',
    device: 'cpu',
    local_files_only: true,
    session_options: { intraOpNumThreads: threads, interOpNumThreads: 1 },
  });

  // Its cache only grows: going back means keeping the tensors of an earlier pass.
  const states = new Map(); // by number of tokens
  let length = 0;
  let logits;

  async function pass(ids, keep) {
    const total = length + ids.length;
    const outputs = await model.forward({
      input_ids: integers(ids, [1, ids.length]),
      attention_mask: integers(new Array(total).fill(1), [1, total]),
      position_ids: integers(
        ids.map((_, index) => length + index),
        [1, ids.length],
      ),
      num_logits_to_keep: integers([keep], []),
      past_key_values: states.get(length) ?? null,
    });
    const present = Object.entries(outputs).filter(([name]) => name.startsWith('present.'));
    states.set(
      total,
      new DynamicCache(Object.fromEntries(present.map(([name, tensor]) => [name.replace('present', 'past_key_values'), tensor]))),
    );
    length = total;
    logits = outputs.logits;
  }

  function rewindTo(to) {
    for (const known of states.keys()) if (known > to) states.delete(known);
    if (to > 0 && !states.has(to)) throw new RangeError(`the cache was never ${to} tokens long`);
    length = to;
  }

  const row = (index) => {
    const [, , vocabulary] = logits.dims;
    return logits.data.subarray(index * vocabulary, (index + 1) * vocabulary);
  };

  return {
    version: `transformers.js ${env.version}`,
    async readText(ids) {
      rewindTo(0);
      await pass(ids, 1);
    },
    readOn: (ids) => pass(ids, 1),
    add: (ids) => pass(ids, 0),
    rewindTo,
    async likeliest() {
      const last = row(logits.dims[1] - 1);
      let best = 0;
      for (let id = 1; id < last.length; id++) if (last[id] > last[best]) best = id;
      return best;
    },
    async logitsOf(ids) {
      rewindTo(0);
      await pass(ids, 0);
      return ids.map((_, index) => row(index));
    },
    close: () => model.dispose(),
  };
}

const integers = (values, dims) => new Tensor('int64', BigInt64Array.from(values, BigInt), dims);
