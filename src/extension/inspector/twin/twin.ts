/** What the page shows as Markdown: for screen readers, for sharing, and where no page can be. */
import { l10n } from 'vscode';
import { effectiveChoices } from '../../../inspection/entropy';
import { plain } from '../../../inspection/markdown';
import type { Shown } from '../desk';
import { contextPart } from './context';
import { insideParts } from './inside';
import { nextParts } from './next';
import { searchPart } from './search';
import { suggestionPart } from './suggestion';
import { surprisePart } from './surprise';
import { megabytes, Writing } from './writing';

/** @param locale for numbers */
export function twin(shown: Shown, locale: string): string {
  const writing = new Writing(shown, locale);
  const { number, next } = writing;
  const { inspection, source, edit } = shown.frame;
  const { ids, timings, cache, reused, prefilled, sessionBytes } = inspection;
  const facts = [
    l10n.t('Model: {0}', plain(shown.model.name)),
    l10n.t(
      'Tokens read: {0}, of which {1} were in the cache and {2} were computed in {3} ms',
      ids.length,
      reused,
      prefilled,
      number(timings.prefill),
    ),
    ...(edit ? [l10n.t('Tokens read again after the last edit: {0}, in {1} ms', edit.tokens, number(edit.milliseconds))] : []),
    l10n.t('Entropy: {0} bits, like a choice among {1}', number(next.entropy), number(effectiveChoices(next.entropy))),
    l10n.t(
      'Cache: {0} of {1} tokens, {2} of {3} MB',
      cache.tokens,
      cache.window,
      number(megabytes(cache.bytes)),
      number(megabytes(cache.budget)),
    ),
    ...(sessionBytes === undefined
      ? []
      : [l10n.t('Second session of the model, for attention and layers: {0} MB', number(megabytes(sessionBytes)))]),
  ];
  const parts = [
    `# ${l10n.t('Next-token probabilities')}`,
    placeText(source),
    facts.map((fact) => `- ${fact}`).join('\n'),
    ...(source.kind === 'suggestion' ? suggestionPart(source, writing) : []),
    ...nextParts(writing),
    ...(shown.tree ? searchPart(shown.tree, writing) : []),
    ...insideParts(writing),
    ...(shown.scanned ? surprisePart(shown.scanned, writing) : []),
    ...contextPart(writing),
  ];
  return `${parts.join('\n\n')}\n`;
}

function placeText(source: Shown['frame']['source']): string {
  switch (source.kind) {
    case 'document':
      return l10n.t('{0}, line {1}, column {2}', plain(source.name), source.line, source.column);
    case 'text':
      return l10n.t('After the text {0}', plain(JSON.stringify(source.text)));
    case 'suggestion':
      return l10n.t('The suggestion {0}', plain(JSON.stringify(source.text)));
    case 'replay':
      return [l10n.t('The saved inspection {0}', plain(source.name)), ...source.differences.map(plain)].join('\n\n');
  }
}
