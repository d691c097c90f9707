import { Distribution } from './distribution';
import type { Draw } from './draw';
import type { Cut, CutBy, SamplingStep, StepName } from './step';

/** What the hot path leaves behind. */
export interface Trace {
  readonly steps: readonly SamplingStep[];
  readonly counts: ArrayLike<number>; // (steps + 1) tokens that each step received, and that were drawn from
  readonly temperatures: ArrayLike<number>; // (steps + 1) likewise
  readonly raw: Float64Array; // (size) logits as loaded
  readonly logits: Float64Array; // (size) after the repetition penalty
  readonly ids: Uint32Array; // (size) the kept ones, then what the last step cut, then the step before …
  readonly draw: Draw | undefined;
}

/** What one step did. */
export interface Stage {
  readonly name: StepName;
  readonly received: Distribution;
  readonly kept: number;
  /** The probability of what it cut, in what it received. */
  readonly removedMass: number;
}

/** How one token was chosen, and why each of the others was not. Numbers are worked out when they are asked for. */
export class Explanation {
  /** The whole vocabulary, before any step or constraint. */
  readonly model: Distribution;
  readonly stages: readonly Stage[];
  /** What was drawn from. */
  readonly result: Distribution;
  /** The number drawn and where it fell; undefined if no token was possible. */
  readonly draw: Draw | undefined;
  readonly #steps: readonly SamplingStep[];
  readonly #raw: Float64Array;
  readonly #logits: Float64Array;
  readonly #places: Uint32Array; // (size) by id

  constructor({ steps, counts, temperatures, raw, logits, ids, draw }: Trace) {
    const places = new Uint32Array(ids.length);
    for (let place = 0; place < ids.length; place++) places[ids[place]!] = place;
    const penalty = steps.findIndex(({ name }) => name === 'repetition-penalty');
    const between: Distribution[] = []; // the steps, from the last
    for (let index = steps.length; index >= 0; index--) {
      const members = { ids, places, count: counts[index]! };
      between.unshift(new Distribution(members, penalty >= 0 && index > penalty ? logits : raw, temperatures[index]!, between[0]));
    }
    this.model = new Distribution({ ids, places, count: ids.length }, raw, 1);
    this.stages = steps.map(({ name }, index) => stage(name, between[index]!, counts[index + 1]!));
    this.result = between[steps.length]!;
    this.draw = draw;
    this.#steps = steps;
    this.#raw = raw;
    this.#logits = logits;
    this.#places = places;
  }

  /** As loaded. */
  logit(id: number): number {
    return this.#raw[id]!;
  }

  /** After the repetition penalty, before the temperature. */
  penalizedLogit(id: number): number {
    return this.#logits[id]!;
  }

  /** What cut a token; undefined if it was kept. Takes no time, unlike the cause. */
  cutBy(id: number): CutBy | undefined {
    const place = this.#places[id]!;
    if (place < this.result.count) return undefined;
    const step = this.#steps[this.#cuttingStep(place)];
    return step?.name ?? (this.#raw[id] === Number.NEGATIVE_INFINITY ? 'model' : 'constraint');
  }

  /** Why a token was cut, in numbers; undefined if it was kept. */
  cause(id: number): Cut | undefined {
    const by = this.cutBy(id);
    if (by === undefined) return undefined;
    if (by === 'model' || by === 'constraint') return { by };
    const index = this.#cuttingStep(this.#places[id]!);
    return this.#steps[index]!.cause(this.stages[index]!.received, id);
  }

  /** Its index, or -1 if no step cut what stands there. */
  #cuttingStep(place: number): number {
    return this.stages.findIndex(({ received, kept }) => place >= kept && place < received.count);
  }
}

const stage = (name: StepName, received: Distribution, kept: number): Stage => ({
  name,
  received,
  kept,
  get removedMass() {
    return received.massFrom(kept);
  },
});
