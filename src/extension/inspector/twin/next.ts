import { l10n } from 'vscode';
import type { FormulaLine } from '../../../inspection/formula';
import { formula } from '../../../inspection/formula';
import { code, table } from '../../../inspection/markdown';
import { verdict } from './verdict';
import type { Writing } from './writing';

const ROWS = 50;

/** The likeliest tokens before and after the settings, how the likeliest comes to its number, and what each setting cut. */
export function nextParts(writing: Writing): readonly string[] {
  const { next, outcome, label, share, number, locale } = writing;
  const ids = [...next.likeliest(Math.min(ROWS, next.size))];
  const { memory } = next;
  const rows = ids.map((id, index) => [
    String(index + 1),
    label(id),
    String(id),
    number(next.logits[id]!),
    share(next.model[id]!),
    ...(memory ? [share(next.fromMemory(id))] : []),
    share(outcome.final(id)),
    share(Math.min(1, next.cumulative(index + 1))),
    verdict(outcome, id, locale),
  ]);
  const head = [
    l10n.t('Rank'),
    l10n.t('Token'),
    l10n.t('Id'),
    l10n.t('Logit'),
    l10n.t('Model'),
    ...(memory ? [l10n.t('From memory')] : []),
    l10n.t('Final'),
    l10n.t('Sum'),
    l10n.t('Verdict'),
  ];
  const rest = Math.max(0, 1 - next.cumulative(ids.length));
  const stages = outcome.stages.map(({ name, received, kept, removed }) => [name, number(received), number(kept), share(removed)]);
  return [
    `## ${l10n.t('Next token')}`,
    ...(memory
      ? [
          l10n.t(
            'The memory of your code has {0} of the distribution: {1} tokens before were found elsewhere.',
            share(memory.share),
            memory.match,
          ),
        ]
      : []),
    table(head, rows),
    l10n.t('The other {0} tokens together: {1}', number(next.size - ids.length), share(rest)),
    l10n.t('How {0} comes to its number:', label(ids[0]!)),
    formula(outcome, ids[0]!, locale)
      .map((line) => `- ${written(line)}`)
      .join('\n'),
    `## ${l10n.t('Samplers')}`,
    table([l10n.t('Step'), l10n.t('Tokens received'), l10n.t('Kept'), l10n.t('Probability cut')], stages),
  ];
}

const written = ({ step, expression, result }: FormulaLine) => `${step}: ${code(expression)} → ${result}`;
