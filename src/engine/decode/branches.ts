/** Several continuations of one prompt: they share the rows of their common beginning, and one pass computes all of their next tokens. */
import type { Generation } from './generation';
import { Outlook } from './outlook';
import type { Run } from './run';

export interface Branch {
  readonly generation: Generation;
  /** The node of its last token in the tree; the prompt's last one at the start. */
  readonly slot: number;
  /** What may come after that token. */
  readonly outlook: Outlook;
}

/** A branch with one more token, which is still to be computed. */
export interface Extension {
  readonly parent: Branch;
  readonly id: number;
  readonly generation: Generation;
}

/** The one branch to start from. */
export function trunk(run: Run): Branch {
  return { generation: run.start, slot: run.tree.length - 1, outlook: new Outlook(run, run.start, run.logits) };
}

/** The branch continued by a token. */
export function extend(parent: Branch, id: number): Extension {
  const generation = parent.generation.fork();
  parent.outlook.push(generation, id);
  return { parent, id, generation };
}

/**
 * Computes extensions in one pass, and gives back the slots of all nodes that lead to none of them.
 * @param base the length of the tree with the prompt alone: what is before stays
 */
export async function compute(run: Run, base: number, extensions: readonly Extension[]): Promise<Branch[]> {
  const { decoder, tree } = run;
  const moved = tree.prune(
    base,
    extensions.map(({ parent }) => parent.slot),
  );
  const first = tree.length;
  const parents = extensions.map(({ parent }) => moved(parent.slot));
  const growth = { tokens: extensions.map(({ id }) => id), parents };
  const logits = await decoder.grow(tree, growth, [...extensions.keys()]);
  const width = logits.length / extensions.length;
  return extensions.map(({ generation }, index) => ({
    generation,
    slot: first + index,
    outlook: new Outlook(run, generation, logits.subarray(index * width, (index + 1) * width)),
  }));
}
