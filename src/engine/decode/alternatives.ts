/** Several continuations side by side, each decoded on its own terms: greedily from different first tokens, or sampled. */
import { logSumExp } from '../../sampling/softmax';
import { type Branch, compute, type Extension, extend, trunk } from './branches';
import type { Choice, Chooser } from './chooser';
import { topIds } from './logits';
import { distinct, type Ranked } from './ranked';
import { interruption, type Run } from './run';

/** One continuation to follow: its first token, and how those after it are chosen. */
interface Way {
  readonly first: Choice;
  readonly chooser: Chooser;
}

/**
 * The greedy continuations of the likeliest first tokens, one for each chooser, ranked by that token's log-probability: the
 * greedy one is first.
 */
export async function alternatives(run: Run, choosers: readonly Chooser[]): Promise<Ranked[]> {
  const { logits, start } = run;
  const norm = logSumExp(logits);
  const ids = topIds(logits, choosers.length, start.constraint.done ? undefined : start.constraint.allowed());
  const finished = await follow(
    run,
    ids.map((id, index) => ({ first: { id, logprob: logits[id]! - norm }, chooser: choosers[index]! })),
  );
  return distinct(finished.map(({ generation }) => ({ generation, score: generation.tokens[0]?.logprob ?? 0 })));
}

/** A sample of each chooser, ranked by joint log-probability under the model. */
export async function samples(run: Run, choosers: readonly Chooser[]): Promise<Ranked[]> {
  const { logits, start, prompt } = run;
  const ways = choosers.flatMap((chooser) => {
    const first = chooser.choose(logits, prompt, start.constraint.done ? undefined : start.constraint.allowed());
    return first ? [{ first, chooser }] : [];
  });
  const finished = await follow(run, ways);
  return distinct(finished.map(({ generation }) => ({ generation, score: generation.logprob })));
}

/** Follows all ways to their ends, one pass a token for all of them. */
async function follow(run: Run, ways: readonly Way[]): Promise<Extension[]> {
  const base = run.tree.length;
  const root = trunk(run);
  const finished: Extension[] = [];
  let open = ways.map(({ first, chooser }) => ({ extension: extend(root, first.id, first.logprob), chooser }));
  for (let length = 1; open.length > 0; length++) {
    const interrupted = length >= run.most ? 'token-limit' : interruption(run);
    const goingOn: typeof open = [];
    for (const way of open) {
      if (interrupted) way.extension.generation.end(interrupted);
      if (way.extension.generation.stop) finished.push(way.extension);
      else goingOn.push(way);
    }
    if (goingOn.length === 0) break;
    const branches = await compute(
      run,
      base,
      goingOn.map(({ extension }) => extension),
    );
    open = branches.flatMap((branch, index) => {
      const { chooser } = goingOn[index]!;
      const choice = choose(branch, chooser, run.prompt);
      return choice ? [{ extension: extend(branch, choice.id, choice.logprob), chooser }] : [];
    });
  }
  // Rows that were computed beside other branches differ in their last bits from those of a text alone.
  run.tree.rewindTo(base);
  return finished;
}

function choose({ logits, generation }: Branch, chooser: Chooser, prompt: readonly number[]): Choice | undefined {
  const { constraint, tokens } = generation;
  const recent = [...prompt, ...tokens.map(({ id }) => id)];
  return chooser.choose(logits, recent, constraint.done ? undefined : constraint.allowed());
}
