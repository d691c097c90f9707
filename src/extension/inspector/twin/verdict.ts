import { l10n } from 'vscode';
import type { Format } from '../../../inspection/format';
import type { Outcome } from '../../../inspection/outcome';

/** Whether a token can be drawn; else by which rule it was cut, and how far it was from being kept. */
export function verdict(outcome: Outcome, id: number, format: Format): string {
  const cut = outcome.cut(id)?.cut;
  if (!cut) return l10n.t('kept');
  const share = (probability: number): string => format.percent(probability);
  switch (cut.by) {
    case 'model':
      return l10n.t('impossible: its logit is −∞');
    case 'constraint':
      return l10n.t('cut: it does not spell what stands before the cursor');
    case 'temperature':
      return l10n.t('cut: greedy takes the likeliest');
    case 'top-k':
      return l10n.t('cut by top-k: rank {0} > {1}', format.integer(cut.rank), format.integer(cut.k));
    case 'top-p':
      return l10n.t('cut by top-p: the likelier ones have {0} ≥ {1}', share(cut.likelier), share(cut.p));
    case 'min-p': {
      const { probability, p, largest } = cut;
      return l10n.t('cut by min-p: {0} < {1} = {2} of {3}', share(probability), share(p * largest), share(p), share(largest));
    }
  }
}
