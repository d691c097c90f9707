import type { Distribution } from '../sampling/distribution';
import type { Explanation } from '../sampling/explanation';
import { seededRandom } from '../sampling/random';
import type { Cut, StepName } from '../sampling/step';
import type { NextTokens } from './next-tokens';
import type { Rules } from './rules';
import { Trials } from './trials';

/** What a step of the chain did. */
export interface StageReport {
  readonly name: StepName;
  /** Tokens that it received, and how many of them it kept. */
  readonly received: number;
  readonly kept: number;
  /** The probability of what it cut, in what it received. */
  readonly removed: number;
}

/** What some rules make of a distribution: the same steps as in a completion, done by the same code. */
export class Outcome {
  readonly next: NextTokens;
  readonly rules: Rules;
  readonly explanation: Explanation;
  readonly stages: readonly StageReport[];
  readonly #distributions: readonly Distribution[]; // (stages + 1) what each received, and what is drawn from
  #sums: { readonly stage: number; readonly weights: number[] } | undefined; // of the likeliest, as a step received them

  /** @param trials to be shared by the outcomes of a vocabulary */
  constructor(next: NextTokens, rules: Rules, trials = new Trials(next.size)) {
    this.next = next;
    this.rules = rules;
    this.explanation = trials.begin(next, rules).sampler.explain();
    this.#distributions = this.#distinct();
    this.stages = this.explanation.stages.map((stage) => ({
      name: stage.name,
      received: stage.received.count,
      kept: stage.kept,
      get removed() {
        return stage.kept === stage.received.count ? 0 : stage.removedMass; // adds up much of a vocabulary
      },
    }));
  }

  /** How many tokens can be drawn. */
  get kept(): number {
    return this.explanation.result.count;
  }

  isKept(id: number): boolean {
    return this.explanation.result.has(id);
  }

  /** With what probability a token is drawn; 0 for one that was cut. The kept ones' add up to 1. */
  final(id: number): number {
    return this.received(this.stages.length, id);
  }

  /** The probability of a token in what a step of the chain received; in what is drawn from, for the step after the last. */
  received(stage: number, id: number): number {
    const distribution = this.#distributions[stage]!;
    return distribution === this.explanation.model ? this.next.mixed[id]! : distribution.probability(id);
  }

  /** The probability of the `count` likeliest tokens together, by the order before the settings. */
  finalOf(count: number): number {
    let sum = 0;
    for (const id of this.next.likeliest(count)) sum += this.final(id);
    return Math.min(1, sum);
  }

  /** The tokens that can be drawn, likeliest first; at most so many. */
  drawn(most: number): readonly { readonly id: number; readonly probability: number }[] {
    const found: { readonly id: number; readonly probability: number }[] = [];
    const penalized = this.#isPenalized ? this.rules.recent : [];
    for (let rank = 1; rank <= this.next.size && found.length < Math.min(most + penalized.length, this.kept); rank++) {
      const id = this.next.at(rank);
      if (this.isKept(id)) found.push({ id, probability: this.final(id) });
    }
    if (penalized.length > 0)
      found.sort((a, b) => this.explanation.penalizedLogit(b.id) - this.explanation.penalizedLogit(a.id) || a.id - b.id);
    return found.slice(0, most);
  }

  /** Why a token was cut, in numbers, and by which step of the chain, from 1; undefined if it was kept. */
  cut(id: number): { readonly cut: Cut; readonly step: number } | undefined {
    const by = this.explanation.cutBy(id);
    if (by === undefined) return undefined;
    if (by === 'model' || by === 'constraint') return { cut: { by }, step: 0 };
    const index = this.rules.order.indexOf(by);
    return { cut: this.#quickly(by, index, id) ?? this.explanation.cause(id)!, step: index + 1 };
  }

  /** The rank of a token in what a step of the chain received, from 1. */
  rank(stage: number, id: number): number {
    return this.#keepsOrder ? this.next.rank(id) : this.explanation.stages[stage]!.received.rank(id);
  }

  /** The probability of all tokens likelier than `id`, in what a step of the chain received. */
  likelier(stage: number, id: number): number {
    return this.#keepsOrder ? this.#likelierByRank(stage, id) : this.explanation.stages[stage]!.received.likelier(id);
  }

  /** Whether the tokens that a step received are the likeliest ones, by the order that is known already. */
  get #keepsOrder(): boolean {
    return !this.#isPenalized && !this.rules.allowed;
  }

  get #isPenalized(): boolean {
    return this.rules.settings.repetitionPenalty !== 1 && this.rules.order.includes('repetition-penalty');
  }

  /**
   * Steps that change nothing receive what they give. Each distribution adds up the whole vocabulary when it is first asked,
   * so the same one is asked for all of them, and none where it is the model's own.
   */
  #distinct(): readonly Distribution[] {
    const { stages, result, model } = this.explanation;
    const { settings, order, allowed } = this.rules;
    const isIdle = (index: number) => {
      const { name, kept, received } = stages[index]!;
      const changes = { 'repetition-penalty': this.#isPenalized, temperature: ![0, 1].includes(settings.temperature) };
      return kept === received.count && !(name in changes && changes[name as keyof typeof changes]);
    };
    const found: Distribution[] = [];
    for (const [index, distribution] of [...stages.map(({ received }) => received), result].entries()) {
      const before = found[index - 1];
      if (index === 0) found.push(allowed ? distribution : model);
      else found.push(before && isIdle(index - 1) ? before : distribution);
    }
    return order.length === 0 ? [allowed ? result : model] : found;
  }

  /** The same as the explanation says, where that would go through the vocabulary; undefined where it would not. */
  #quickly(by: StepName, index: number, id: number): Cut | undefined {
    const { topK, topP } = this.rules.settings;
    switch (by) {
      case 'top-k':
        return { by, rank: this.rank(index, id), k: topK };
      case 'top-p':
        return { by, likelier: this.likelier(index, id), p: topP };
      case 'min-p':
      case 'temperature':
      case 'repetition-penalty':
        return undefined;
    }
  }

  #likelierByRank(stage: number, id: number): number {
    if (this.#sums?.stage !== stage) this.#sums = { stage, weights: [0] };
    const { weights } = this.#sums;
    const rank = this.next.rank(id);
    while (weights.length < rank) weights.push(weights.at(-1)! + this.received(stage, this.next.at(weights.length)));
    return weights[rank - 1]!;
  }
}

/** One draw after the other from the same distribution, by the numbers of a seed. The first is what a completion draws. */
export function* draws(next: NextTokens, rules: Rules, seed: number): Generator<{ readonly id: number; readonly number: number }> {
  const numbers: number[] = [];
  const random = seededRandom(seed);
  const noting = {
    next() {
      numbers[0] = random.next();
      return numbers[0];
    },
  };
  const { sampler, first } = new Trials(next.size).begin(next, rules, noting);
  for (let choice = first; choice; choice = sampler.again()) yield { id: choice.id, number: numbers[0]! };
}
