import type { OnReading } from '../../../src/extension/engine/session';
import type { EngineState } from '../../../src/extension/engine/state';
import type { InspectionEngine } from '../../../src/extension/inspector/engine';
import type {
  Inspection,
  InspectionRequest,
  PathStep,
  ScanPart,
  ScanRequest,
  SearchRequest,
  SearchTree,
  VocabularyTable,
} from '../../../src/protocol/inspection';
import type { ModelInfo } from '../../../src/protocol/messages';

/** A vocabulary of bytes, of which the last id is control. */
const SIZE = 257;
const NAME = new TextEncoder().encode('<|end|>');

export const TABLE: VocabularyTable = {
  bytes: Uint8Array.from([...Array(SIZE - 1).keys(), ...NAME]),
  ends: Uint32Array.from({ length: SIZE }, (_, id) => (id < SIZE - 1 ? id + 1 : SIZE - 1 + NAME.length)),
  control: Uint32Array.from([SIZE - 1]),
};

export const MODEL: ModelInfo = {
  name: 'tiny',
  path: '/tiny.gguf',
  architecture: 'llama',
  quantisation: { Q8_0: 7 },
  parameters: 12_345,
  fileBytes: 54_321,
  vocabulary: SIZE,
  layers: 2,
  heads: 6,
  kvHeads: 3,
  headDim: 8,
  embedding: 48,
  context: 8192,
  window: 2048,
  cacheBytesPerToken: 384,
  runtime: 'onnxruntime 1.27.0',
  threads: 4,
  loadTime: 100,
  residentBytes: 210e6,
  inspectionBytes: 150e6,
};

/** An engine whose model reads bytes, and holds the byte after the last one likeliest. Answers when told to. */
export class FakeInspections implements InspectionEngine {
  state: EngineState = { kind: 'stopped' };
  readonly asked: {
    readonly request: InspectionRequest;
    readonly signal: AbortSignal;
    answer(more?: Partial<Inspection>): void;
    reads(done: number, of: number): void;
    fail(error: unknown): void;
  }[] = [];
  readonly scans: {
    readonly request: ScanRequest;
    readonly signal: AbortSignal;
    readonly onPart: (part: ScanPart) => void;
    end(finished: boolean): void;
  }[] = [];
  readonly searches: {
    readonly request: SearchRequest;
    readonly signal: AbortSignal;
    readonly onTree: (tree: SearchTree) => void;
    end(finished: boolean): void;
  }[] = [];
  released = 0;
  readonly #listeners = new Set<(state: EngineState) => void>();

  onStateChange(listener: (state: EngineState) => void): { dispose(): void } {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }

  get listeners(): number {
    return this.#listeners.size;
  }

  inspect(
    request: InspectionRequest,
    { signal, onReading }: { readonly signal: AbortSignal; readonly onReading?: OnReading },
  ): Promise<Inspection | undefined> {
    return new Promise((resolve, fail) => {
      signal.addEventListener('abort', () => resolve(undefined), { once: true });
      const answer = (more?: Partial<Inspection>): void => resolve({ ...inspectionOf(request), ...more });
      this.asked.push({ request, signal, fail, answer, reads: (done, of) => onReading?.(done, of) });
    });
  }

  async vocabulary(): Promise<VocabularyTable> {
    this.become({ kind: 'starting' });
    this.become({ kind: 'ready', model: MODEL, last: undefined });
    return TABLE;
  }

  scan(
    request: ScanRequest,
    { signal, onPart }: { readonly signal: AbortSignal; readonly onPart: (part: ScanPart) => void },
  ): Promise<boolean> {
    return new Promise((end) => this.scans.push({ request, signal, onPart, end }));
  }

  search(
    request: SearchRequest,
    { signal, onTree }: { readonly signal: AbortSignal; readonly onTree: (tree: SearchTree) => void },
  ): Promise<boolean> {
    return new Promise((end) => this.searches.push({ request, signal, onTree, end }));
  }

  releaseInspection(): void {
    this.released++;
  }

  become(state: EngineState): void {
    this.state = state;
    for (const listener of this.#listeners) listener(state);
  }
}

/** Of a text whose tokens are its bytes. */
export function inspectionOf({ prefix, path = [], steps, position, attention }: InspectionRequest): Inspection {
  const text = new TextEncoder().encode(prefix.text);
  const ids = Int32Array.from([...text, ...path]);
  const at = position ?? (steps ? text.length : ids.length) - 1;
  const logits = new Float32Array(SIZE);
  logits[((ids[at] ?? 0) + 1) % 256] = 5;
  return {
    ids,
    start: prefix.start,
    startsWithControl: false,
    ...(path.length > 0 && { path: path.length }),
    healed: new Uint8Array(0),
    position: at,
    logits,
    reused: 0,
    prefilled: ids.length,
    timings: { tokenize: 1, prefill: 20, total: 21 },
    cache: { tokens: ids.length, window: 2048, bytes: 1024, budget: 4096 },
    ...(steps && { steps: path.map((id) => stepOf(id)) }),
    ...(attention ? { attention: { layers: 1, heads: 1, tokens: 1, weights: Float32Array.of(1) } } : {}),
  };
}

/** Half of the way from the memory, and nearly sure. */
function stepOf(id: number): PathStep {
  const likely = { id, logprob: Math.log(0.75) };
  const other = { id: 98, logprob: Math.log(0.125) };
  return { id, logprob: Math.log(0.5), chosen: Math.log(0.75), rank: 1, top: [likely, other], memory: { share: 0.5, match: 4 } };
}
