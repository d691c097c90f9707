import { l10n } from 'vscode';
import { settlesAt } from '../../../inspection/layers';
import { table } from '../../../inspection/markdown';
import type { Inspection } from '../../../protocol/inspection';
import { heading } from './heading';
import type { Writing } from './writing';

/** What the model would have said after each layer, and from which on it said the same. */
export function layersPart(layers: NonNullable<Inspection['layers']>, { label, scored, integer }: Writing): readonly string[] {
  const answer = layers.at(-1)?.top[0];
  const rows = layers.map(({ top }, index) => [integer(index + 1), top.map(scored).join(', ')]);
  return [
    heading(2, l10n.t('Layers'), 'computed'),
    ...(answer
      ? [l10n.t('{0} stays the likeliest from layer {1} of {2} on.', label(answer.id), integer(settlesAt(layers)), integer(layers.length))]
      : []),
    table([l10n.t('Layer'), l10n.t('What the model would have said')], rows),
  ];
}

/** The vector of the token that is looked at, and the tokens with the nearest ones. */
export function embeddingPart(
  { norm, neighbours }: NonNullable<Inspection['embedding']>,
  { shown, label, fixed }: Writing,
): readonly string[] {
  const { ids, position } = shown.frame.inspection;
  const rows = neighbours.map(({ id, cosine }) => [label(id), String(id), fixed(cosine, 3)]);
  return [
    heading(2, l10n.t('Embedding'), 'computed'),
    l10n.t('{0} has a vector of length {1}; the tokens nearest to it by cosine:', label(ids[position]!), fixed(norm)),
    table([l10n.t('Token'), l10n.t('Id'), l10n.t('Cosine')], rows),
  ];
}
