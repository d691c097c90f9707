import { Candidates } from './candidates';
import { chain, STANDARD_ORDER } from './chain';
import { type Draw, draw } from './draw';
import { Explanation } from './explanation';
import type { Random } from './random';
import type { SamplingSettings } from './settings';
import type { SamplingStep } from './step';

export interface Choice {
  readonly id: number;
  /** Natural log-probability before any setting or constraint. */
  readonly logprob: number;
  /** Among the tokens that were drawn from. */
  readonly probability: number;
}

/** Chooses tokens, one after the other: the steps of some settings, and then a draw. Without chance it is greedy. */
export class Sampler {
  readonly #candidates: Candidates;
  readonly #steps: readonly SamplingStep[];
  readonly #random: Random;
  readonly #counts: Uint32Array; // (steps + 1) tokens that each step received, and that were drawn from
  readonly #temperatures: Float64Array; // (steps + 1) likewise
  #loaded = false;
  #draw: Draw | undefined;

  /**
   * @param vocabulary how many tokens there are; or candidates to use again, one sampler at a time, as they are large
   * @throws RangeError for beam search, which draws no tokens, and for an order with a step twice
   */
  constructor(settings: SamplingSettings, vocabulary: number | Candidates, random: Random, order = STANDARD_ORDER) {
    this.#steps = chain(settings, order);
    this.#candidates = typeof vocabulary === 'number' ? new Candidates(vocabulary) : vocabulary;
    this.#random = random;
    this.#counts = new Uint32Array(order.length + 1);
    this.#temperatures = new Float64Array(order.length + 1);
  }

  /**
   * The next token; undefined if none is possible.
   * @param recent tokens of the recent text, for the repetition penalty
   * @param allowed only these tokens, if given
   * @throws RangeError on logits that are no numbers, and on ids that do not exist
   */
  choose(logits: Float32Array, recent: Iterable<number>, allowed?: Iterable<number>): Choice | undefined {
    this.#loaded = false;
    this.#candidates.load(logits, allowed);
    return this.#choose(recent);
  }

  /**
   * The same from probabilities, such as a mixture of the model with something else.
   * @param scale the logit of a probability of 1, which the repetition penalty depends on
   */
  chooseFrom(probabilities: Float64Array, recent: Iterable<number>, allowed?: Iterable<number>, scale = 0): Choice | undefined {
    this.#loaded = false;
    this.#candidates.loadProbabilities(probabilities, allowed, scale);
    return this.#choose(recent);
  }

  /** The next token from what this sampler's candidates were loaded with last, by it or by another one with other settings. */
  chooseLoaded(recent: Iterable<number>): Choice | undefined {
    this.#loaded = false;
    this.#candidates.restart();
    return this.#choose(recent);
  }

  /** Another draw from the same distribution. */
  again(): Choice | undefined {
    this.#requireLoaded();
    this.#draw = undefined;
    if (this.#candidates.count === 0) return undefined;
    this.#draw = draw(this.#candidates, this.#random);
    const { id } = this.#draw;
    return { id, logprob: this.#candidates.logprob(id), probability: this.#candidates.probability(id) };
  }

  /** How the last token was chosen. A copy, so that it stays true when the next one is. */
  explain(): Explanation {
    this.#requireLoaded();
    return new Explanation({
      ...this.#candidates.snapshot(),
      steps: this.#steps,
      counts: this.#counts.slice(),
      temperatures: this.#temperatures.slice(),
      draw: this.#draw,
    });
  }

  #choose(recent: Iterable<number>): Choice | undefined {
    for (let index = 0; index < this.#steps.length; index++) {
      this.#note(index);
      if (this.#candidates.count > 0) this.#steps[index]!.apply(this.#candidates, recent);
    }
    this.#note(this.#steps.length);
    this.#loaded = true;
    return this.again();
  }

  #note(index: number): void {
    this.#counts[index] = this.#candidates.count;
    this.#temperatures[index] = this.#candidates.temperature;
  }

  #requireLoaded(): void {
    if (!this.#loaded) throw new Error('no token was chosen yet');
  }
}
