import { l10n } from 'vscode';
import type { FormulaLine } from '../../../inspection/formula';
import { formula } from '../../../inspection/formula';
import { code, table } from '../../../inspection/markdown';
import { sumOf, tailOf } from '../../../inspection/tail';
import { heading } from './heading';
import { stepText } from './samplers';
import { verdict } from './verdict';
import type { Writing } from './writing';

const ROWS = 50;

/** The likeliest tokens before and after the settings, and how the likeliest comes to its number. */
export function nextPart(writing: Writing): readonly string[] {
  const { next, outcome, label, share, integer, fixed, format } = writing;
  const ids = [...next.likeliest(Math.min(ROWS, next.size))];
  const { memory } = next;
  const rows = ids.map((id, index) => [
    integer(index + 1),
    label(id),
    String(id),
    fixed(next.logits[id]!),
    share(next.model[id]!),
    ...(memory ? [share(next.fromMemory(id))] : []),
    share(outcome.final(id)),
    share(sumOf(next, index + 1)),
    verdict(outcome, id, format),
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
  const tail = tailOf(outcome, ids.length);
  return [
    heading(2, l10n.t('Next token'), 'computed'),
    ...(memory
      ? [
          l10n.t(
            'The memory of your code has {0} of the distribution: {1} tokens before were found elsewhere.',
            share(memory.share),
            integer(memory.match),
          ),
        ]
      : []),
    table(head, rows),
    l10n.t(
      'The other {0} tokens together: {1}, after the settings {2}',
      integer(next.size - ids.length),
      share(tail.model),
      share(tail.final),
    ),
    l10n.t('How {0} comes to its number:', label(ids[0]!)),
    formula(outcome, ids[0]!, format.locale)
      .map(({ step, expression, result }) => `- ${formulaText(step)}: ${code(expression)} → ${result}`)
      .join('\n'),
  ];
}

function formulaText(step: FormulaLine['step']): string {
  switch (step) {
    case 'softmax':
      return 'softmax'; // in every language
    case 'memory':
      return l10n.t('with memory');
    case 'constraint':
      return l10n.t('healing');
    case 'normalise':
      return l10n.t('share of the kept');
    case 'repetition-penalty':
    case 'temperature':
    case 'top-k':
    case 'top-p':
    case 'min-p':
      return stepText(step);
  }
}
