import { Vocabulary } from '../../inspection/vocabulary';
import type { Shown } from './desk';
import type { InspectionEngine } from './engine';
import type { Place } from './place';
import { requestFor, sourceOf } from './subject';

/** A place as the panel would show it, without the panel. Undefined when cancelled. */
export async function lookOnce(engine: InspectionEngine, place: Place, signal: AbortSignal): Promise<Shown | undefined> {
  const vocabulary = new Vocabulary(await engine.vocabulary());
  const subject = { kind: 'document', place } as const;
  const inspection = await engine.inspect(requestFor(subject, false, undefined), { signal });
  const { state } = engine;
  if (!inspection || !('model' in state)) return undefined;
  const frame = { seq: 1, source: sourceOf(subject, inspection.start), inspection, settings: place.settings };
  return { frame, model: state.model, vocabulary };
}
