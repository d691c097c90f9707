import type { ArenaShape } from './arena';
import { TokenTree } from './token-tree';

/** The caches of all documents, under one budget of memory; the one used longest ago goes first. */
export class Documents {
  readonly #shape: ArenaShape;
  readonly #budget: number; // bytes
  readonly #trees = new Map<string, TokenTree>(); // in the order of use

  constructor(shape: ArenaShape, budget: number) {
    this.#shape = shape;
    this.#budget = budget;
  }

  /** Memory held by all caches. */
  get bytes(): number {
    let sum = 0;
    for (const tree of this.#trees.values()) sum += tree.bytes;
    return sum;
  }

  /** The cache of a document, new if it has none. */
  open(name: string): TokenTree {
    const tree = this.#trees.get(name) ?? new TokenTree(this.#shape);
    this.#trees.delete(name);
    this.#trees.set(name, tree);
    this.#evict(name);
    return tree;
  }

  /** The tokens of all documents but one, those used last first. */
  othersThan(name: string): readonly (readonly number[])[] {
    return [...this.#trees]
      .filter(([other]) => other !== name)
      .map(([, tree]) => tree.tokens())
      .reverse();
  }

  close(name: string): void {
    this.#trees.delete(name);
  }

  #evict(inUse: string): void {
    for (const name of this.#trees.keys()) {
      if (this.bytes <= this.#budget) return;
      if (name !== inUse) this.#trees.delete(name);
    }
  }
}
