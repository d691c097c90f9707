import { l10n } from 'vscode';
import type { Difference } from '../../inspection/saved';
import { plainLabel } from '../../inspection/token-label';
import type { Vocabulary } from '../../inspection/vocabulary';

const DIGITS = 9; // what an unrounded number has to say

/** What is not as it was saved, as a sentence. */
export function differenceText(difference: Difference, vocabulary: Vocabulary): string {
  const label = (id: number | undefined): string => (id === undefined ? l10n.t('none') : plainLabel(vocabulary.label(id)));
  const probability = (logprob: number): string => Math.exp(logprob).toPrecision(DIGITS);
  switch (difference.what) {
    case 'model':
      return l10n.t(
        'The numbers are as they were saved, but the model file is another one: {0}, and was {1}.',
        difference.is,
        difference.was,
      );
    case 'tokens':
      return l10n.t('It was saved with a model that has other tokens, so nothing can be compared.');
    case 'read':
      return l10n.t('Token {0} of those read is {1} and was {2}.', difference.position, label(difference.is), label(difference.was));
    case 'rank':
      return l10n.t('The token of rank {0} is {1} and was {2}.', difference.rank, label(difference.is), label(difference.was));
    case 'logprob':
      return l10n.t(
        'The probability of {0} is {1} and was {2}.',
        label(difference.id),
        probability(difference.is),
        probability(difference.was),
      );
    case 'entropy':
      return l10n.t('The entropy is {0} bits and was {1}.', difference.is.toPrecision(DIGITS), difference.was.toPrecision(DIGITS));
  }
}
