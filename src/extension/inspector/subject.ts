import type { SavedInspection } from '../../inspection/saved';
import type { InspectionRequest } from '../../protocol/inspection';
import type { Source } from '../../protocol/panel';
import type { SamplingSettings } from '../../sampling/settings';
import type { Place } from './place';
import { type Suggestion, sourceOfSuggestion } from './suggestion';

/** What is being looked at. */
export type Subject =
  | { readonly kind: 'document'; readonly place: Place }
  | { readonly kind: 'text'; readonly text: string; readonly settings: SamplingSettings }
  | { readonly kind: 'suggestion'; readonly suggestion: Suggestion }
  | { readonly kind: 'replay'; readonly name: string; readonly saved: SavedInspection };

/** A text of one's own has a cache of its own, and so has what was saved. */
const TEXT = 'inkling:text';
const REPLAY = 'inkling:replay';

export function documentOf(subject: Subject): string {
  switch (subject.kind) {
    case 'document':
      return subject.place.document;
    case 'text':
      return TEXT;
    case 'suggestion':
      return subject.suggestion.request.document;
    case 'replay':
      return REPLAY;
  }
}

export function settingsOf(subject: Subject): SamplingSettings {
  switch (subject.kind) {
    case 'document':
      return subject.place.settings;
    case 'text':
      return subject.settings;
    case 'suggestion':
      return subject.suggestion.settings;
    case 'replay':
      return subject.saved.settings;
  }
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
      const { request, written } = subject.suggestion;
      const { document, prefix, suffix, neighbours } = request;
      // The tokens were generated after what healing left, so they fit only there.
      return {
        document,
        prefix,
        heal: true,
        path: written.tokens.map(({ id }) => id),
        steps: true,
        ...(suffix === undefined ? {} : { suffix }),
        ...(neighbours ? { neighbours } : {}),
        ...at,
      };
    }
    case 'replay':
      return { ...subject.saved.request, document: REPLAY, ...at };
  }
}

/**
 * @param start where the text that was read begins in the document
 * @param differences of an inspection that was saved, from what came out now
 */
export function sourceOf(subject: Subject, start: number, differences: readonly string[] = []): Source {
  switch (subject.kind) {
    case 'document': {
      const { name, line, column, offset, version, cursors } = subject.place;
      return { kind: 'document', name, line, column, offset, version, cursors, dropped: start };
    }
    case 'text':
      return { kind: 'text', text: subject.text };
    case 'suggestion':
      return sourceOfSuggestion(subject.suggestion);
    case 'replay':
      return { kind: 'replay', name: subject.name, differences };
  }
}
