import { l10n } from 'vscode';
import { plain, table } from '../../../inspection/markdown';
import { likeliestOthers } from '../../../inspection/others';
import type { Source } from '../../../protocol/panel';
import type { Writing } from './writing';

/** A suggestion token by token, with which numbers they were drawn, and what ended it. */
export function suggestionPart(
  { kept, ending, drawn }: Extract<Source, { readonly kind: 'suggestion' }>,
  { shown, label, share, locale }: Writing,
): readonly string[] {
  const format = new Intl.NumberFormat(locale, { minimumFractionDigits: 3, maximumFractionDigits: 3 });
  const rows = (shown.frame.inspection.steps ?? []).map((step, index) => [
    label(step.id) + (index < kept ? '' : ` (${l10n.t('not shown')})`),
    share(Math.exp(step.chosen)),
    String(step.rank),
    step.memory ? share(step.memory.share) : '',
    ...(drawn ? [format.format(drawn.numbers[index]!)] : []),
    likeliestOthers(step)
      .map(({ id, logprob }) => `${label(id)} ${share(Math.exp(logprob))}`)
      .join(', '),
  ]);
  const head = [
    l10n.t('Token'),
    l10n.t('Probability'),
    l10n.t('Rank'),
    l10n.t('Memory'),
    ...(drawn ? [l10n.t('Draw')] : []),
    l10n.t('What else was likely'),
  ];
  const draws = drawn
    ? [
        l10n.t(
          'A draw is a number from 0 to 1: it falls into the share of its token in the final distribution. Seed {0} gives the same numbers again.',
          String(drawn.seed),
        ),
      ]
    : [];
  return [
    `## ${l10n.t('The suggestion, token by token')}`,
    table(head, rows),
    [...draws, ...ending].map((sentence) => `- ${plain(sentence)}`).join('\n'),
  ];
}
