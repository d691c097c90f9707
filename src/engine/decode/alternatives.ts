/** Several continuations side by side, each decoded on its own terms: greedily from different first tokens, or sampled. */
import { type Branch, compute, type Extension, extend, trunk } from './branches';
import type { Chooser } from './chooser';
import type { Generation } from './generation';
import { topIds } from './logits';
import { distinct, type Ranked } from './ranked';
import { interruption, type Run } from './run';

/** One continuation to follow: its first token, and how those after it are chosen. */
interface Way {
  readonly first: number;
  readonly chooser: Chooser;
}

/** How far a way was followed. */
interface Followed {
  readonly extension: Extension;
  readonly chooser: Chooser;
}

/**
 * The greedy continuations of the likeliest first tokens, one for each chooser, ranked by that token's log-probability in what
 * it was chosen from: the greedy one is first.
 */
export async function alternatives(run: Run, choosers: readonly Chooser[]): Promise<Ranked[]> {
  const root = trunk(run);
  const { constraint } = root.generation;
  const ids = topIds(root.outlook.logits, choosers.length, constraint.done ? undefined : constraint.allowed());
  const finished = await follow(
    run,
    root,
    ids.map((id, index) => ({ first: id, chooser: choosers[index]! })),
  );
  const score = ({ tokens }: Generation) => (tokens[0] ? root.outlook.mixedLogprob(tokens[0].id) : 0);
  return distinct(finished.map(({ extension: { generation } }) => ({ generation, score: score(generation) })));
}

/** A sample of each chooser, ranked by joint log-probability in what it was chosen from. */
export async function samples(run: Run, choosers: readonly Chooser[]): Promise<Ranked[]> {
  const root = trunk(run);
  const ways = choosers.flatMap((chooser) => {
    const first = choose(root, chooser, run.prompt);
    return first === undefined ? [] : [{ first, chooser }];
  });
  const finished = await follow(run, root, ways);
  return distinct(
    finished.map(({ extension: { generation }, chooser: { seed } }) => ({ generation, score: generation.mixedLogprob, seed })),
  );
}

/** Follows all ways to their ends, one pass a token for all of them. */
async function follow(run: Run, root: Branch, ways: readonly Way[]): Promise<Followed[]> {
  const base = run.tree.length;
  const finished: Followed[] = [];
  let open: readonly Followed[] = ways.map(({ first, chooser }) => ({ extension: extend(root, first), chooser }));
  for (let length = 1; open.length > 0; length++) {
    const interrupted = length >= run.most ? 'token-limit' : interruption(run);
    const goingOn: Followed[] = [];
    for (const way of open) {
      if (interrupted) way.extension.generation.end(interrupted);
      if (way.extension.generation.stop) finished.push(way);
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
      const id = choose(branch, chooser, run.prompt);
      return id === undefined ? [] : [{ extension: extend(branch, id), chooser }];
    });
  }
  // Rows that were computed beside other branches differ in their last bits from those of a text alone.
  run.tree.rewindTo(base);
  return finished;
}

function choose({ outlook, generation }: Branch, chooser: Chooser, prompt: readonly number[]): number | undefined {
  const { constraint, tokens } = generation;
  const recent = [...prompt, ...tokens.map(({ id }) => id)];
  return chooser.choose(outlook.logits, recent, constraint.done ? undefined : constraint.allowed());
}
