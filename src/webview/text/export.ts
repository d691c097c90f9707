import { csv } from '../../inspection/csv';
import { effectiveChoices } from '../../inspection/entropy';
import { markdown } from '../../inspection/markdown';
import { plainLabel } from '../../inspection/token-label';
import type { CopyFormat } from '../../protocol/panel';
import { settingsShown } from '../model/update';
import type { Page } from '../page';
import { placeOf } from './place';
import { verdict } from './verdict';

const ROWS = 50; // of a text for people
const TOP = 256; // of data

/** What is shown, as text in one of the formats; undefined when nothing is. */
export function exported(page: Page, format: CopyFormat): string | undefined {
  const { state, outcome } = page;
  if (!state.frame || !state.vocabulary || !outcome) return undefined;
  switch (format) {
    case 'markdown':
      return asMarkdown(page);
    case 'csv':
      return csv(outcome, state.vocabulary, TOP);
    case 'json':
      return asJson(page);
  }
}

function asMarkdown(page: Page): string | undefined {
  const { state, text, format, next, outcome } = page;
  const { frame, vocabulary } = state;
  if (!frame || !vocabulary || !next || !outcome) return undefined;
  const { columns } = text.next;
  const words = {
    title: text.title,
    place: placeOf(frame.source, text, format),
    summary: [
      text.header.entropy(format.fixed(next.entropy), format.fixed(effectiveChoices(next.entropy), 1)),
      state.model ? state.model.name : '',
    ]
      .filter(Boolean)
      .join(' · '),
    context: text.sections.context,
    next: text.sections.next,
    samplers: text.sections.samplers,
    columns: [columns.rank, columns.token, columns.id, columns.logit, columns.model, columns.final, columns.verdict] as const,
    others: (count: number) => text.next.tail(format.integer(count)),
    verdict: (id: number) => {
      const cut = outcome.cut(id);
      return cut ? verdict(cut.cut, text, format) : text.next.kept;
    },
    step: (index: number) => {
      const { name, kept, received, removed } = outcome.stages[index]!;
      return `${text.samplers.names[name]}: ${text.samplers.effect(format.integer(kept), format.integer(received), format.percent(removed))}`;
    },
  };
  return markdown(frame.inspection, outcome, vocabulary, words, { most: ROWS, locale: format.locale });
}

function asJson(page: Page): string | undefined {
  const { state, next, outcome } = page;
  const { frame, vocabulary, model } = state;
  if (!frame || !vocabulary || !next || !outcome) return undefined;
  const { ids, position, healed } = frame.inspection;
  const top = [...next.likeliest(Math.min(TOP, next.size))].map((id) => ({
    id,
    token: plainLabel(vocabulary.label(id)),
    logit: next.logits[id]!,
    model: next.model[id]!,
    final: outcome.final(id),
    cutBy: outcome.explanation.cutBy(id) ?? null,
  }));
  const value = {
    model: model ? { name: model.name, sha256: model.sha256 ?? null } : null,
    ids: [...ids],
    position,
    healed: [...healed],
    settings: settingsShown(state),
    order: state.view.order,
    entropy: next.entropy,
    top,
    tail: Math.max(0, 1 - next.cumulative(top.length)),
    samplers: outcome.stages,
  };
  return `${JSON.stringify(value, null, 2)}\n`;
}
