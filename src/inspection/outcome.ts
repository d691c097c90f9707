import type { Inspection } from '../protocol/inspection';
import { Candidates } from '../sampling/candidates';
import { STANDARD_ORDER } from '../sampling/chain';
import type { Distribution } from '../sampling/distribution';
import type { Explanation } from '../sampling/explanation';
import { seededRandom } from '../sampling/random';
import { recentOf } from '../sampling/repetition-penalty';
import { Sampler } from '../sampling/sampler';
import type { SamplingSettings } from '../sampling/settings';
import type { Cut, StepName } from '../sampling/step';
import type { NextTokens } from './next-tokens';
import type { Vocabulary } from './vocabulary';

/** What decides, besides the model, which token comes next. */
export interface Rules {
  readonly settings: SamplingSettings;
  /** The steps' order; completions use `STANDARD_ORDER`. */
  readonly order: readonly StepName[];
  /** Tokens of the recent text, for the repetition penalty. */
  readonly recent: readonly number[];
  /** Only these tokens, where healing spells something again. */
  readonly allowed?: readonly number[];
}

/** What a step of the chain did. */
export interface StageReport {
  readonly name: StepName;
  /** Tokens that it received, and how many of them it kept. */
  readonly received: number;
  readonly kept: number;
  /** The probability of what it cut, in what it received. */
  readonly removed: number;
}

/** The rules of completions for an inspected position. */
export function rulesOf(
  { ids, position, healed }: Pick<Inspection, 'ids' | 'position' | 'healed'>,
  settings: SamplingSettings,
  vocabulary: Vocabulary,
  order: readonly StepName[] = STANDARD_ORDER,
): Rules {
  const heals = healed.length > 0 && position === ids.length - 1;
  return {
    settings: sampling(settings),
    order,
    recent: recentOf([...ids.subarray(0, position + 1)]),
    ...(heals ? { allowed: vocabulary.spelling(healed) } : {}),
  };
}

/** What some rules make of a distribution: the same steps as in a completion, done by the same code. */
export class Outcome {
  readonly next: NextTokens;
  readonly rules: Rules;
  readonly explanation: Explanation;
  readonly stages: readonly StageReport[];
  readonly #distributions: readonly Distribution[]; // (stages + 1) what each received, and what is drawn from
  #sums: { readonly stage: number; readonly weights: number[] } | undefined; // of the likeliest, as a step received them

  /** @param candidates of the vocabulary's size, to use again, as they are large */
  constructor(next: NextTokens, rules: Rules, candidates = new Candidates(next.size)) {
    this.next = next;
    this.rules = rules;
    const sampler = samplerOf(rules, candidates);
    begin(sampler, next, rules);
    this.explanation = sampler.explain();
    this.#distributions = this.#distinct();
    this.stages = this.explanation.stages.map((stage) => ({
      name: stage.name,
      received: stage.received.count,
      kept: stage.kept,
      removed: stage.kept === stage.received.count ? 0 : stage.removedMass,
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

  /** The same as the explanation says, from the order that is known already; undefined where it does not hold. */
  #quickly(by: StepName, index: number, id: number): Cut | undefined {
    if (this.#isPenalized || this.rules.allowed) return undefined;
    const { topK, topP } = this.rules.settings;
    switch (by) {
      case 'top-k':
        return { by, rank: this.next.rank(id), k: topK };
      case 'top-p':
        return { by, likelier: this.#likelier(index, id), p: topP };
      case 'min-p':
      case 'temperature':
      case 'repetition-penalty':
        return undefined;
    }
  }

  /** The probability of all tokens likelier than `id`, in what a step received. */
  #likelier(stage: number, id: number): number {
    if (this.#sums?.stage !== stage) this.#sums = { stage, weights: [0] };
    const { weights } = this.#sums;
    const rank = this.next.rank(id);
    while (weights.length < rank) weights.push(weights.at(-1)! + this.received(stage, this.next.at(weights.length)));
    return weights[rank - 1]!;
  }
}

/** One draw after the other from the same distribution, by the numbers of a seed. The first is what a completion draws. */
export function* draws(
  next: NextTokens,
  rules: Rules,
  seed: number,
  candidates = new Candidates(next.size),
): Generator<{ readonly id: number; readonly number: number }> {
  const numbers: number[] = [];
  const random = seededRandom(seed);
  const noting = {
    next() {
      numbers[0] = random.next();
      return numbers[0];
    },
  };
  const sampler = new Sampler(rules.settings, candidates, noting, rules.order);
  for (let choice = begin(sampler, next, rules); choice; choice = sampler.again()) yield { id: choice.id, number: numbers[0]! };
}

const samplerOf = ({ settings, order }: Rules, candidates: Candidates) =>
  new Sampler(settings, candidates, seededRandom(settings.seed), order);

function begin(sampler: Sampler, { logits, mixed, memory }: NextTokens, { recent, allowed }: Rules) {
  return memory ? sampler.chooseFrom(mixed, recent, allowed) : sampler.choose(logits, recent, allowed);
}

/** Beam search follows the likeliest continuations and draws nothing: one step of it, looked at alone, is greedy. */
function sampling(settings: SamplingSettings): SamplingSettings {
  return settings.strategy === 'beam' ? { ...settings, strategy: 'greedy' } : settings;
}
