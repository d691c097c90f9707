import { l10n } from 'vscode';
import { attentionOf, mostAttended } from '../../../inspection/attention';
import { table } from '../../../inspection/markdown';
import type { AttentionWeights } from '../../../protocol/inspection';
import { heading } from './heading';
import type { Writing } from './writing';

const MOST = 20;

/** The most attended tokens, by the layer and head that the page shows. */
export function attentionPart(attention: AttentionWeights, { shown, label, share, fixed, integer }: Writing): readonly string[] {
  const { layer, head } = shown.tried?.attention ?? {};
  const weights = attentionOf(attention, layer, head);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const mean = l10n.t('mean of all');
  const one = (index: number | undefined) => (index === undefined ? mean : integer(index + 1));
  const { ids } = shown.frame.inspection;
  const rows = mostAttended(weights, MOST).map(({ position, weight }) => [label(ids[position]!), integer(position), share(weight)]);
  return [
    heading(2, l10n.t('Attention'), 'computed'),
    [
      l10n.t('Layer: {0}. Head: {1}.', one(layer), one(head)),
      l10n.t('{0} tokens, weights sum to {1}.', integer(weights.length), fixed(sum)),
    ].join(' '),
    table([l10n.t('Token'), l10n.t('Position'), l10n.t('Weight')], rows),
  ];
}
