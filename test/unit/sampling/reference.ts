/** The sampling steps once more, as plainly as they can be written: objects, whole sorts, `Math.exp`. */
import type { SamplingSettings } from '../../../src/sampling/settings';
import type { CutBy, StepName } from '../../../src/sampling/step';

export interface ReferenceStage {
  readonly name: StepName;
  /** Kept tokens, likeliest first. */
  readonly kept: readonly number[];
  readonly removedMass: number;
}

export interface Reference {
  readonly kept: readonly number[];
  readonly probabilities: ReadonlyMap<number, number>;
  readonly logprobs: readonly number[];
  readonly cutBy: ReadonlyMap<number, CutBy>;
  readonly stages: readonly ReferenceStage[];
  /** A sum or a ratio came so close to a threshold that rounding decides. */
  readonly close: boolean;
}

interface Token {
  readonly id: number;
  logit: number;
}

const CLOSE = 1e-11;
const OFF = 1e-300; // below this, a quotient may have lost its digits

export function sampleSlowly(
  settings: Omit<SamplingSettings, 'strategy' | 'seed' | 'beams' | 'lengthPenalty'>,
  order: readonly StepName[],
  logits: readonly number[],
  recent: readonly number[],
  allowed?: readonly number[],
): Reference {
  const repeated = new Set(recent);
  const possible = new Set(allowed ?? logits.keys());
  const cutBy = new Map<number, CutBy>();
  const stages: ReferenceStage[] = [];
  let close = false;
  let temperature = 1;
  let tokens: Token[] = [];
  logits.forEach((logit, id) => {
    if (logit === Number.NEGATIVE_INFINITY) cutBy.set(id, 'model');
    else if (!possible.has(id)) cutBy.set(id, 'constraint');
    else tokens.push({ id, logit });
  });

  const sort = () => tokens.sort((a, b) => b.logit - a.logit || a.id - b.id);
  const weights = () => tokens.map(({ logit }) => Math.exp((logit - tokens[0]!.logit) / temperature));
  const near = (value: number, threshold: number) => {
    if (threshold > OFF && threshold < 1 && Math.abs(value - threshold) < CLOSE * threshold) close = true;
  };

  const howManyStay = (name: StepName): number => {
    switch (name) {
      case 'repetition-penalty':
        for (const token of tokens) {
          if (repeated.has(token.id)) token.logit *= token.logit > 0 ? 1 / settings.repetitionPenalty : settings.repetitionPenalty;
        }
        sort();
        return tokens.length;
      case 'temperature':
        if (settings.temperature === 0) return 1;
        temperature = settings.temperature;
        return tokens.length;
      case 'top-k':
        return settings.topK === 0 ? tokens.length : settings.topK;
      case 'top-p': {
        if (settings.topP === 1) return tokens.length;
        const shares = normalize(weights());
        let sum = 0;
        let count = 0;
        while (count < tokens.length && (count === 0 || sum < settings.topP)) {
          sum += shares[count++]!;
          near(sum, settings.topP);
        }
        return count;
      }
      case 'min-p': {
        if (settings.minP === 0) return tokens.length;
        const ratios = weights();
        for (const ratio of ratios) near(ratio, settings.minP);
        return ratios.filter((ratio) => ratio >= settings.minP).length;
      }
    }
  };

  sort();
  for (const name of order) {
    const stay = tokens.length === 0 ? 0 : howManyStay(name);
    const shares = normalize(weights());
    for (const { id } of tokens.slice(stay)) cutBy.set(id, name);
    stages.push({ name, kept: tokens.slice(0, stay).map(({ id }) => id), removedMass: total(shares.slice(stay)) });
    tokens = tokens.slice(0, stay);
  }
  const shares = normalize(weights());
  return {
    kept: tokens.map(({ id }) => id),
    probabilities: new Map(tokens.map(({ id }, index) => [id, shares[index]!])),
    logprobs: logprobs(logits),
    cutBy,
    stages,
    close,
  };
}

export const total = (numbers: readonly number[]) => numbers.reduce((sum, number) => sum + number, 0);

function normalize(weights: readonly number[]): number[] {
  const sum = total(weights);
  return weights.map((weight) => weight / sum);
}

function logprobs(logits: readonly number[]): number[] {
  const largest = Math.max(...logits);
  const sum = total(logits.map((logit) => Math.exp(logit - largest)));
  return logits.map((logit) => logit - largest - Math.log(sum));
}
