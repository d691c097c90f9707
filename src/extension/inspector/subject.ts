import type { Run } from '../../completion/trace/trace';
import type { InspectionRequest } from '../../protocol/inspection';
import type { Completion, CompletionRequest } from '../../protocol/messages';
import type { Source } from '../../protocol/panel';
import { checkSettings, type SamplingSettings } from '../../sampling/settings';
import type { Place } from './place';

/** A suggestion that was shown, and what it was asked for with. */
export interface Suggestion {
  readonly request: Pick<CompletionRequest, 'document' | 'prefix' | 'suffix' | 'neighbours'>;
  readonly settings: SamplingSettings;
  readonly completion: Pick<Completion, 'text' | 'tokens' | 'stop'>;
}

/** What the engine was asked and answered, as a suggestion to look at; undefined while there is no answer. */
export function suggestionOf(run: Run | undefined): Suggestion | undefined {
  if (!run?.completion) return undefined;
  return { request: run.request, settings: checkSettings(run.request.sampling ?? {}), completion: run.completion };
}

/** What is being looked at. */
export type Subject =
  | { readonly kind: 'document'; readonly place: Place }
  | { readonly kind: 'text'; readonly text: string; readonly settings: SamplingSettings }
  | ({ readonly kind: 'suggestion' } & Suggestion);

/** A text of one's own has a cache of its own. */
const TEXT = 'inkling:text';

export function documentOf(subject: Subject): string {
  switch (subject.kind) {
    case 'document':
      return subject.place.document;
    case 'text':
      return TEXT;
    case 'suggestion':
      return subject.request.document;
  }
}

export function settingsOf(subject: Subject): SamplingSettings {
  return subject.kind === 'document' ? subject.place.settings : subject.settings;
}

/** What to ask the engine about a subject. */
export function requestFor(subject: Subject, heal: boolean, position: number | undefined): InspectionRequest {
  const at = position === undefined ? {} : { position };
  switch (subject.kind) {
    case 'document': {
      const { document, prefix, suffix, neighbours } = subject.place;
      return { document, prefix, suffix, heal, ...(neighbours ? { neighbours } : {}), ...at };
    }
    case 'text':
      return { document: TEXT, prefix: { text: subject.text, start: 0 }, heal, ...at };
    case 'suggestion': {
      const { document, prefix, suffix, neighbours } = subject.request;
      const path = subject.completion.tokens.map(({ id }) => id);
      // The tokens were generated after what healing left, so they fit only there.
      return {
        document,
        prefix,
        heal: true,
        path,
        ...(suffix === undefined ? {} : { suffix }),
        ...(neighbours ? { neighbours } : {}),
        ...at,
      };
    }
  }
}

/** @param start where the text that was read begins in the document */
export function sourceOf(subject: Subject, start: number): Source {
  switch (subject.kind) {
    case 'document': {
      const { name, line, column, offset, version, cursors } = subject.place;
      return { kind: 'document', name, line, column, offset, version, cursors, dropped: start };
    }
    case 'text':
      return { kind: 'text', text: subject.text };
    case 'suggestion':
      return { kind: 'suggestion', ...subject.completion };
  }
}
