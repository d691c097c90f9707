/** One position of a text as the model sees it: the row of logits, and on request how it came about. */
import { EngineFault } from '../../protocol/errors';
import type { Inspection, InspectionRequest } from '../../protocol/inspection';
import { logSumExp } from '../../sampling/softmax';
import type { Documents } from '../cache/documents';
import { topIds } from '../decode/logits';
import type { Model } from '../decode/model';
import type { Signal } from '../decode/prefill';
import type { Memory } from '../memory/memory';
import type { Lens, View } from './lens';
import { neighboursOf } from './neighbours';
import type { Pause } from './pause';
import { cacheFor, type OnReading, reach } from './reach';
import { readingOf } from './reading';
import { stepsOf } from './steps';

export interface Instruments {
  readonly model: Model;
  readonly documents: Documents;
  readonly memory: Memory;
  /** Opens the lens, or gives the one that is open. */
  readonly lens: () => Promise<Lens>;
  /** What the lens takes, in bytes; undefined while none is open. */
  readonly lensBytes: () => number | undefined;
}

const TOP_OF_LAYER = 5;

/**
 * Reads in the document's own cache, and leaves there what completions can go on from: its text, and what was generated behind
 * it where the inspection added little, such as what healing takes back.
 * @param onReading told how many tokens have been read of how many, where it takes several passes
 * @returns undefined when cancelled
 * @throws EngineFault position-unknown, token-unknown, prompt-too-long, logits-partial, or what the file or the runtime says
 */
export async function inspect(
  { model, documents, memory, lens, lensBytes }: Instruments,
  request: InspectionRequest,
  signal: Signal,
  pause: Pause,
  onReading: OnReading = () => {},
): Promise<Inspection | undefined> {
  const started = performance.now();
  const { ids, prompt, text, start, startsWithControl, healed } = readingOf(model, request);
  const position = request.position ?? (request.steps ? prompt : ids.length) - 1;
  if (position >= ids.length) throw new EngineFault('position-unknown', String(position), String(ids.length));
  const tokenize = performance.now() - started;
  await pause();

  const open = cacheFor(documents, request.document, ids);
  const reused = Math.min(open().commonPrefix(ids.slice(0, position + 1)), position);
  const isDeep = request.attention || request.layers;
  if (isDeep) await lens();
  const prefillStarted = performance.now();
  const reached = await reach(model, open, ids.slice(0, position + 1), signal, pause, onReading);
  if (!reached) return undefined;
  const { logits, tree, putBack } = reached;
  const prefill = performance.now() - prefillStarted;
  let view: View | undefined;
  try {
    if (isDeep) view = await (await lens()).look(tree, position + 1);
  } finally {
    putBack();
  }
  const { vocabulary } = model.info;
  if (logits.length !== vocabulary) throw new EngineFault('logits-partial', String(logits.length), String(vocabulary));
  await pause();
  const layers = request.layers && view ? await readLayers(view, model.info, pause) : undefined;
  const embedding = request.embedding ? await neighboursOf(model.source, ids[position]!, pause) : undefined;
  const written = text.slice(0, text.length - (ids.length - prompt));
  const recall = () => memory.recall(request, written, healed.length);
  const steps = request.steps ? await stepsOf({ model, open, ids, prompt, recall }, signal, pause) : undefined;
  if (signal.cancelled) return undefined;
  // Of an earlier position the memory knows only what it would say now, with the text that has come since.
  const isAtEnd = position >= prompt - 1;
  const part = isAtEnd && recall().part(logits, ids.slice(prompt, position + 1));
  const sessionBytes = lensBytes();
  return {
    ids: Int32Array.from(ids),
    start,
    startsWithControl,
    ...(ids.length > prompt && { path: ids.length - prompt }),
    healed,
    position,
    logits,
    reused,
    prefilled: position + 1 - reused,
    timings: { tokenize, prefill, total: performance.now() - started },
    cache: { tokens: open().length - 1, window: model.info.window, bytes: documents.bytes, budget: documents.budget },
    ...(part && { memory: part }),
    ...(steps && { steps }),
    ...(sessionBytes !== undefined && { sessionBytes }),
    ...(request.attention && view && { attention: view.attention }),
    ...(layers && { layers }),
    ...(embedding && { embedding }),
  };
}

/** The likeliest tokens after each layer. */
async function readLayers(
  { logits }: View,
  { layers, vocabulary }: Model['info'],
  pause: Pause,
): Promise<NonNullable<Inspection['layers']>> {
  const read: { readonly layer: number; readonly top: { readonly id: number; readonly logprob: number }[] }[] = [];
  for (let layer = 0; layer < layers; layer++) {
    const row = logits.subarray(layer * vocabulary, (layer + 1) * vocabulary);
    const norm = logSumExp(row);
    read.push({ layer, top: topIds(row, TOP_OF_LAYER).map((id) => ({ id, logprob: row[id]! - norm })) });
    if (layer % 8 === 7) await pause();
  }
  return read;
}
