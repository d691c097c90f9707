/**
 * How much to guess, from what guesses gave and what passes cost on this machine.
 *
 * Checking g guesses takes one pass of g + 1 tokens and gives, if each guess is right with probability p when the one before
 * was, (1 - p^(g+1)) / (1 - p) tokens. The best g gives the most tokens for the time; 0 when guessing does not pay.
 */
const LONGEST_GUESS = 15;
/** Weight of a new measurement. */
const LEARNING = 0.1;
/** Longer repetitions are right more often, so they are counted apart: below 4 tokens, below 8, and longer. */
const CLASSES = [4, 8, Number.POSITIVE_INFINITY] as const;

export class Pace {
  readonly #right = [0.5, 0.7, 0.8];
  /** Milliseconds of a pass by its tokens (index), as far as measured. */
  readonly #times: (number | undefined)[] = [];

  /** How many tokens to guess after a repetition of this length. */
  length(match: number): number {
    const p = Math.min(0.98, this.#right[classOf(match)]!);
    let best = 0;
    let bestRate = 1 / this.#time(1);
    for (let guessed = 1; guessed <= LONGEST_GUESS; guessed++) {
      const rate = (1 - p ** (guessed + 1)) / (1 - p) / this.#time(guessed + 1);
      if (rate > bestRate) [best, bestRate] = [guessed, rate];
    }
    return best;
  }

  /** @param checked guesses that the model gave an answer to: the right ones, and the first wrong one */
  learn(match: number, right: number, checked: number): void {
    const index = classOf(match);
    for (let guess = 0; guess < checked; guess++) {
      this.#right[index] = (1 - LEARNING) * this.#right[index]! + (guess < right ? LEARNING : 0);
    }
  }

  /** @param tokens of one pass; @param time in milliseconds */
  measure(tokens: number, time: number): void {
    if (tokens > LONGEST_GUESS + 1) return;
    const known = this.#times[tokens];
    this.#times[tokens] = known === undefined ? time : (1 - LEARNING) * known + LEARNING * time;
  }

  /** Between measured ones in proportion; beyond them as usual machines do: 8 tokens take about twice the time of one. */
  #time(tokens: number): number {
    const one = this.#times[1] ?? 10;
    const usual = (count: number) => one * (1 + (count - 1) / 7);
    const known = this.#times[tokens];
    if (known !== undefined) return known;
    for (let fewer = tokens - 1; fewer > 1; fewer--) {
      const measured = this.#times[fewer];
      if (measured !== undefined) return (measured / usual(fewer)) * usual(tokens);
    }
    return usual(tokens);
  }
}

const classOf = (match: number) => CLASSES.findIndex((below) => match < below);
