import { l10n } from 'vscode';
import { plain, table } from '../../../inspection/markdown';
import { likeliestOthers } from '../../../inspection/others';
import type { Source } from '../../../protocol/panel';
import { heading } from './heading';
import type { Writing } from './writing';

/** A suggestion token by token, with which numbers they were drawn, and what ended it. */
export function suggestionPart(
  { kept, ending, tokens, drawn }: Extract<Source, { readonly kind: 'suggestion' }>,
  { shown, label, share, scored, integer, fixed }: Writing,
): readonly string[] {
  const rows = (shown.frame.inspection.steps ?? []).map((step, index) => [
    label(step.id) + (index < kept ? '' : ` (${l10n.t('not shown')})`),
    share(Math.exp(step.chosen)),
    integer(step.rank),
    step.memory ? share(step.memory.share) : '',
    ...(drawn ? [fixed(drawn.numbers[index]!, 3)] : []),
    likeliestOthers(step).map(scored).join(', '),
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
    heading(2, l10n.t('The suggestion, token by token'), 'computed'),
    l10n.t('{0} of {1} tokens were shown.', integer(kept), integer(tokens.length)),
    table(head, rows),
    [...draws, ...ending].map((sentence) => `- ${plain(sentence)}`).join('\n'),
  ];
}
