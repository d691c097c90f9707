import type { Outcome } from './outcome';

/** What the tokens have together that have no row of their own. */
interface Tail {
  readonly model: number;
  readonly mixed: number;
  readonly memory: number;
  readonly final: number;
}

/**
 * Of the tokens after the `count` likeliest. Healing and penalties may keep tokens that were unlikely, so those that are kept
 * are looked for rather than taken to be the first.
 */
export function tailOf(outcome: Outcome, count: number): Tail {
  const { next, kept } = outcome;
  const ids = next.likeliest(count);
  const mixed = 1 - sumOf(next, count);
  const areAllBefore = ids.reduce((found, id) => found + (outcome.isKept(id) ? 1 : 0), 0) === kept;
  const final = areAllBefore ? 0 : 1 - outcome.finalOf(count);
  if (!next.memory) return { model: mixed, mixed, memory: 0, final };
  const before = new Set(ids);
  const remembered = next.memory.tokens.reduce((sum, { id, probability }) => sum + (before.has(id) ? 0 : probability), 0);
  const model = Math.max(
    0,
    ids.reduce((rest, id) => rest - next.model[id]!, 1),
  );
  return { model, mixed, memory: next.memory.share * remembered, final };
}

/** What the `count` likeliest have together: not more than everything, which adding up may give. */
export function sumOf(next: Pick<Outcome['next'], 'cumulative'>, count: number): number {
  return Math.min(1, next.cumulative(count));
}
