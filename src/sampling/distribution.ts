import { exponential, sumOfWeights } from './exponential';

/** Who is among the candidates: those whose place is before `count`. */
export interface Members {
  readonly ids: Uint32Array; // (size) by place
  readonly places: Uint32Array; // (size) by id
  readonly count: number;
}

/** The distribution at one point of the chain, looked at afterwards: slower than the way there, and independent of it. */
export class Distribution {
  readonly #members: Members;
  readonly #logits: Float64Array; // (size)
  readonly #temperature: number;
  readonly #inner: Distribution | undefined; // a part of this one, whose weights are the same
  #largest: number | undefined; // logit
  #mass: number | undefined;
  #outerMass: number | undefined; // of what the inner one does not have

  /** @param next what the next step left of it: what is added up there is not added up again */
  constructor(members: Members, logits: Float64Array, temperature: number, next?: Distribution) {
    this.#members = members;
    this.#logits = logits;
    this.#temperature = temperature;
    // One that holds tokens holds the likeliest, which the weights are relative to.
    if (next && next.count > 0 && next.#logits === logits && next.#temperature === temperature) this.#inner = next;
  }

  /** How many tokens it has. */
  get count(): number {
    return this.#members.count;
  }

  /** The probability of the likeliest token. */
  get largest(): number {
    return this.#share(1);
  }

  has(id: number): boolean {
    return this.#members.places[id]! < this.count;
  }

  /** 0 for a token that it does not have. */
  probability(id: number): number {
    return this.has(id) ? this.#share(this.#weight(id)) : 0;
  }

  /** 1 for the likeliest; of equals the lower id comes first. */
  rank(id: number): number {
    let rank = 1;
    for (let place = 0; place < this.count; place++) if (this.#isBefore(this.#members.ids[place]!, id)) rank++;
    return rank;
  }

  /** The probability of all tokens that rank before `id`. */
  likelier(id: number): number {
    let sum = 0;
    for (let place = 0; place < this.count; place++) {
      const other = this.#members.ids[place]!;
      if (this.#isBefore(other, id)) sum += this.#weight(other);
    }
    return this.#share(sum);
  }

  /** The probability of the tokens from a place on. */
  massFrom(place: number): number {
    return this.#share(place === this.#inner?.count ? this.#massOutside() : this.#massBetween(place, this.count));
  }

  #isBefore(id: number, other: number): boolean {
    const difference = this.#logits[id]! - this.#logits[other]!;
    return difference > 0 || (difference === 0 && id < other);
  }

  #share(weight: number): number {
    const mass = this.#wholeMass();
    return mass === 0 ? 0 : weight / mass; // 0 if no token is possible
  }

  #weight(id: number): number {
    if (this.#logits[id] === Number.NEGATIVE_INFINITY) return 0;
    return exponential((this.#logits[id]! - this.#largestLogit()) / this.#temperature);
  }

  #largestLogit(): number {
    if (this.#largest === undefined) {
      this.#largest = this.#inner ? this.#inner.#largestLogit() : Number.NEGATIVE_INFINITY;
      if (!this.#inner)
        for (let place = 0; place < this.count; place++) this.#largest = Math.max(this.#largest, this.#logits[this.#members.ids[place]!]!);
    }
    return this.#largest;
  }

  #wholeMass(): number {
    this.#mass ??= this.#inner ? this.#inner.#wholeMass() + this.#massOutside() : this.#massBetween(0, this.count);
    return this.#mass;
  }

  #massOutside(): number {
    this.#outerMass ??= this.#massBetween(this.#inner?.count ?? 0, this.count);
    return this.#outerMass;
  }

  #massBetween(start: number, end: number): number {
    return sumOfWeights(this.#logits, this.#members.ids, start, end, this.#largestLogit(), this.#temperature);
  }
}
