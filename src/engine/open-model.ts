/** From a model file to a model that can be run: reads, compiles, and hands the weights to the runtime. */
import { availableParallelism } from 'node:os';
import { basename } from 'node:path';
import type { ModelInfo } from '../protocol/messages';
import { bytesPerRow } from './cache/arena';
import { Decoder } from './decode/decoder';
import { Model } from './decode/model';
import { compile } from './graph/compile';
import type { Precision } from './graph/linear';
import { type Architecture, readArchitecture } from './model/architecture';
import { type GgufFile, readGguf } from './model/gguf/read';
import { releaseMemory } from './model/release-memory';
import { startToken } from './model/start-token';
import { tokenizerFromGguf } from './model/tokenizer/from-gguf';
import type { Tokenizer } from './model/tokenizer/tokenizer';
import { createCodecs } from './model/weights';
import { Weights } from './model/weights/weights';
import { runtimeVersion, Session } from './runtime/session';

export interface ModelOptions {
  readonly path: string;
  /** 0 lets the machine decide. */
  readonly threads: number;
  readonly precision?: Precision;
}

const WINDOW = 2048; // tokens of a document; beyond that quality hardly grows, see docs/design.md

/** @throws EngineFault for a file that cannot be used or a platform without the runtime */
export async function openModel({ path, threads, precision = 'stored' }: ModelOptions): Promise<Model> {
  const started = performance.now();
  const file = await readGguf(path, createCodecs());
  const shape = readArchitecture(file);
  const tokenizer = tokenizerFromGguf(file);
  const start = startToken(file, tokenizer);
  const used = threads > 0 ? threads : defaultThreads(availableParallelism());
  const session = await openSession(file, shape, precision, used);
  releaseMemory();
  const runtime = await runtimeVersion();
  const info = describe(file, shape, { runtime, threads: used, loadTime: performance.now() - started });
  return new Model(info, tokenizer, new Decoder(shape, session), start, session);
}

/** The tokenizer of a model file, without opening its weights. */
export async function openTokenizer(path: string): Promise<Tokenizer> {
  return tokenizerFromGguf(await readGguf(path, createCodecs()));
}

// The compiled weights live only in here: once the runtime has them, nothing may hold them.
async function openSession(file: GgufFile, shape: Architecture, precision: Precision, threads: number): Promise<Session> {
  const weights = new Weights(file);
  try {
    return await Session.open(file.path, compile(file.path, shape, weights, precision), threads);
  } finally {
    weights.close();
  }
}

/** A small machine is used whole; on a larger one half the logical processors, which are about the physical ones, up to 6. */
function defaultThreads(processors: number): number {
  return processors <= 4 ? processors : Math.min(6, Math.floor(processors / 2));
}

function describe(
  { path, bytes, tensors }: GgufFile,
  shape: Architecture,
  run: { readonly runtime: string; readonly threads: number; readonly loadTime: number },
): ModelInfo {
  const quantisation: Record<string, number> = {};
  let parameters = 0;
  for (const { codec, dims } of tensors.values()) {
    quantisation[codec.name] = (quantisation[codec.name] ?? 0) + 1;
    parameters += dims.reduce((product, dim) => product * dim, 1);
  }
  return {
    // What people call a model by; 'general.name' often is a training run's.
    name: basename(path, '.gguf'),
    path,
    architecture: shape.name,
    quantisation,
    parameters,
    fileBytes: bytes,
    vocabulary: shape.vocabulary,
    layers: shape.layers,
    heads: shape.heads,
    kvHeads: shape.kvHeads,
    headDim: shape.headDim,
    embedding: shape.embedding,
    context: shape.context,
    // A small context leaves a quarter for what is generated.
    window: Math.min(WINDOW, Math.floor(shape.context * 0.75)),
    cacheBytesPerToken: bytesPerRow(shape),
    residentBytes: process.memoryUsage.rss(),
    ...run,
  };
}
