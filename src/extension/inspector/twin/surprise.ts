import { l10n } from 'vscode';
import { surprise } from '../../../inspection/entropy';
import { table } from '../../../inspection/markdown';
import type { ScannedToken } from '../../../protocol/inspection';
import type { Writing } from './writing';

const MOST = 20;

/** What of a text that was read the model expected least. */
export function surprisePart(tokens: readonly ScannedToken[], { label, share, number }: Writing): readonly string[] {
  if (tokens.length === 0) return [];
  const bits = tokens.reduce((sum, { logprob }) => sum + surprise(logprob), 0) / tokens.length;
  const worst = [...tokens].sort((a, b) => a.logprob - b.logprob).slice(0, MOST);
  const rows = worst.map(({ id, logprob, rank, top: [expected] }) => [
    label(id),
    number(surprise(logprob)),
    String(rank),
    expected ? `${label(expected.id)} ${share(Math.exp(expected.logprob))}` : '',
  ]);
  return [
    `## ${l10n.t('Surprise')}`,
    l10n.t('{0} tokens were read: {1} bits each.', tokens.length, number(bits)),
    table([l10n.t('Token'), l10n.t('Bits'), l10n.t('Rank'), l10n.t('Expected')], rows),
  ];
}
