/**
 * The tokens whose key/value rows a document's cache holds, as a tree: a node's slot is its row in the arena, and its
 * parent's slot is always smaller. Slot 0 is the root: the reserved row, no token, before every text.
 *
 * A text is a path from the root. What a token sees is its path, so tokens of different branches can share a pass.
 */
import { Arena, type ArenaShape, type LayerPast, type LayerRows, settledOf } from './arena';

export const ROOT = 0;

/** Low enough that a masked score has no weight after softmax, and far from float32's limits. */
export const MASKED = -1e9;

/** Tokens about to be computed; a parent is the slot of a node in the tree or of an earlier one of these. */
export interface Growth {
  readonly tokens: readonly number[];
  readonly parents: readonly number[];
}

/** What a forward pass computes: tokens, and what they see. */
export interface Pass {
  readonly tokens: readonly number[];
  readonly positions: readonly number[];
  readonly bias: Float32Array; // (S, P + S)
  /** How many rows there are before them, and how many of those are in full blocks. */
  readonly length: number;
  readonly settled: number;
  readonly past: readonly LayerPast[];
}

/** Nodes that were taken off the end of a tree. */
export interface Cutting {
  readonly growth: Growth;
  readonly rows: readonly LayerRows[];
}

export class TokenTree {
  readonly #arena: Arena;
  #tokens: number[] = [-1];
  #parents: number[] = [-1];
  #positions: number[] = [-1];
  #revision = 0;
  /** The prompt that was read last, and the logits after it; they hold whatever happened to the tree since. */
  ending: { readonly prompt: readonly number[]; readonly logits: Float32Array } | undefined;

  constructor(shape: ArenaShape) {
    this.#arena = new Arena(shape);
  }

  /** Slots in use, the root's included: the slot that the next token gets. */
  get length(): number {
    return this.#arena.length;
  }

  get bytes(): number {
    return this.#arena.bytes;
  }

  /** Another number after every change. */
  get revision(): number {
    return this.#revision;
  }

  token(slot: number): number {
    return this.#tokens[slot] ?? -1;
  }

  /** All tokens in the order of their slots; of a cache between two requests, its text. */
  tokens(): readonly number[] {
    return this.#tokens.slice(ROOT + 1);
  }

  /** Where a token stands in its text: 0 for the first. */
  position(slot: number): number {
    return this.#positions[slot] ?? -1;
  }

  /** How many tokens the next forward pass can compute at most. */
  get room(): number {
    return this.#arena.room;
  }

  /** The rows of all nodes. Valid until the tree changes. */
  past(): readonly LayerPast[] {
    return this.#arena.past();
  }

  /** The pass that computes these tokens. Valid until the tree changes. */
  pass(growth: Growth): Pass {
    const { length } = this;
    return {
      tokens: growth.tokens,
      positions: this.positionsOf(growth),
      bias: this.biasOf(growth),
      length,
      settled: this.#arena.settled,
      past: this.past(),
    };
  }

  /** The pass that computes a node once more, as it was when it was the last one. Valid until the tree changes. */
  passAgain(slot: number): Pass {
    const bias = new Float32Array(slot + 1).fill(MASKED);
    for (let seen = slot; seen > ROOT; seen = this.#parents[seen]!) bias[seen] = 0;
    const past = this.#arena.past(slot);
    return { tokens: [this.token(slot)], positions: [this.position(slot)], bias, length: slot, settled: settledOf(slot), past };
  }

  /**
   * A chain of tokens below a node.
   * @param parent the slot that the first one follows
   */
  chain(parent: number, tokens: readonly number[]): Growth {
    return { tokens, parents: tokens.map((_, index) => (index === 0 ? parent : this.length + index - 1)) };
  }

  /** The positions that tokens about to be computed will have. */
  positionsOf({ parents }: Growth): number[] {
    const positions: number[] = [];
    for (const parent of parents) positions.push((parent < this.length ? this.position(parent) : positions[parent - this.length]!) + 1);
    return positions;
  }

  /** What each of these tokens may attend to: itself and its ancestors, 0; everything else, MASKED. */
  biasOf({ parents }: Growth): Float32Array {
    const past = this.length;
    const width = past + parents.length;
    const bias = new Float32Array(parents.length * width).fill(MASKED); // (S, P + S)
    parents.forEach((parent, index) => {
      const row = index * width;
      if (parent === past + index - 1 && index > 0) {
        bias.copyWithin(row, row - width, row); // a chain: whatever the token before sees
      } else {
        for (let slot = parent; slot > ROOT; slot = slot < past ? this.#parents[slot]! : parents[slot - past]!) bias[row + slot] = 0;
      }
      bias[row + past + index] = 0;
    });
    return bias;
  }

  /** Takes in computed tokens with their rows; they get the next slots in order. @throws RangeError, and then nothing changed */
  add(growth: Growth, rows: readonly LayerRows[]): void {
    const positions = this.positionsOf(growth);
    this.#arena.append(growth.tokens.length, rows);
    this.#revision++;
    this.#tokens.push(...growth.tokens);
    this.#parents.push(...growth.parents);
    this.#positions.push(...positions);
  }

  /** Forgets every node from slot `length` on. */
  rewindTo(length: number): void {
    this.#arena.rewindTo(length);
    this.#revision++;
    this.#tokens.length = length;
    this.#parents.length = length;
    this.#positions.length = length;
  }

  /** Takes off every node from slot `length` on. */
  cut(length: number): Cutting {
    const growth = { tokens: this.#tokens.slice(length), parents: this.#parents.slice(length) };
    const rows = this.#arena.copyFrom(length);
    this.rewindTo(length);
    return { growth, rows };
  }

  /** Puts back what was cut, where it was: the tree has to be as it was then. */
  graft({ growth, rows }: Cutting): void {
    if (growth.tokens.length > 0) this.add(growth, rows);
  }

  /**
   * Gives back the slots of all nodes from `base` on that are on no path from the root to one of `ends`. What stays moves
   * together, in order.
   * @returns where a node that stayed is now
   */
  prune(base: number, ends: readonly number[]): (slot: number) => number {
    const stays = new Set<number>();
    for (const end of ends) for (let slot = end; slot >= base && !stays.has(slot); slot = this.#parents[slot]!) stays.add(slot);
    const moved = new Map<number, number>();
    const now = (slot: number) => moved.get(slot) ?? slot;
    let next = base;
    for (const slot of [...stays].sort((a, b) => a - b)) {
      if (slot !== next) this.#move(slot, next, now);
      moved.set(slot, next++);
    }
    this.rewindTo(next);
    return now;
  }

  #move(from: number, to: number, now: (slot: number) => number): void {
    this.#arena.move(from, to);
    this.#tokens[to] = this.#tokens[from]!;
    this.#positions[to] = this.#positions[from]!;
    this.#parents[to] = now(this.#parents[from]!);
  }

  /** How many tokens of `tokens` the tree holds as one run of slots from the root. */
  commonPrefix(tokens: readonly number[]): number {
    const limit = Math.min(tokens.length, this.length - 1);
    let common = 0;
    while (common < limit && this.#tokens[common + 1] === tokens[common] && this.#parents[common + 1] === common) common++;
    return common;
  }

  /**
   * Keeps the longest beginning of `tokens` that the tree holds as one run of slots from the root, and forgets the rest.
   * @param atMost keep no more than this many
   * @returns how many tokens were kept: their slots are 1 to that number
   */
  keepPrefix(tokens: readonly number[], atMost = tokens.length): number {
    const kept = Math.min(this.commonPrefix(tokens), atMost);
    this.rewindTo(kept + 1);
    return kept;
  }
}
