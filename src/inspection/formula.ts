import type { StepName } from '../sampling/step';
import type { Outcome } from './outcome';
import { percent } from './percent';

/** One line of the way from a logit to the probability of being drawn: what happened, the sum written out, and what came of it. */
export interface FormulaLine {
  readonly step: 'softmax' | 'memory' | 'constraint' | StepName | 'normalise';
  readonly expression: string;
  readonly result: string;
}

/** The way of one token, with its numbers: steps that do nothing are left out, and after the one that cuts it nothing follows. */
export function formula(outcome: Outcome, id: number, locale = 'en'): readonly FormulaLine[] {
  const { next, explanation, rules } = outcome;
  const share = (probability: number) => percent(probability, locale);
  const number = numberFormat(locale);
  const lines: FormulaLine[] = [
    { step: 'softmax', expression: `e^(${number(next.logits[id]!)} − ${number(next.logMass)})`, result: share(next.model[id]!) },
  ];
  if (next.memory) {
    const { share: part, tokens } = next.memory;
    const own = tokens.find((token) => token.id === id)?.probability ?? 0;
    const expression = `${share(1 - part)} × ${share(next.model[id]!)} + ${share(part)} × ${share(own)}`;
    lines.push({ step: 'memory', expression, result: share(next.mixed[id]!) });
  }
  if (rules.allowed && explanation.cutBy(id) === 'constraint') return [...lines, { step: 'constraint', expression: '∉', result: share(0) }];
  for (const [index, { name, received }] of explanation.stages.entries()) {
    if (!received.has(id)) return lines;
    const after = explanation.stages[index + 1]?.received ?? explanation.result;
    const expression = stepExpression(outcome, index, id, { share, number });
    if (expression) lines.push({ step: name, expression, result: share(after.has(id) ? outcome.received(index + 1, id) : 0) });
  }
  if (!outcome.isKept(id)) return lines;
  const ratio = outcome.final(id);
  return [...lines, { step: 'normalise', expression: keptExpression(outcome, id, share), result: share(ratio) }];
}

interface Writing {
  readonly share: (probability: number) => string;
  readonly number: (value: number) => string;
}

function stepExpression(outcome: Outcome, index: number, id: number, { share, number }: Writing): string | undefined {
  const { settings, recent } = outcome.rules;
  const { explanation } = outcome;
  const { name, received } = explanation.stages[index]!;
  const logit = explanation.logit(id);
  switch (name) {
    case 'repetition-penalty': {
      const { repetitionPenalty } = settings;
      if (repetitionPenalty === 1 || !recent.includes(id)) return undefined;
      return `${number(logit)} ${logit > 0 ? '÷' : '×'} ${number(repetitionPenalty)} = ${number(explanation.penalizedLogit(id))}`;
    }
    case 'temperature': {
      const { temperature } = settings;
      if (temperature === 1) return undefined;
      const from = explanation.penalizedLogit(id);
      return temperature === 0 ? 'T = 0' : `${number(from)} ÷ ${number(temperature)} = ${number(from / temperature)}`;
    }
    case 'top-k': {
      if (settings.topK === 0) return undefined;
      const rank = outcome.rank(index, id);
      return `${rank} ${rank <= settings.topK ? '≤' : '>'} ${settings.topK}`;
    }
    case 'top-p': {
      if (settings.topP === 1) return undefined;
      const likelier = outcome.likelier(index, id);
      return `${share(likelier)} ${likelier < settings.topP ? '<' : '≥'} ${share(settings.topP)}`;
    }
    case 'min-p': {
      if (settings.minP === 0) return undefined;
      const probability = outcome.received(index, id);
      const least = settings.minP * received.largest;
      return `${share(probability)} ${probability >= least ? '≥' : '<'} ${share(settings.minP)} × ${share(received.largest)} = ${share(least)}`;
    }
  }
}

/** The token's probability before the last cut, by what was kept of it. */
function keptExpression(outcome: Outcome, id: number, share: Writing['share']): string {
  const cut = outcome.explanation.stages.findIndex(({ kept, received }) => kept < received.count);
  const final = outcome.final(id);
  const before = cut < 0 ? final : outcome.received(cut, id);
  const kept = cut < 0 ? 1 : before / Math.max(final, Number.MIN_VALUE);
  return `${share(before)} ÷ ${share(Math.min(1, kept))}`;
}

/** Made once for each language: that takes longer than writing a hundred numbers. */
const formats = new Map<string, Intl.NumberFormat>();

function numberFormat(locale: string): Writing['number'] {
  const format = formats.get(locale) ?? new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  formats.set(locale, format);
  return (value) => (value === Number.NEGATIVE_INFINITY ? '−∞' : format.format(value));
}
