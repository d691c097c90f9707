import { l10n } from 'vscode';
import type { Outcome } from '../../../inspection/outcome';
import { percent } from '../../../inspection/percent';

/** Whether a token can be drawn; else by which rule it was cut, and how far it was from being kept. */
export function verdict(outcome: Outcome, id: number, locale: string): string {
  const cut = outcome.cut(id)?.cut;
  if (!cut) return l10n.t('kept');
  const share = (probability: number): string => percent(probability, locale);
  switch (cut.by) {
    case 'model':
      return l10n.t('impossible');
    case 'constraint':
      return l10n.t('cut: it does not spell what stands before the cursor');
    case 'temperature':
      return l10n.t('cut: greedy takes the likeliest');
    case 'top-k':
      return l10n.t('cut by top-k: rank {0} > {1}', cut.rank, cut.k);
    case 'top-p':
      return l10n.t('cut by top-p: the likelier ones have {0} ≥ {1}', share(cut.likelier), share(cut.p));
    case 'min-p':
      return l10n.t('cut by min-p: {0} < {1}', share(cut.probability), share(cut.p * cut.largest));
  }
}
