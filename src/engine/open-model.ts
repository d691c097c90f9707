/** From a model file to a model that can be run: reads, compiles, and hands the weights to the runtime. */
import { availableParallelism } from 'node:os';
import { basename } from 'node:path';
import type { ModelInfo } from '../protocol/messages';
import { bytesPerRow } from './cache/arena';
import { Decoder } from './decode/decoder';
import { Model } from './decode/model';
import { compile } from './graph/compile';
import type { GraphKind } from './graph/contract';
import type { Precision } from './graph/linear';
import { Lens } from './inspect/lens';
import { type Architecture, readArchitecture } from './model/architecture';
import { checkSame } from './model/gguf/check-same';
import { type GgufFile, readGguf, type TensorFile } from './model/gguf/read';
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
  /** Told how much of the opening is done, 0 to 1, a few times. */
  readonly onProgress?: (fraction: number) => void;
}

/** How much of the time has passed when a step is done; the rest is the runtime's. Measured with the embedded model. */
const PROGRESS = { read: 0.15, compiled: 0.5 };

const WINDOW = 2048; // tokens of a document; beyond that quality hardly grows, see docs/design.md

/** What the runtime makes of weights that are handed to it, in their own sizes: it packs them anew, see docs/design.md. */
const RUNTIME_FACTOR = 1.5;

/** @throws EngineFault for a file that cannot be used or a platform without the runtime */
export async function openModel({ path, threads, precision = 'stored', onProgress = () => {} }: ModelOptions): Promise<Model> {
  const started = performance.now();
  const file = await readGguf(path, createCodecs());
  const shape = readArchitecture(file);
  const tokenizer = tokenizerFromGguf(file);
  const start = startToken(file, tokenizer);
  onProgress(PROGRESS.read);
  const used = threads > 0 ? threads : defaultThreads(availableParallelism());
  const { session, weightBytes } = await openSession(file, shape, {
    precision,
    threads: used,
    kind: 'decoder',
    onCompiled: () => onProgress(PROGRESS.compiled),
  });
  releaseMemory();
  const runtime = await runtimeVersion();
  const info = describe(file, shape, { runtime, threads: used, weightBytes, loadTime: performance.now() - started });
  const { bytes, tensors } = file;
  return new Model(info, tokenizer, new Decoder(shape, session), start, session, { path, bytes, tensors, precision });
}

/**
 * Hands the weights of an open model over once more, for a look into it. Takes about as long and as much memory as opening it.
 * @throws EngineFault when the file is gone or another one by now
 */
export async function openLens({ source, decoder, info }: Model): Promise<Lens> {
  checkSame(source);
  const { session } = await openSession(source, decoder.shape, { precision: source.precision, threads: info.threads, kind: 'lens' });
  releaseMemory();
  return new Lens(decoder.shape, session);
}

/** The tokenizer of a model file, without opening its weights. */
export async function openTokenizer(path: string): Promise<Tokenizer> {
  return tokenizerFromGguf(await readGguf(path, createCodecs()));
}

// The compiled weights live only in here: once the runtime has them, nothing may hold them.
async function openSession(
  file: TensorFile,
  shape: Architecture,
  {
    precision,
    threads,
    kind,
    onCompiled = () => {},
  }: {
    readonly precision: Precision;
    readonly threads: number;
    readonly kind: GraphKind;
    readonly onCompiled?: () => void;
  },
): Promise<{ readonly session: Session; readonly weightBytes: number }> {
  const weights = new Weights(file);
  try {
    const graph = compile(file.path, shape, weights, precision, kind);
    onCompiled();
    let weightBytes = 0;
    for (const { byteLength } of graph.weights.values()) weightBytes += byteLength;
    return { session: await Session.open(file.path, graph, threads), weightBytes };
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
  { weightBytes, ...run }: { readonly runtime: string; readonly threads: number; readonly loadTime: number; readonly weightBytes: number },
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
    inspectionBytes: Math.round(weightBytes * RUNTIME_FACTOR),
    ...run,
  };
}
