import type { ArenaShape } from './arena';
import { TokenTree } from './token-tree';

/** The cache of one document: of its window, and of the window that comes next where that is being prepared. */
interface DocumentCache {
  current: TokenTree;
  next: TokenTree | undefined;
}

/** The caches of all documents, under one budget of memory; the one used longest ago goes first. */
export class Documents {
  readonly #shape: ArenaShape;
  /** Of all caches together, in bytes. */
  readonly budget: number;
  readonly #caches = new Map<string, DocumentCache>(); // in the order of use

  constructor(shape: ArenaShape, budget: number) {
    this.#shape = shape;
    this.budget = budget;
  }

  /** Memory held by all caches. */
  get bytes(): number {
    let sum = 0;
    for (const { current, next } of this.#caches.values()) sum += current.bytes + (next?.bytes ?? 0);
    return sum;
  }

  /** The cache of a document, new if it has none; of its two windows the one that holds more of this prompt. */
  open(name: string, prompt: readonly number[] = []): TokenTree {
    const cache = this.#use(name);
    if (cache.next && cache.next.commonPrefix(prompt) > cache.current.commonPrefix(prompt)) {
      cache.current = cache.next;
      cache.next = undefined;
    }
    return cache.current;
  }

  /**
   * The cache to read a text into that completions may not go on from: the document's own, unless that would lose more than `most` tokens
   * that they do go on from, as where they use a short window and the text is a whole one.
   */
  openBeside(name: string, text: readonly number[], most: number): TokenTree {
    const { current, next } = this.#use(name);
    const common = current.commonPrefix(text);
    if (next && next.commonPrefix(text) > common) return next;
    return current.length - 1 - common <= most ? current : (this.openNext(name) ?? current);
  }

  /** How many tokens of a prompt no cache of the document holds. */
  missing(name: string, prompt: readonly number[]): number {
    const { current, next } = this.#caches.get(name) ?? {};
    return prompt.length - Math.max(0, ...[current, next].map((tree) => tree?.commonPrefix(prompt) ?? 0));
  }

  /** Where the document's next window can be prepared, as long as there is memory for two of this document's size. */
  openNext(name: string): TokenTree | undefined {
    const cache = this.#use(name);
    if (!cache.next && 2 * cache.current.bytes > this.budget) return undefined;
    cache.next ??= new TokenTree(this.#shape);
    return cache.next;
  }

  close(name: string): void {
    this.#caches.delete(name);
  }

  #use(name: string): DocumentCache {
    const cache = this.#caches.get(name) ?? { current: new TokenTree(this.#shape), next: undefined };
    this.#caches.delete(name);
    this.#caches.set(name, cache);
    for (const [other, { next }] of this.#caches) {
      if (this.bytes <= this.budget) break;
      if (other !== name) this.#caches.delete(other);
      else if (next) cache.next = undefined;
    }
    return cache;
  }
}
