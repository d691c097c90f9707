/** What the page shows as Markdown: for screen readers, for sharing, and where no page can be. */
import { l10n } from 'vscode';
import { effectiveChoices } from '../../../inspection/entropy';
import { plain } from '../../../inspection/markdown';
import type { Shown } from '../desk';
import { attentionPart } from './attention';
import { coinPart } from './coin';
import { contextPart } from './context';
import { engineParts } from './engine';
import { fact } from './heading';
import { embeddingPart, layersPart } from './layers';
import { nextPart } from './next';
import { placeNotes, placeText } from './place';
import { samplersPart } from './samplers';
import { searchPart } from './search';
import { stateText } from './state';
import { suggestionPart } from './suggestion';
import { surprisePart } from './surprise';
import { Writing } from './writing';

/** In the order of the page, as far as there is something. @param locale for numbers */
export function twin(shown: Shown, locale: string): string {
  const writing = new Writing(shown, locale);
  const { source, inspection } = shown.frame;
  const parts = [
    `# ${l10n.t('Next-token probabilities')}`,
    placeText(writing),
    facts(writing).join('\n'),
    ...(source.kind === 'suggestion' ? suggestionPart(source, writing) : []),
    ...contextPart(writing),
    ...nextPart(writing),
    ...samplersPart(writing),
    ...coinPart(writing),
    ...(shown.tree ? searchPart(shown.tree, writing) : []),
    ...(inspection.attention ? attentionPart(inspection.attention, writing) : []),
    ...(inspection.layers ? layersPart(inspection.layers, writing) : []),
    ...(inspection.embedding ? embeddingPart(inspection.embedding, writing) : []),
    ...(shown.scanned ? surprisePart(shown.scanned, writing) : []),
    ...engineParts(writing),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** What the page has at its top. */
function facts(writing: Writing): readonly string[] {
  const { shown, next, format, fixed, integer } = writing;
  const { prefilled, timings } = shown.frame.inspection;
  return [
    ...(shown.state ? [`- ${l10n.t('State: {0}', stateText(shown.state, format))}`] : []),
    ...placeNotes(writing).map((note) => `- ${note}`),
    fact(l10n.t('Entropy: {0} bits, like a choice among {1}', fixed(next.entropy), fixed(effectiveChoices(next.entropy), 1)), 'computed'),
    fact(l10n.t('{0} tokens read in {1}', integer(prefilled), format.time(timings.total)), 'measured'),
    fact(l10n.t('Model: {0}, with a vocabulary of {1} tokens', plain(shown.model.name), integer(next.size)), 'metadata'),
  ];
}
