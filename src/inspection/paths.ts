import type { SearchTree } from '../protocol/inspection';

export type PathKind = SearchTree['paths'][number]['kind'];

/** By the index of a node, the kinds of path that go through it; a node on none is not there. */
export function pathKinds({ nodes, paths }: SearchTree): ReadonlyMap<number, Set<PathKind>> {
  const kinds = new Map<number, Set<PathKind>>();
  for (const { kind, node } of paths) {
    for (let at = node; at >= 0; at = nodes[at]!.parent) kinds.set(at, (kinds.get(at) ?? new Set()).add(kind));
  }
  return kinds;
}
