import { keptTokens } from '../../completion/trace/kept-tokens';
import type { Run, Shaping } from '../../completion/trace/trace';
import type { Candidate, CompletionRequest } from '../../protocol/messages';
import type { Source } from '../../protocol/panel';
import { numbersOf } from '../../sampling/draw';
import { checkSettings, type SamplingSettings } from '../../sampling/settings';
import { endingOf } from './ending';

/** A text of the engine. `stop` is undefined while it was still writing. */
export type Written = Pick<Candidate, 'text' | 'tokens' | 'seed'> & { readonly stop: Candidate['stop'] | undefined };

/** A suggestion that was shown, what it was asked for with, and what was made of what the engine wrote. */
export interface Suggestion {
  readonly request: Pick<CompletionRequest, 'document' | 'prefix' | 'suffix' | 'neighbours'>;
  readonly settings: SamplingSettings;
  readonly written: Written;
  readonly shaping: Shaping;
}

/** What was shown of a run, best first: of texts that look alike the first. */
export function suggestionsOf(run: Run | undefined): readonly Suggestion[] {
  if (!run) return [];
  const { request, completion, shapings } = run;
  const settings = checkSettings(request.sampling ?? {});
  const { text, tokens, stop } = completion ?? { text: '', tokens: [], ...run.written, stop: undefined };
  // A single text is drawn with the very seed of the settings.
  const single = { text, tokens, stop, ...(settings.strategy === 'sample' && { seed: settings.seed }) };
  const texts: readonly Written[] = completion?.candidates ?? [single];
  const seen = new Set(['']);
  return shapings.flatMap((shaping, index) => {
    const written = texts[index];
    if (!written || written.tokens.length === 0 || seen.has(shaping.text)) return [];
    seen.add(shaping.text);
    return [{ request, settings, written, shaping }];
  });
}

/** What the page is told about it. */
export function sourceOfSuggestion({ written, shaping }: Suggestion): Extract<Source, { readonly kind: 'suggestion' }> {
  const { text, tokens, stop, seed } = written;
  return {
    kind: 'suggestion',
    text: shaping.text,
    tokens,
    kept: keptTokens(tokens, text, shaping.text),
    ...(stop && { stop }),
    ending: endingOf(written, shaping),
    ...(seed !== undefined && { drawn: { seed, numbers: numbersOf(seed, tokens.length) } }),
  };
}
