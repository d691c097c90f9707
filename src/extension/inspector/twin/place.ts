import { l10n } from 'vscode';
import { plain } from '../../../inspection/markdown';
import { toSpell } from '../../../inspection/to-spell';
import { visible } from '../../../inspection/token-label';
import type { Writing } from './writing';

/** What is looked at. */
export function placeText({ shown, text, integer }: Writing): string {
  const { source } = shown.frame;
  switch (source.kind) {
    case 'document':
      return l10n.t('{0}, line {1}, column {2}', plain(visible(source.name)), integer(source.line), integer(source.column));
    case 'text':
      return l10n.t('After the text {0}', text(source.text));
    case 'suggestion':
      return l10n.t('The suggestion {0}', text(source.text));
    case 'replay':
      return l10n.t('The saved inspection {0}', plain(visible(source.name)));
  }
}

/** What is out of the ordinary about it, a sentence each. */
export function placeNotes({ shown, text, integer }: Writing): readonly string[] {
  const { frame, vocabulary } = shown;
  const { source, inspection } = frame;
  const { ids, position, cache, healed, startsWithControl } = inspection;
  const notes: string[] = [];
  if (source.kind === 'replay') {
    notes.push(...(source.differences.length > 0 ? source.differences.map(plain) : [l10n.t('Everything is as it was saved.')]));
  }
  if (source.kind === 'document') {
    if (source.dropped > 0) {
      const window = integer(cache.window);
      notes.push(l10n.t('{0} characters before the window of {1} tokens are not read.', integer(source.dropped), window));
    }
    if (source.cursors > 1) notes.push(l10n.t('There are {0} cursors; this is the first.', integer(source.cursors)));
  }
  if (ids.length === 1 && startsWithControl && healed.length === 0) {
    notes.push(l10n.t('The text is empty before the cursor: this is the distribution after the token that starts a text.'));
  }
  if (position !== ids.length - 1) notes.push(l10n.t('This is what follows token {0}.', integer(position)));
  const spelled = toSpell(inspection, vocabulary);
  if (spelled.length > 0) {
    const end = text(new TextDecoder().decode(spelled));
    notes.push(l10n.t('The half-typed end {0} was taken back; only tokens that spell it again may follow.', end));
  }
  return notes;
}
