/** The only importer of onnxruntime-node: opens a compiled graph, runs it, and gives it back. */
import type { InferenceSession, Tensor } from 'onnxruntime-node';
import { EngineFault } from '../../protocol/errors';
import type { CompiledGraph } from '../graph/builder';
import { loadFailure, unsupportedPlatform } from './platform';

type Runtime = typeof import('onnxruntime-node');

export type Feed =
  | { readonly type: 'int64'; readonly data: BigInt64Array; readonly dims: readonly number[] }
  | { readonly type: 'float32'; readonly data: Float32Array; readonly dims: readonly number[] };

/**
 * Microseconds that a thread of the runtime waits awake for its next part of a pass. It has to last from one part to the
 * next; where another process has the core, waiting awake takes the time from it, and longer is slower: `docs/performance.md`.
 */
const SPIN = '50';

export class Session {
  readonly #runtime: Runtime;
  readonly #session: InferenceSession;

  private constructor(runtime: Runtime, session: InferenceSession) {
    this.#runtime = runtime;
    this.#session = session;
  }

  /**
   * @param path the model's file, for messages
   * @throws EngineFault runtime-platform, runtime-library, runtime-visual-cpp or runtime-refused
   */
  static async open(path: string, graph: CompiledGraph, threads: number): Promise<Session> {
    const runtime = await loadRuntime();
    const externalData = Array.from(graph.weights, ([path, data]) => ({ path, data }));
    const options = {
      externalData,
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      graphOptimizationLevel: 'all',
      // Each pass has other lengths, so a remembered allocation pattern never fits the next one.
      enableMemPattern: false,
      logSeverityLevel: 3,
      extra: { session: { intra_op: { allow_spinning: '1', spin_duration_us: SPIN } } },
    } as const;
    try {
      return new Session(runtime, await runtime.InferenceSession.create(graph.model, options));
    } catch (error) {
      throw new EngineFault('runtime-refused', path, refusal(error));
    }
  }

  /** One forward pass. Blocks this thread while it computes; the outputs are copies that the caller owns. */
  async run(feeds: Readonly<Record<string, Feed>>, outputs: readonly string[]): Promise<Readonly<Record<string, Float32Array>>> {
    const tensors: Record<string, Tensor> = {};
    for (const [name, { type, data, dims }] of Object.entries(feeds)) tensors[name] = new this.#runtime.Tensor(type, data, dims);
    const results = await this.#session.run(tensors, outputs);
    return Object.fromEntries(outputs.map((name) => [name, results[name]?.data as Float32Array]));
  }

  /** Frees the weights. Nothing may be run afterwards. */
  async close(): Promise<void> {
    await this.#session.release();
  }
}

/** The version of the runtime, such as `onnxruntime-node 1.27.0`. */
export async function runtimeVersion(): Promise<string> {
  const { env } = await loadRuntime();
  return `onnxruntime-node ${env.versions.node ?? env.versions.common}`;
}

/** What the runtime says, without the places in its own sources. */
function refusal(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/\S*onnxruntime\S*:\d+ /g, '').replace(/\.$/, '');
}

async function loadRuntime(): Promise<Runtime> {
  const unsupported = unsupportedPlatform(process.platform, process.arch);
  if (unsupported) throw unsupported;
  try {
    // Here and not at the top: a platform without it must get a sentence, not a stack trace at start.
    return await import('onnxruntime-node');
  } catch (error) {
    throw loadFailure(error, process.platform, process.arch);
  }
}
