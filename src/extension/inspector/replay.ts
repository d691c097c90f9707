/** An inspection as a file, to be opened elsewhere: what was read, what came out, and of which model. */
import { effectiveChoices } from '../../inspection/entropy';
import { NextTokens } from '../../inspection/next-tokens';
import type { Shown } from './desk';

const FORMAT = 'inkling-inspection';
const VERSION = 1;
const TOP = 256;

/** As JSON text. Numbers are the engine's own, unrounded. */
export function inspectionFile({ frame, model, vocabulary }: Shown): string {
  const { inspection, source, settings } = frame;
  const { ids, start, healed, position, logits, memory, timings, cache, reused, prefilled } = inspection;
  const next = new NextTokens(inspection);
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const likeliest = [...next.likeliest(Math.min(TOP, next.size))];
  return JSON.stringify(
    {
      format: FORMAT,
      version: VERSION,
      model: { name: model.name, fileBytes: model.fileBytes, vocabulary: model.vocabulary, runtime: model.runtime, sha256: model.sha256 },
      source,
      text: decoder.decode(vocabulary.join(ids)),
      ids: [...ids],
      start,
      healed: [...healed],
      position,
      settings,
      memory,
      top: likeliest.map((id) => [id, logits[id]! - next.logMass, decoder.decode(vocabulary.bytes(id))]),
      tail: Math.max(0, 1 - next.cumulative(likeliest.length)),
      entropyBits: next.entropy,
      choices: effectiveChoices(next.entropy),
      reused,
      prefilled,
      timings,
      cache,
    },
    undefined,
    2,
  );
}
