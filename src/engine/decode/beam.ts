/**
 * Beam search: the continuations with the highest joint probability, as far as a few that are followed side by side find
 * them. A score is the joint log-probability of the generated tokens in what they were chosen from, the memory included, and
 * with healed and stopping ones, divided by length^penalty (Wu et al. 2016 have a smoother form of the same).
 */

import { type Branch, compute, type Extension, extend, trunk } from './branches';
import { topIds } from './logits';
import { distinct, type Ranked } from './ranked';
import { interruption, type Run } from './run';

export interface BeamSettings {
  readonly beams: number;
  readonly lengthPenalty: number;
  /** How many different texts are wanted. */
  readonly count: number;
}

/** Hears before each pass which extensions are followed, of which that were considered. */
export type OnBeams = (chosen: readonly Extension[], considered: readonly Extension[]) => Promise<void>;

/** @returns the best `count` continuations with different texts, best first; the greedy one is among those that compete */
export async function beamSearch(run: Run, { beams, lengthPenalty, count }: BeamSettings, onBeams?: OnBeams): Promise<Ranked[]> {
  const score = (logprob: number, length: number) => logprob / length ** lengthPenalty;
  const base = run.tree.length;
  const finished: Ranked[] = [];
  const finish = ({ generation }: Pick<Extension, 'generation'>) =>
    finished.push({ generation, score: score(generation.mixedLogprob, Math.max(1, generation.tokens.length)) });

  let open: readonly Branch[] = [trunk(run)];
  let greedy: Branch | undefined = open[0];
  for (let length = 1; length <= run.most && open.length > 0; length++) {
    // Log-probabilities are not positive: no continuation scores better than its beginning at the full length.
    const hope = score(Math.max(...open.map(({ generation }) => generation.mixedLogprob)), run.most);
    const best = distinct(finished);
    if (best.length >= count && best[count - 1]!.score >= hope) break;

    const extensions = open.flatMap((branch) => likeliest(branch, 2 * beams));
    const greedyNext = extensions.find(({ parent }) => parent === greedy); // the first is the likeliest
    const chosen: Extension[] = [];
    for (const extension of extensions.sort((a, b) => b.generation.mixedLogprob - a.generation.mixedLogprob)) {
      if (chosen.length === beams) break;
      if (extension.generation.stop) finish(extension);
      else chosen.push(extension);
    }
    if (greedyNext && !greedyNext.generation.stop && !chosen.includes(greedyNext))
      chosen[chosen.length === beams ? beams - 1 : chosen.length] = greedyNext;
    if (greedyNext?.generation.stop && !finished.some(({ generation }) => generation === greedyNext.generation)) finish(greedyNext);

    const interrupted = length === run.most ? 'token-limit' : interruption(run);
    if (interrupted || chosen.length === 0) {
      for (const extension of chosen) {
        extension.generation.end(interrupted ?? 'token-limit');
        finish(extension);
      }
      break;
    }
    await onBeams?.(chosen, extensions);
    const next = await compute(run, base, chosen);
    greedy = greedyNext && next[chosen.indexOf(greedyNext)];
    open = next;
  }
  // Rows that were computed beside other branches differ in their last bits from those of a text alone.
  run.tree.rewindTo(base);
  return distinct(finished).slice(0, count);
}

/** The likeliest continuations of a branch by one token, likeliest first. */
function likeliest(branch: Branch, count: number): Extension[] {
  const { constraint } = branch.generation;
  const ids = topIds(branch.outlook.logits, count, constraint.done ? undefined : constraint.allowed());
  return ids.map((id) => extend(branch, id));
}
