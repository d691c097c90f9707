import { l10n } from 'vscode';
import { surprise } from '../../../inspection/entropy';
import { mostSurprising, summarize } from '../../../inspection/foresight';
import { table } from '../../../inspection/markdown';
import type { ScannedToken } from '../../../protocol/inspection';
import { heading } from './heading';
import type { Writing } from './writing';

const MOST = 20;

/** How well a text that was read was foreseen, and what of it least. */
export function surprisePart(tokens: readonly ScannedToken[], { label, scored, fixed, integer }: Writing): readonly string[] {
  const title = heading(2, l10n.t('Surprise'), 'computed');
  const summary = summarize(tokens);
  if (!summary) return [title, l10n.t('There was no token to foresee.')];
  const rows = mostSurprising(tokens, MOST).map(({ id, start, end, logprob, rank, top: [expected] }) => [
    label(id),
    `${integer(start)}–${integer(end)}`,
    fixed(surprise(logprob), 1),
    integer(rank),
    expected ? scored(expected) : '',
  ]);
  const head = [l10n.t('Token'), l10n.t('Characters'), l10n.t('Bits'), l10n.t('Rank'), l10n.t('Expected')];
  return [
    title,
    [
      l10n.t('Bits a token: {0}', fixed(summary.bitsPerToken)),
      l10n.t('Bits a character: {0}', fixed(summary.bitsPerCharacter)),
      l10n.t('Perplexity: {0}', fixed(summary.perplexity, 1)),
      l10n.t('Tokens read: {0}', integer(summary.tokens)),
    ]
      .map((line) => `- ${line}`)
      .join('\n'),
    l10n.t('The most surprising tokens, by where they begin and end in the document:'),
    table(head, rows),
  ];
}
