import { l10n } from 'vscode';
import { contextLines } from '../../../inspection/context-lines';
import { code } from '../../../inspection/markdown';
import { plainLabel } from '../../../inspection/token-label';
import { heading } from './heading';
import type { Writing } from './writing';

/** All that the model has read, in the document's lines. */
export function contextPart({ shown, label, integer }: Writing): readonly string[] {
  const { ids, reused, prefilled, position } = shown.frame.inspection;
  const lines = contextLines(ids, shown.vocabulary).map((line) => {
    const tokens = line.map(
      ({ id, joined }) => `${label(id)} ${id}${joined ? ` (${l10n.t('together {0}', code(plainLabel(joined)))})` : ''}`,
    );
    return `- ${integer(line[0]!.position)}: ${tokens.join(' | ')}`;
  });
  const boundary = l10n.t('Those from position {0} on were read anew.', integer(reused));
  return [
    heading(2, l10n.t('Context'), 'measured'),
    `${l10n.t('{0} tokens: {1} from the cache, {2} new.', integer(ids.length), integer(reused), integer(prefilled))} ${
      reused > 0 && reused <= position ? `${boundary} ` : ''
    }${l10n.t('Each line: the position of its first token, then label and id of each.')}`,
    lines.join('\n'),
  ];
}
