import type { PanelModel } from '../protocol/panel';
import type { Outcome } from './outcome';
import { hex } from './token-label';
import type { Vocabulary } from './vocabulary';

export interface JsonSubject {
  readonly model: Pick<PanelModel, 'name'>;
  readonly ids: Iterable<number>;
  readonly position: number;
  readonly healed: Iterable<number>;
}

/** The likeliest tokens, as they are, and the settings as JSON text, numbers in full. */
export function json({ model, ids, position, healed }: JsonSubject, outcome: Outcome, vocabulary: Vocabulary, most: number): string {
  const { next, rules, stages } = outcome;
  const top = [...next.likeliest(Math.min(most, next.size))].map((id) => ({
    id,
    token: vocabulary.text(id),
    bytes: hex(vocabulary.bytes(id)),
    logit: next.logits[id]!,
    model: next.model[id]!,
    final: outcome.final(id),
    cutBy: outcome.explanation.cutBy(id) ?? null,
  }));
  const value = {
    model: model.name,
    ids: [...ids],
    position,
    healed: [...healed],
    settings: rules.settings,
    order: rules.order,
    entropy: next.entropy,
    top,
    tail: Math.max(0, 1 - next.cumulative(top.length)),
    samplers: stages,
  };
  return `${JSON.stringify(value, null, 2)}\n`;
}
