import { l10n, window } from 'vscode';
import { plainLabel, tokenLabel } from '../../inspection/token-label';
import type { Suggestion } from './suggestion';

/** The suggestion to look at; where there are several, the one that the user chooses. VS Code does not tell which one is in view. */
export async function chooseSuggestion(all: readonly Suggestion[]): Promise<Suggestion | undefined> {
  if (all.length < 2) return all[0];
  const items = all.map((suggestion) => ({ label: labelOf(suggestion.shaping.text), suggestion }));
  return (await window.showQuickPick(items, { placeHolder: l10n.t('Which suggestion to inspect') }))?.suggestion;
}

const labelOf = (text: string) => plainLabel(tokenLabel(new TextEncoder().encode(text), false));
