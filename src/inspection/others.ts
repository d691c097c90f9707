import type { PathStep, ScoredToken } from '../protocol/inspection';

const MOST = 3;

/** What else was likely in place of a token of a path, likeliest first. */
export function likeliestOthers({ id, top }: Pick<PathStep, 'id' | 'top'>): readonly ScoredToken[] {
  return top.filter((other) => other.id !== id).slice(0, MOST);
}
