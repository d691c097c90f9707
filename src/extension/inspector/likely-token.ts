import { l10n, type QuickPickItem, window } from 'vscode';
import { NextTokens } from '../../inspection/next-tokens';
import { percent } from '../../inspection/percent';
import { plainLabel } from '../../inspection/token-label';
import type { InspectionEngine } from './engine';
import { lookOnce } from './look-once';
import type { Place } from './place';

const CHOICES = 30;

/** Lets the user choose among what the model holds likely at a place: the token's text, or undefined for none. */
export async function chooseLikelyToken(engine: InspectionEngine, place: Place): Promise<string | undefined> {
  const stop = new AbortController();
  const items = async (): Promise<(QuickPickItem & { readonly text: string })[]> => {
    const shown = await lookOnce(engine, place, false, stop.signal);
    if (!shown) return [];
    const { vocabulary, frame } = shown;
    const next = new NextTokens(frame.inspection);
    return [...next.likeliest(CHOICES)].flatMap((id) => {
      const text = vocabulary.isControl(id) ? undefined : textOf(vocabulary.bytes(id));
      if (text === undefined) return [];
      const label = plainLabel(vocabulary.label(id));
      return [{ label, description: percent(next.mixed[id]!), detail: l10n.t('Token {0}, rank {1}', id, next.rank(id)), text }];
    });
  };
  try {
    return (await window.showQuickPick(items(), { placeHolder: l10n.t('A likely token to insert at the cursor') }))?.text;
  } finally {
    stop.abort();
  }
}

/** Undefined for a part of a character: nothing can be inserted for it. */
function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
