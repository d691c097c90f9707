import type { SearchTree } from '../../protocol/inspection';
import type { Generation } from '../decode/generation';

type Path = SearchTree['paths'][number];

/** What a search found so far, as one tree. */
export class SearchPaths {
  readonly #nodes: { readonly id: number; readonly parent: number; readonly logprob: number }[] = [];
  readonly #children = new Map<string, number>(); // parent and id → node
  readonly #lengthPenalty: number;
  readonly #most: number;
  #greedy: readonly Path[] = [];
  #sample: readonly Path[] = [];
  #beams: readonly Path[] = [];
  #passes = 0;

  /** @param most passes that a search may need */
  constructor(lengthPenalty: number, most: number) {
    this.#lengthPenalty = lengthPenalty;
    this.#most = most;
  }

  passed(): void {
    this.#passes++;
  }

  /** Says how far the paths of a kind have come, in place of what was said before. */
  follow(kind: Path['kind'], generations: readonly Generation[]): void {
    const paths = generations.map((generation): Path => {
      const { tokens, mixedLogprob: logprob, text, stop } = generation;
      const score = logprob / Math.max(1, tokens.length) ** this.#lengthPenalty;
      return { kind, node: this.consider(generation), logprob, score, text, ...(stop && { stop }) };
    });
    switch (kind) {
      case 'greedy':
        this.#greedy = paths;
        return;
      case 'sample':
        this.#sample = paths;
        return;
      case 'beam':
        this.#beams = paths;
        return;
    }
  }

  /** Takes in the nodes of a path, also one that is not followed. @returns the last one, -1 for an empty path */
  consider({ tokens, chosen }: Generation): number {
    let node = -1;
    for (const [index, { id }] of tokens.entries()) {
      const key = `${node} ${id}`;
      const child = this.#children.get(key) ?? this.#nodes.push({ id, parent: node, logprob: chosen[index]! }) - 1;
      this.#children.set(key, child);
      node = child;
    }
    return node;
  }

  tree(): SearchTree {
    const paths = [...this.#greedy, ...this.#sample, ...this.#beams];
    const followed = new Set<number>();
    for (const { node } of paths) for (let at = node; at >= 0 && !followed.has(at); at = this.#nodes[at]!.parent) followed.add(at);
    return {
      nodes: this.#nodes.map((node, index) => ({ ...node, pruned: !followed.has(index) })),
      paths,
      passes: this.#passes,
      most: this.#most,
    };
  }
}
