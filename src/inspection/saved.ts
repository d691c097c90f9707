/** An inspection as a file: what was read and asked, what came out, and of which model. It can be asked again and compared. */
import { type Check, count, finite, flag, listOf, number, optional, record, sampling, text } from '../protocol/checks';
import type { Inspection, InspectionRequest, MemoryPart } from '../protocol/inspection';
import type { Frame, PanelModel } from '../protocol/panel';
import type { SamplingSettings } from '../sampling/settings';
import { effectiveChoices } from './entropy';
import { NextTokens } from './next-tokens';
import type { Vocabulary } from './vocabulary';

const FORMAT = 'inkling-inspection';
const VERSION = 2;
const TOP = 256;
/** Other processors round otherwise. */
const TOLERANCE = 1e-6;

/** Which model, and which tokens it has. */
export interface ModelMark {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
  /** Of all tokens' bytes and where they end. */
  readonly vocabularySha256: string;
}

export interface SavedInspection {
  readonly format: typeof FORMAT;
  readonly version: typeof VERSION;
  readonly model: ModelMark & Pick<PanelModel, 'runtime' | 'threads' | 'vocabulary'>;
  /** What to ask again; the memory has no part in it, as it is in the file. */
  readonly request: Pick<InspectionRequest, 'prefix' | 'heal' | 'path' | 'position' | 'suffix'>;
  readonly settings: SamplingSettings;
  readonly memory?: MemoryPart;
  readonly ids: readonly number[];
  readonly position: number;
  /** The model's own natural log-probabilities, likeliest first, with the tokens as text. */
  readonly top: readonly (readonly [id: number, logprob: number, text: string])[];
  /** What all other tokens have together. */
  readonly tail: number;
  readonly entropyBits: number;
}

/** What of an inspection is not as it was: ids, log-probabilities or bits. */
export type Difference =
  | { readonly what: 'model'; readonly is: string; readonly was: string }
  | { readonly what: 'tokens' }
  | { readonly what: 'read'; readonly position: number; readonly is: number | undefined; readonly was: number | undefined }
  | { readonly what: 'rank'; readonly rank: number; readonly is: number; readonly was: number }
  | { readonly what: 'logprob'; readonly id: number; readonly is: number; readonly was: number }
  | { readonly what: 'entropy'; readonly is: number; readonly was: number };

export interface ToSave {
  readonly frame: Pick<Frame, 'source' | 'inspection' | 'settings'>;
  readonly request: InspectionRequest;
  readonly model: Pick<PanelModel, 'runtime' | 'threads' | 'vocabulary'>;
  readonly vocabulary: Vocabulary;
}

/** As JSON text. Numbers are the engine's own, unrounded. */
export function inspectionFile({ frame, request, model, vocabulary }: ToSave, mark: ModelMark): string {
  const { inspection, source, settings } = frame;
  const { ids, start, healed, position, memory, timings, cache, reused, prefilled } = inspection;
  const { prefix, heal, path, suffix } = request;
  const own = ownOf(inspection);
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const file: SavedInspection & Readonly<Record<string, unknown>> = {
    format: FORMAT,
    version: VERSION,
    model: { ...mark, vocabulary: model.vocabulary, runtime: model.runtime, threads: model.threads },
    source,
    request: { prefix, heal, ...(path && { path }), ...(suffix !== undefined && { suffix }), position },
    text: decoder.decode(vocabulary.join(ids)),
    ids: [...ids],
    start,
    healed: [...healed],
    position,
    settings,
    ...(memory && { memory }),
    ...statistics(own, (id) => decoder.decode(vocabulary.bytes(id))),
    choices: effectiveChoices(own.entropy),
    reused,
    prefilled,
    timings,
    cache,
  };
  return JSON.stringify(file, undefined, 2);
}

/** The value as a saved inspection; undefined when it is none, or one of another version. */
export function parseSaved(value: unknown): SavedInspection | undefined {
  return saved(value) ? (value as SavedInspection) : undefined;
}

/** The first difference between what a file says and what came out now. */
export function differenceOf(file: SavedInspection, inspection: Inspection, mark: ModelMark): Difference | undefined {
  if (file.model.vocabularySha256 !== mark.vocabularySha256) return { what: 'tokens' };
  const length = Math.max(file.ids.length, inspection.ids.length);
  for (let position = 0; position < length; position++) {
    const [is, was] = [inspection.ids[position], file.ids[position]];
    if (is !== was) return { what: 'read', position, is, was };
  }
  const own = ownOf(inspection);
  const { top, entropyBits } = statistics(own, () => '', file.top.length);
  for (const [index, [was, logprob]] of file.top.entries()) {
    const is = top[index]![0];
    const logprobNow = own.logits[was]! - own.logMass;
    if (Math.abs(logprobNow - logprob) > TOLERANCE) return { what: 'logprob', id: was, is: logprobNow, was: logprob };
    if (is !== was && Math.abs(own.logits[is]! - own.logits[was]!) > TOLERANCE) return { what: 'rank', rank: index + 1, is, was };
  }
  if (Math.abs(entropyBits - file.entropyBits) > TOLERANCE) return { what: 'entropy', is: entropyBits, was: file.entropyBits };
  return file.model.sha256 === mark.sha256 ? undefined : { what: 'model', is: mark.name, was: file.model.name };
}

/** The model's own distribution: what the memory added is in the file beside it. */
const ownOf = ({ logits }: Inspection) => new NextTokens({ logits });

function statistics(own: NextTokens, textOf: (id: number) => string, most = TOP): Pick<SavedInspection, 'top' | 'tail' | 'entropyBits'> {
  const likeliest = [...own.likeliest(Math.min(most, own.size))];
  return {
    top: likeliest.map((id) => [id, own.logits[id]! - own.logMass, textOf(id)]),
    tail: Math.max(0, 1 - own.cumulative(likeliest.length)),
    entropyBits: own.entropy,
  };
}

const exactly =
  (wanted: unknown): Check =>
  (value) =>
    value === wanted;
const row: Check = (value) => Array.isArray(value) && count(value[0]) && number(value[1]);
const saved = record({
  format: exactly(FORMAT),
  version: exactly(VERSION),
  model: record({ name: text, bytes: count, sha256: text, vocabularySha256: text }),
  request: record({
    prefix: record({ text, start: count }),
    heal: flag,
    path: optional(listOf(count)),
    position: count,
    suffix: optional(text),
  }),
  settings: sampling,
  memory: optional(record({ share: finite, match: count, tokens: listOf(record({ id: count, probability: finite })) })),
  ids: listOf(count),
  position: count,
  top: listOf(row),
  entropyBits: finite,
});
