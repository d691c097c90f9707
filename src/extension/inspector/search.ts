import type { SearchRequest, SearchTree } from '../../protocol/inspection';
import type { InspectionEngine } from './engine';

/** One search at a time, told as it grows. */
export class Search {
  readonly #engine: InspectionEngine;
  readonly #tell: (tree: SearchTree, done: boolean) => void;
  #run: AbortController | undefined;

  constructor(engine: InspectionEngine, tell: (tree: SearchTree, done: boolean) => void) {
    this.#engine = engine;
    this.#tell = tell;
  }

  /** @throws EngineFault */
  async start(request: SearchRequest): Promise<void> {
    this.stop();
    const run = new AbortController();
    this.#run = run;
    let last: SearchTree | undefined;
    const onTree = (tree: SearchTree): void => {
      last = tree;
      if (!run.signal.aborted) this.#tell(tree, false);
    };
    await this.#engine.search(request, { signal: run.signal, onTree });
    if (last && this.#run === run) this.#tell(last, true);
  }

  /** Ends it; what was found so far stays. */
  stop(): void {
    this.#run?.abort();
  }
}
