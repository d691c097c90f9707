import { l10n } from 'vscode';
import { plain, table } from '../../../inspection/markdown';
import { likeliestOthers } from '../../../inspection/others';
import type { Source } from '../../../protocol/panel';
import type { Writing } from './writing';

/** A suggestion token by token, and what ended it. */
export function suggestionPart(
  { kept, ending }: Extract<Source, { readonly kind: 'suggestion' }>,
  { shown, label, share }: Writing,
): readonly string[] {
  const rows = (shown.frame.inspection.steps ?? []).map((step, index) => [
    label(step.id) + (index < kept ? '' : ` (${l10n.t('not shown')})`),
    share(Math.exp(step.chosen)),
    String(step.rank),
    step.memory ? share(step.memory.share) : '',
    likeliestOthers(step)
      .map(({ id, logprob }) => `${label(id)} ${share(Math.exp(logprob))}`)
      .join(', '),
  ]);
  const head = [l10n.t('Token'), l10n.t('Probability'), l10n.t('Rank'), l10n.t('Memory'), l10n.t('What else was likely')];
  return [`## ${l10n.t('The suggestion, token by token')}`, table(head, rows), ending.map((sentence) => `- ${plain(sentence)}`).join('\n')];
}
