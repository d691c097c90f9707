import { writeWeights } from './exponential';
import { FallingOrder } from './falling-order';

const COARSE = 256; // ids: a longer run is cut before its weights are added up, as the sum alone seldom decides

/**
 * The tokens that may still be chosen, likeliest first: what the sampling steps work on, in place.
 *
 * Everything is allocated once for a vocabulary and reused for every token. Ids are sorted only as far as a step needs.
 * Cut tokens stay behind the kept ones, each step's in one range, so that the counts alone tell later who cut what.
 *
 * It knows nothing of settings, chance or the order of steps.
 */
export class Candidates {
  /** How many tokens the vocabulary has. */
  readonly size: number;
  #raw: Float64Array; // (size) logits as loaded
  readonly #logits: Float64Array; // (size) after the repetition penalty
  readonly #weights: Float64Array; // (size) exp((logit - largest) / temperature): probabilities but for a common factor
  readonly #order: FallingOrder;
  #lent = false; // whether an explanation holds the raw logits, which then have to stay as they are
  #count = 0;
  #largest = 0; // logit among the kept
  #temperature = 1;
  #rawLargest = 0; // raw logit in the whole vocabulary
  #rawLogMass = 0; // ln Σ exp(raw logit - rawLargest); two numbers, as their sum would lose digits
  #weighed = false; // whether the weights of the kept tokens are up to date
  #mass = 0; // sum of the kept tokens' weights, 0 if not known
  #reached = 0; // the sum of weights that `#reach` came to
  #loaded = 0; // how many there were before any step
  #loadedLargest = 0; // logit among those
  #constrained = false;
  #penalized = false; // whether the logits are others than the raw ones

  constructor(size: number) {
    if (!Number.isInteger(size) || size < 1) throw new RangeError(`a vocabulary has at least one token, not ${size}`);
    this.size = size;
    this.#raw = new Float64Array(size);
    this.#logits = new Float64Array(size);
    this.#weights = new Float64Array(size);
    this.#order = new FallingOrder(this.#logits);
  }

  /**
   * Begins with a row of logits; −∞ is impossible.
   * @param allowed only these tokens, if given
   * @throws RangeError on NaN, +∞ or a row of another length
   */
  load(logits: Float32Array, allowed?: Iterable<number>): void {
    this.#checkLength(logits.length);
    const raw = this.#ownRaw();
    for (let id = 0; id < raw.length; id++) {
      const logit = logits[id]!;
      if (!(logit < Number.POSITIVE_INFINITY)) throw new RangeError(`the logit of token ${id} is ${logit}`);
      raw[id] = logit;
    }
    this.#begin(allowed);
  }

  /**
   * Begins with a row of probabilities, such as a mixture of the model with something else. They need not add up to 1.
   * @param scale the logit of a probability of 1, which the repetition penalty depends on
   * @throws RangeError on a negative or infinite one, NaN, or a row of another length
   */
  loadProbabilities(probabilities: Float64Array, allowed?: Iterable<number>, scale = 0): void {
    this.#checkLength(probabilities.length);
    const raw = this.#ownRaw();
    for (let id = 0; id < raw.length; id++) {
      const probability = probabilities[id]!;
      if (!(probability >= 0 && probability < Number.POSITIVE_INFINITY)) {
        throw new RangeError(`the probability of token ${id} is ${probability}`);
      }
      raw[id] = Math.log(probability) + scale;
    }
    this.#begin(allowed);
  }

  /**
   * Undoes all steps: what was loaded, to have other steps tried on it. It comes to the same as loading again, to the last
   * bit, as sums depend on the order in which they are added up.
   */
  restart(): void {
    if (this.#penalized) this.#logits.set(this.#raw);
    this.#penalized = false;
    this.#temperature = 1;
    if (this.#constrained) this.#order.beginAgain(this.#loaded);
    else this.#gather();
    this.#count = this.#loaded;
    this.#largest = this.#loadedLargest;
    this.#weighed = false;
  }

  /** How many tokens are left. */
  get count(): number {
    return this.#count;
  }

  get temperature(): number {
    return this.#temperature;
  }

  /** The sum of the kept tokens' weights, of which the likeliest token's is 1. */
  get mass(): number {
    this.#weigh();
    return this.#mass;
  }

  /** Natural log-probability as loaded, before any step. */
  logprob(id: number): number {
    return this.#raw[id]! - this.#rawLargest - this.#rawLogMass;
  }

  /** Probability among the kept tokens, of which `id` is one. */
  probability(id: number): number {
    return this.mass === 0 ? 0 : this.#weights[id]! / this.mass;
  }

  /** The likeliest `count` tokens, or all that are kept, in order. */
  ranking(count = this.#count): Uint32Array {
    const end = Math.min(count, this.#count);
    this.#order.sort(end);
    return this.#order.ids.slice(0, end);
  }

  /** Cuts all but the `count` likeliest tokens. */
  keep(count: number): void {
    if (count >= this.#count) return;
    if (count === 1) this.#order.bringHighest();
    else this.#order.split(count);
    this.#count = count;
    this.#mass = 0;
  }

  /** Cuts all but the likeliest tokens whose probabilities add up to `share`. */
  keepShare(share: number): void {
    const count = this.#reach(share * this.mass, false);
    if (count >= this.#count) return;
    this.#count = count;
    this.#mass = this.#reached;
  }

  /** Cuts the tokens that are less than `share` times as likely as the likeliest. */
  keepLikely(share: number): void {
    this.keep(this.#countLikely(share));
  }

  /** The token on which `number` falls when the kept ones lie side by side on [0, 1), likeliest first. */
  tokenAt(number: number): number {
    return this.#order.ids[this.#reach(number * this.mass, true) - 1]!;
  }

  /** Divides all logits by a temperature above 0. */
  heat(temperature: number): void {
    if (temperature === this.#temperature) return;
    this.#temperature = temperature;
    this.#weighed = false;
  }

  /** Divides the positive logits of the given tokens by `penalty` and multiplies the others, once however often a token is given. */
  penalize(tokens: Iterable<number>, penalty: number): void {
    for (const id of tokens) {
      this.#checkId(id);
      const logit = this.#raw[id]!;
      this.#logits[id] = logit > 0 ? logit / penalty : logit * penalty;
    }
    this.#penalized = true;
    this.#order.beginAgain(this.#count);
    this.#findLargest();
  }

  /** Everything that an explanation needs: it stays as it is, whatever is done here later. */
  snapshot(): { readonly raw: Float64Array; readonly logits: Float64Array; readonly ids: Uint32Array } {
    this.#lent = true;
    return { raw: this.#raw, logits: this.#penalized ? this.#logits.slice() : this.#raw, ids: this.#order.ids.slice() };
  }

  /** To be written to. */
  #ownRaw(): Float64Array {
    if (this.#lent) this.#raw = new Float64Array(this.size);
    this.#lent = false;
    return this.#raw;
  }

  /** With the raw logits in place. */
  #begin(allowed: Iterable<number> | undefined): void {
    this.#logits.set(this.#raw);
    this.#temperature = 1;
    this.#penalized = false;
    this.#gather();
    this.#rawLargest = this.#largest;
    this.#rawLogMass = Math.log(this.mass);
    if (allowed) this.#constrain(allowed);
    this.#constrained = allowed !== undefined;
    this.#loaded = this.#count;
    this.#loadedLargest = this.#largest;
  }

  #constrain(allowed: Iterable<number>): void {
    this.#logits.fill(Number.NEGATIVE_INFINITY); // but for those allowed, for a moment
    for (const id of allowed) {
      this.#checkId(id);
      this.#logits[id] = this.#raw[id]!;
    }
    this.#gather();
    this.#logits.set(this.#raw);
  }

  /** Puts the possible tokens in front, in the order of their ids. */
  #gather(): void {
    const { ids } = this.#order;
    const logits = this.#logits;
    let largest = Number.NEGATIVE_INFINITY;
    let count = 0;
    let behind = this.size;
    for (let id = 0; id < logits.length; id++) {
      const logit = logits[id]!;
      if (logit > largest) largest = logit;
      if (logit === Number.NEGATIVE_INFINITY) ids[--behind] = id;
      else ids[count++] = id;
    }
    this.#count = count;
    this.#order.begin(count);
    this.#largest = largest;
    this.#weighed = false;
  }

  /**
   * How many of the likeliest tokens it takes until their weights add up to `target`, or to more; the last of them is put in
   * its place. Where rounding leaves the sum short of it, the last token with any weight is taken to reach it.
   */
  #reach(target: number, past: boolean): number {
    const { ids } = this.#order;
    const weights = this.#weights;
    let sum = 0;
    for (let start = 0; start < this.#count; ) {
      const end = this.#order.endOf(start);
      if (end - start > COARSE) {
        this.#order.refine(start);
        continue;
      }
      let next = sum;
      for (let place = start; place < end; place++) next += weights[ids[place]!]!;
      if (past ? next <= target : next < target) {
        sum = next;
        start = end;
      } else if (end - start > 1) {
        this.#order.refine(start);
      } else {
        this.#reached = next;
        return end;
      }
    }
    const count = this.#countLikely(Number.MIN_VALUE);
    this.#order.split(count - 1);
    this.#order.split(count);
    this.#reached = sum;
    return count;
  }

  /** How many of the likeliest tokens weigh at least `share` of the likeliest one. */
  #countLikely(share: number): number {
    this.#weigh();
    const { ids } = this.#order;
    const weights = this.#weights;
    const kept = this.#count;
    let count = 0;
    for (let place = 0; place < kept; place++) if (weights[ids[place]!]! >= share) count++;
    return count;
  }

  /** After logits have fallen: the first that is as large as the largest was ends the search. */
  #findLargest(): void {
    const { ids } = this.#order;
    const logits = this.#logits;
    const count = this.#count;
    const before = this.#largest;
    let largest = Number.NEGATIVE_INFINITY;
    for (let place = 0; place < count && largest < before; place++) {
      const logit = logits[ids[place]!]!;
      if (logit > largest) largest = logit;
    }
    this.#largest = largest;
    this.#weighed = false;
  }

  /** Brings the weights up to date, and their sum. */
  #weigh(): void {
    if (this.#weighed && this.#mass > 0) return;
    const { ids } = this.#order;
    const weights = this.#weights;
    const count = this.#count;
    if (this.#weighed) {
      let mass = 0;
      for (let place = 0; place < count; place++) mass += weights[ids[place]!]!;
      this.#mass = mass;
    } else {
      this.#mass = writeWeights(weights, this.#logits, ids, count, this.#largest, this.#temperature);
      this.#weighed = true;
    }
  }

  #checkLength(length: number): void {
    if (length !== this.size) throw new RangeError(`a row of ${length} tokens for a vocabulary of ${this.size}`);
  }

  #checkId(id: number): void {
    if (!(Number.isInteger(id) && id >= 0 && id < this.size))
      throw new RangeError(`there is no token ${id} in a vocabulary of ${this.size}`);
  }
}
