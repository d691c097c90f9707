import type { SearchTree } from '../protocol/inspection';
import type { ToPage } from '../protocol/panel';

/** What was searched from a frame's cursor on: `tree` has all of it; `before` what it was without the search from the end of `path`. */
export interface FoundSearch {
  readonly seq: number;
  readonly path: readonly number[];
  readonly tree: SearchTree;
  readonly before: SearchTree;
  readonly done: boolean;
}

/** A search from the cursor begins anew; one that expands a node is added to what is there. */
export function withSearch(
  known: FoundSearch | undefined,
  { seq, path, tree, done }: Omit<Extract<ToPage, { readonly type: 'search' }>, 'type'>,
): FoundSearch {
  if (path.length === 0 || known?.seq !== seq) return { seq, path, tree, before: tree, done };
  const before = known.path.join() === path.join() ? known.before : known.tree;
  return { seq, path, tree: graft(before, path, tree), before, done };
}

/** A search, with another one from the end of one of its paths in its place; a node that both have is one. */
export function graft(whole: SearchTree, path: readonly number[], below: SearchTree): SearchTree {
  const nodes = [...whole.nodes];
  const find = (parent: number, id: number) => nodes.findIndex((node) => node.parent === parent && node.id === id);
  const top = path.reduce((at, id) => (at < -1 ? at : find(at, id) < 0 ? -2 : find(at, id)), -1);
  if (top < -1) return below;
  const places = new Map([[-1, top]]);
  for (const [index, node] of below.nodes.entries()) {
    const parent = places.get(node.parent)!;
    const known = find(parent, node.id);
    places.set(index, known < 0 ? nodes.push({ ...node, parent }) - 1 : known);
    if (known >= 0 && !node.pruned) nodes[known] = { ...nodes[known]!, pruned: false };
  }
  let above = 0;
  for (let at = top; at >= 0; at = nodes[at]!.parent) above += nodes[at]!.logprob;
  const paths = below.paths.map((one) => ({ ...one, node: places.get(one.node)!, logprob: above + one.logprob, text: `…${one.text}` }));
  return { ...below, nodes, paths: [...whole.paths, ...paths] };
}
