import { Vocabulary } from '../../inspection/vocabulary';
import type { Shown } from './desk';
import type { InspectionEngine } from './engine';
import type { Place } from './place';
import { requestFor, sourceOf } from './subject';

/**
 * A place as the panel would show it, without the panel.
 * @param heal whether the half-typed end is taken back
 * @returns undefined when cancelled
 */
export async function lookOnce(engine: InspectionEngine, place: Place, heal: boolean, signal: AbortSignal): Promise<Shown | undefined> {
  const vocabulary = new Vocabulary(await engine.vocabulary());
  const subject = { kind: 'document', place } as const;
  const request = requestFor(subject, heal, undefined);
  const inspection = await engine.inspect(request, { signal });
  const { state } = engine;
  if (!inspection || !('model' in state)) return undefined;
  const frame = { seq: 1, source: sourceOf(subject, inspection.start), inspection, settings: place.settings };
  return { frame, request, model: state.model, vocabulary, state: { kind: 'live' } };
}
