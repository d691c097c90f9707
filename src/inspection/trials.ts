import { Candidates } from '../sampling/candidates';
import { type Random, seededRandom } from '../sampling/random';
import { type Choice, Sampler } from '../sampling/sampler';
import type { NextTokens } from './next-tokens';
import type { Rules } from './rules';

/**
 * Has rules tried on a distribution, one after another. What is the same for all of them is done once: a slider that is
 * dragged loads nothing and allocates little.
 */
export class Trials {
  readonly size: number;
  readonly #candidates: Candidates;
  #loaded: { readonly next: NextTokens; readonly allowed: Rules['allowed'] } | undefined;

  /** @param size of the vocabulary */
  constructor(size: number) {
    this.size = size;
    this.#candidates = new Candidates(size);
  }

  /**
   * A sampler of these rules that has chosen its first token. It chooses others until the next trial begins.
   * @param random where chance comes from; the settings' seed when absent
   */
  begin(next: NextTokens, rules: Rules, random?: Random): { readonly sampler: Sampler; readonly first: Choice | undefined } {
    const { settings, order, recent, allowed } = rules;
    const sampler = new Sampler(settings, this.#candidates, random ?? seededRandom(settings.seed), order);
    if (this.#loaded?.next === next && this.#loaded.allowed === allowed) return { sampler, first: sampler.chooseLoaded(recent) };
    this.#loaded = undefined;
    const first = next.memory
      ? sampler.chooseFrom(next.mixed, recent, allowed, next.mixedMass)
      : sampler.choose(next.logits, recent, allowed);
    this.#loaded = { next, allowed };
    return { sampler, first };
  }
}
