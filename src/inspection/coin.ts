import { draws, type Outcome } from './outcome';

/** One throw: the number and the token on which it fell. */
export interface Flip {
  readonly id: number;
  readonly number: number;
}

/** A coin with as many sides as there are tokens: throws by the numbers of a seed, always the same ones. */
export class Coin {
  readonly outcome: Outcome;
  readonly seed: number;
  readonly #draws: Generator<Flip>;
  readonly #flips: Flip[] = [];

  constructor(outcome: Outcome, seed: number) {
    this.outcome = outcome;
    this.seed = seed;
    this.#draws = draws(outcome.next, outcome.rules, seed);
  }

  /** The first `count` flips; fewer only where no token is possible. */
  flips(count: number): readonly Flip[] {
    while (this.#flips.length < count) {
      const { value, done } = this.#draws.next();
      if (done) break;
      this.#flips.push(value);
    }
    return this.#flips.slice(0, count);
  }
}

/** How often each token was drawn, of those `shown`, and of all others together. */
export function tally(flips: readonly Flip[], shown: readonly number[]): { readonly counts: readonly number[]; readonly others: number } {
  const counts = new Map(shown.map((id) => [id, 0]));
  let others = 0;
  for (const { id } of flips) {
    const count = counts.get(id);
    if (count === undefined) others++;
    else counts.set(id, count + 1);
  }
  return { counts: [...counts.values()], others };
}

/** The token on which a number falls when these lie side by side from 0 on; undefined behind the last of them. */
export function tokenAt(number: number, drawn: ReturnType<Outcome['drawn']>): number | undefined {
  let end = 0;
  for (const { id, probability } of drawn) {
    end += probability;
    if (number < end) return id;
  }
  return undefined;
}
