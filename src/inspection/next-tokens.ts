import type { Inspection, MemoryPart } from '../protocol/inspection';
import { FallingOrder } from '../sampling/falling-order';
import { type Mass, softmaxWithMass } from '../sampling/softmax';
import { entropy, softmaxEntropy } from './entropy';

/** Among so many of the likeliest a token is looked for before others are counted. */
const SEARCHED = 256;

/**
 * What may follow one position, over the whole vocabulary (V) and before any setting: the model's own distribution, and
 * the one that settings are applied to, which differs from it where the memory of the user's code has a part.
 *
 * Ranks are exact; the order behind them is worked out only as far as somebody looks.
 */
export class NextTokens {
  /** V. */
  readonly size: number;
  /** (V) the model's own. */
  readonly logits: Float32Array;
  /** What to subtract from a logit to get its natural log-probability. */
  readonly logMass: number;
  /** (V) the model's own probabilities; they add up to 1. */
  readonly model: Float64Array;
  /** (V) what settings are applied to: the same array where there is no memory. */
  readonly mixed: Float64Array;
  /**
   * What `logMass` is to `model`, for `mixed`: completions lift the logits of what is remembered, and leave those of the others
   * as they are.
   */
  readonly mixedMass: number;
  readonly memory: MemoryPart | undefined;
  readonly #mass: Mass;
  readonly #values: Float64Array; // (V) what is compared
  readonly #order: FallingOrder;
  readonly #possible: number; // tokens whose probability is not 0
  readonly #sums = [0]; // of `mixed`, by how many of the likeliest
  #sorted = 0;
  #entropy: number | undefined;
  #ranks: Uint32Array | undefined;

  constructor({ logits, memory }: Pick<Inspection, 'logits' | 'memory'>) {
    this.logits = logits;
    this.size = logits.length;
    const { probabilities, mass } = softmaxWithMass(logits);
    this.#mass = mass;
    this.logMass = mass.largest + mass.logSum;
    this.model = probabilities;
    this.memory = memory && memory.share > 0 ? memory : undefined;
    this.mixedMass = this.logMass - Math.log(Math.max(Number.EPSILON, 1 - (this.memory?.share ?? 0)));
    this.mixed = this.memory ? mix(this.model, this.memory) : this.model;
    // What the sampler compares: two logits may have one probability, and two probabilities one logarithm.
    const values = this.memory ? this.mixed.map((probability) => Math.log(probability) + this.mixedMass) : new Float64Array(logits);
    this.#values = values;
    this.#order = new FallingOrder(values);
    const { ids } = this.#order;
    let count = 0;
    for (let id = 0; id < values.length; id++) if (values[id] !== Number.NEGATIVE_INFINITY) ids[count++] = id;
    this.#possible = count;
    this.#order.begin(count);
    for (let id = 0; id < values.length; id++) if (values[id] === Number.NEGATIVE_INFINITY) ids[count++] = id;
  }

  /** What memory added to a token's probability before any setting. */
  fromMemory(id: number): number {
    return this.memory ? this.mixed[id]! - (1 - this.memory.share) * this.model[id]! : 0;
  }

  /** The token of a rank, from 1. */
  at(rank: number): number {
    this.#sort(rank);
    return this.#order.ids[rank - 1]!;
  }

  /** The `count` likeliest tokens, in order. */
  likeliest(count: number): Uint32Array {
    this.#sort(count);
    return this.#order.ids.slice(0, count);
  }

  /** 1 for the likeliest; of equals the lower id comes first. */
  rank(id: number): number {
    if (this.#ranks) return this.#ranks[id]!;
    const place = this.#order.ids.subarray(0, Math.min(this.#sorted, SEARCHED)).indexOf(id);
    return place < 0 ? this.#countBefore(id) + 1 : place + 1;
  }

  /** How many tokens come before one, counted: a whole sort takes as long as some forty of these. */
  #countBefore(id: number): number {
    const values = this.#values;
    const value = values[id]!;
    let count = 0;
    for (let other = 0; other < id; other++) if (values[other]! >= value) count++;
    for (let other = id + 1; other < values.length; other++) if (values[other]! > value) count++;
    return count;
  }

  /** Works out all ranks, for when many are asked. */
  rankAll(): void {
    if (this.#ranks) return;
    this.#sort(this.size);
    const ranks = new Uint32Array(this.size);
    for (let place = 0; place < this.size; place++) ranks[this.#order.ids[place]!] = place + 1;
    this.#ranks = ranks;
  }

  /** The probability of the `count` likeliest tokens together. */
  cumulative(count: number): number {
    this.#sort(count);
    while (this.#sums.length <= count) this.#sums.push(this.#sums.at(-1)! + this.mixed[this.#order.ids[this.#sums.length - 1]!]!);
    return this.#sums[count]!;
  }

  /** Of what settings are applied to, in bits. */
  get entropy(): number {
    this.#entropy ??= this.memory ? entropy(this.mixed) : softmaxEntropy(this.model, this.logits, this.#mass);
    return this.#entropy;
  }

  #sort(count: number): void {
    const border = Math.min(count, this.#possible);
    if (border <= this.#sorted) return;
    this.#order.sort(border);
    this.#sorted = border;
  }
}

function mix(model: Float64Array, { share, tokens }: MemoryPart): Float64Array {
  const mixed = model.map((probability) => (1 - share) * probability);
  for (const { id, probability } of tokens) mixed[id] = mixed[id]! + share * probability;
  return mixed;
}
