import { type HierarchyRectangularNode, hierarchy, partition } from 'd3-hierarchy';
import { type PathKind, pathKinds } from '../../inspection/paths';
import type { SearchTree } from '../../protocol/inspection';

/** A node of the search, where it is drawn: from 0 to 1 down, by depth to the right. */
export interface IciclePlace {
  /** Its index in the tree. */
  readonly node: number;
  readonly depth: number;
  readonly top: number;
  readonly bottom: number;
  /** The probability of its path. */
  readonly joint: number;
  /** The kinds of path that go through it. */
  readonly kinds: readonly PathKind[];
}

interface Branch {
  readonly node: number;
  readonly joint: number;
  readonly children: Branch[];
}

const MOST = 300;

/** The nodes with the likeliest paths, each as high as that is likely; what is left of a node's height nobody looked at. */
export function icicle(tree: SearchTree, most = MOST): readonly IciclePlace[] {
  const root: Branch = { node: -1, joint: 1, children: [] };
  const branches: Branch[] = [];
  for (const [node, { parent, logprob }] of tree.nodes.entries()) {
    const above = branches[parent] ?? root;
    const branch: Branch = { node, joint: above.joint * Math.exp(logprob), children: [] };
    above.children.push(branch);
    branches.push(branch);
  }
  const kept = new Set([...branches].sort((a, b) => b.joint - a.joint || a.node - b.node).slice(0, most));
  const kinds = pathKinds(tree);
  const laid = partition<Branch>().size([1, 1])(
    hierarchy(root, ({ children }) => children.filter((child) => kept.has(child)))
      .sum(own)
      .sort((a, b) => b.data.joint - a.data.joint || a.data.node - b.data.node),
  );
  return laid
    .descendants()
    .filter(isNode)
    .map((place) => toPlace(place, kinds));
}

/** The ids from the cursor to a node, itself included. */
export function pathTo({ nodes }: SearchTree, node: number): readonly number[] {
  const ids: number[] = [];
  for (let at = node; at >= 0; at = nodes[at]!.parent) ids.unshift(nodes[at]!.id);
  return ids;
}

/** What of a branch's probability is in none of those drawn after it; rounding may make it a little less than nothing. */
function own({ joint, children }: Branch): number {
  return Math.max(0, joint - children.reduce((sum, child) => sum + child.joint, 0));
}

const isNode = ({ data }: HierarchyRectangularNode<Branch>) => data.node >= 0;

function toPlace({ data, depth, x0, x1 }: HierarchyRectangularNode<Branch>, kinds: ReadonlyMap<number, Set<PathKind>>): IciclePlace {
  return { node: data.node, depth: depth - 1, top: x0, bottom: x1, joint: data.joint, kinds: [...(kinds.get(data.node) ?? [])] };
}
