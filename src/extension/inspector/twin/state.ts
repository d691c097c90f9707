import { l10n } from 'vscode';
import type { Format } from '../../../inspection/format';
import { plain } from '../../../inspection/markdown';
import type { PanelState } from '../../../protocol/panel';

/** The state that the page is in: its word, and a sentence. */
export function stateText(state: PanelState, format: Format): string {
  const [mark, sentence] = wordsOf(state, format);
  return `${mark}. ${sentence}`;
}

function wordsOf(state: PanelState, format: Format): readonly [mark: string, sentence: string] {
  switch (state.kind) {
    case 'no-model':
      return [l10n.t('no model'), plain(state.message)];
    case 'loading':
      return [l10n.t('loading'), l10n.t('The model is being opened: {0}.', format.percent(state.fraction))];
    case 'no-editor':
      return [l10n.t('no editor'), l10n.t('No text editor has the cursor; the last result stays.')];
    case 'unsupported':
      return [l10n.t('not read'), unsupportedText(state.reason)];
    case 'reading':
      return [l10n.t('reading'), readingText(state, format)];
    case 'live':
      return [l10n.t('live'), l10n.t('This is what the model sees at the cursor.')];
    case 'stale':
      return [l10n.t('stale'), staleText(state, format)];
    case 'pinned':
      return [l10n.t('pinned'), l10n.t('The cursor is not followed.')];
    case 'paused':
      return [l10n.t('paused'), l10n.t('Nothing is computed while the window is not in use.')];
    case 'cancelled':
      return [l10n.t('cancelled'), l10n.t('The last result stays.')];
    case 'untrusted':
      return [l10n.t('restricted'), l10n.t('In an untrusted workspace the model does not read files.')];
    case 'error':
      return [l10n.t('failed'), plain(state.message)];
    case 'no-logits':
      return [l10n.t('no numbers'), l10n.t('This model tells its choice, but not its probabilities.')];
  }
}

function unsupportedText(reason: Extract<PanelState, { readonly kind: 'unsupported' }>['reason']): string {
  switch (reason) {
    case 'too-large':
      return l10n.t('The file in front is too large to be inspected.');
    case 'not-text':
      return l10n.t('The editor in front holds no text that the model could read.');
    case 'excluded':
      return l10n.t('The file in front is excluded from completions, so the model does not read it.');
  }
}

function readingText({ done, of }: Extract<PanelState, { readonly kind: 'reading' }>, format: Format): string {
  if (of === 0) return l10n.t('The model is being asked.');
  return l10n.t('The model is reading: {0} of {1} tokens.', format.integer(done), format.integer(of));
}

function staleText({ line, edits }: Extract<PanelState, { readonly kind: 'stale' }>, format: Format): string {
  if (edits === 0) return l10n.t('This is for another place: line {0}.', format.integer(line));
  if (edits === 1) return l10n.t('This is for line {0}, one edit ago.', format.integer(line));
  return l10n.t('This is for line {0}, {1} edits ago.', format.integer(line), format.integer(edits));
}
