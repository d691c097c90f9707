import { l10n } from 'vscode';
import type { FilterName } from '../../completion/filters';
import type { Shaping } from '../../completion/trace/trace';
import { plainLabel, tokenLabel } from '../../inspection/token-label';
import type { Candidate } from '../../protocol/messages';
import { stopText } from '../trace/words';

/** How a suggestion came to its end, in sentences: what stopped the model, and what was then taken away. */
export function endingOf(
  { stop }: { readonly stop: Candidate['stop'] | undefined },
  { raw, sure, cut, steps }: Shaping,
): readonly string[] {
  const ended = stop
    ? l10n.t('The model stopped because {0}.', stopText(stop))
    : l10n.t('The model was still writing when this was shown.');
  const shortened = sure !== undefined && cut ? [cutText(cut, quoted(lost(raw, sure)))] : [];
  const filtered = steps.map(({ name, before, after }) => l10n.t('Taken away as {0}: {1}.', filterText(name), quoted(lost(before, after))));
  return [ended, ...shortened, ...filtered];
}

function cutText(cut: NonNullable<Shaping['cut']>, text: string): string {
  switch (cut) {
    case 'confidence':
      return l10n.t('Left out because the model was not sure enough of it: {0}.', text);
    case 'limit':
      return l10n.t('Left out because a limit cut the line off: {0}.', text);
    case 'unfinished':
      return l10n.t('Left out because it was not finished: {0}.', text);
  }
}

/** What a filter takes away. */
function filterText(name: FilterName): string {
  switch (name) {
    case 'control-tokens':
      return l10n.t('control tokens');
    case 'invisible-characters':
      return l10n.t('invisible characters');
    case 'chat':
      return l10n.t('talk of an assistant');
    case 'closing-block':
      return l10n.t('closing lines that stand below');
    case 'indentation':
      return l10n.t('lines of another depth');
    case 'repeats-itself':
      return l10n.t('repetition of itself');
    case 'repeats-above':
      return l10n.t('repetition of the lines above');
    case 'repeats-below':
      return l10n.t('repetition of the lines below');
    case 'overlap':
      return l10n.t('what stands right of the cursor already');
    case 'unbalanced-closers':
      return l10n.t('brackets that close nothing');
    case 'white-space':
      return l10n.t('white space alone');
  }
}

/** What of a text is no longer there: its end; or all of it, where its beginning has changed as well. */
function lost(before: string, after: string): string {
  const start = after.trimEnd();
  return before.startsWith(start) ? before.slice(start.length) : before;
}

/** With what is invisible made visible. */
function quoted(text: string): string {
  return `“${plainLabel(tokenLabel(new TextEncoder().encode(text), false))}”`;
}
