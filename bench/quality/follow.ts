/**
 * What the model and the memory expect at every token of a text that is known. For greedy decoding that is all there is to
 * know: which share of memory would have got the line right can be worked out from it without the engine.
 */

import type { TokenTree } from '../../src/engine/cache/token-tree';
import { Constraint } from '../../src/engine/decode/healing';
import { topIds } from '../../src/engine/decode/logits';
import type { Model } from '../../src/engine/decode/model';
import { prefill } from '../../src/engine/decode/prefill';
import type { Prompt } from '../../src/engine/decode/prompt';
import { Evidence } from '../../src/engine/memory/evidence';
import type { Recall } from '../../src/engine/memory/recall';
import { logSumExp } from '../../src/sampling/softmax';

type Expected = readonly [id: number, text: string, logprob: number];

/** Before one token of the rest of a line, or, as the last one, before the line's end. */
export interface Step {
  /** The token that stands there; absent at the line's end. */
  readonly id?: number;
  readonly text?: string;
  /** Log-probability of that token under the model. */
  readonly logprob?: number;
  /** Whether the line is empty up to here, where the memory keeps quiet. */
  readonly lineStart: boolean;
  /** Of the model's distribution, in nats. */
  readonly entropy: number;
  /** The likeliest tokens that healing lets through, best first. */
  readonly top: readonly Expected[];
  /** Tokens that agreed with an earlier place, and at how many places; 0 for none. */
  readonly match: number;
  readonly places: number;
  /** What followed there, as far as healing lets it through. */
  readonly memory: readonly (readonly [...Expected, count: number])[];
}

const NEVER = { cancelled: false };
const TOP = 5;

export async function follow(
  { tokenizer, decoder, info }: Model,
  tree: TokenTree,
  prompt: Prompt,
  recall: Recall,
  before: string,
  truth: string,
): Promise<readonly Step[]> {
  const { vocabulary } = tokenizer;
  const ids = tokenizer.encode(new TextDecoder().decode(prompt.healed) + truth);
  const { logits } = await prefill(decoder, tree, prompt.ids, NEVER);
  const rows = await decoder.grow(tree, tree.chain(tree.length - 1, ids), [...ids.keys()]);
  const evidence = new Evidence();
  const textOf = (id: number) => new TextDecoder().decode(vocabulary.bytes(id));
  const line = before.slice(before.lastIndexOf('\n') + 1);
  let constraint = new Constraint(vocabulary, prompt.healed);
  let written = ''; // from the cursor on
  let healing = prompt.healed.length;
  const steps: Step[] = [];
  for (let index = 0; index <= ids.length; index++) {
    const row = index === 0 ? logits! : rows.subarray((index - 1) * info.vocabulary, index * info.vocabulary);
    const norm = logSumExp(row);
    const allowed = constraint.done ? undefined : new Set(constraint.allowed());
    const expected = (id: number): Expected => [id, textOf(id), row[id]! - norm];
    evidence.search(recall.indexes, [...prompt.ids, ...ids.slice(0, index)]);
    const found = Array.from({ length: evidence.size }, (_, slot) => [...expected(evidence.ids[slot]!), evidence.counts[slot]!] as const);
    const id = ids[index];
    steps.push({
      ...(id === undefined ? {} : { id, text: textOf(id), logprob: row[id]! - norm }),
      lineStart: !/\S/.test(line + written),
      entropy: entropyOf(row, norm),
      top: topIds(row, TOP, allowed).map(expected),
      match: evidence.match,
      places: evidence.total,
      memory: found.filter(([memorised]) => !allowed || allowed.has(memorised)),
    });
    if (id === undefined) break;
    if (!constraint.done) constraint = constraint.after(id);
    const bytes = vocabulary.bytes(id);
    written += new TextDecoder().decode(bytes.subarray(Math.min(healing, bytes.length)));
    healing = Math.max(0, healing - bytes.length);
  }
  return steps;
}

function entropyOf(row: Float32Array, norm: number): number {
  let sum = 0;
  for (const logit of row) sum -= Math.exp(logit - norm) * (logit - norm);
  return sum;
}
