import { l10n } from 'vscode';
import { table } from '../../../inspection/markdown';
import type { Writing } from './writing';

const ATTENDED = 20;

/** Attention, layers and embedding, as far as they were asked for. */
export function insideParts({ shown, label, share, number }: Writing): readonly string[] {
  const { attention, layers, embedding, ids } = shown.frame.inspection;
  const parts: string[] = [];
  if (attention) {
    const { weights, tokens } = attention;
    const mean = Array.from({ length: tokens }, (_, token) => meanOf(weights, token, tokens));
    const strongest = [...mean.keys()].sort((a, b) => mean[b]! - mean[a]!).slice(0, ATTENDED);
    const rows = strongest.map((token) => [label(ids[token]!), String(token), share(mean[token]!)]);
    parts.push(`## ${l10n.t('Attention')}`, table([l10n.t('Token'), l10n.t('Position'), l10n.t('Mean over all heads')], rows));
  }
  if (layers) {
    const rows = layers.map(({ layer, top }) => [
      String(layer + 1),
      top.map(({ id, logprob }) => `${label(id)} ${share(Math.exp(logprob))}`).join(', '),
    ]);
    parts.push(`## ${l10n.t('Layers')}`, table([l10n.t('Layer'), l10n.t('What the model would have said')], rows));
  }
  if (embedding) {
    const rows = embedding.neighbours.map(({ id, cosine }) => [label(id), String(id), number(cosine)]);
    const length = l10n.t('Length {0}', number(embedding.norm));
    parts.push(`## ${l10n.t('Embedding')}`, length, table([l10n.t('Token'), l10n.t('Id'), l10n.t('Cosine')], rows));
  }
  return parts;
}

function meanOf(weights: Float32Array, token: number, tokens: number): number {
  let sum = 0;
  for (let at = token; at < weights.length; at += tokens) sum += weights[at]!;
  return sum / (weights.length / tokens);
}
