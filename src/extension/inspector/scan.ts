import type { ScanPart, ScanRequest } from '../../protocol/inspection';
import type { InspectionEngine } from './engine';

/** One scan at a time, told as it goes on. */
export class Scan {
  readonly #engine: InspectionEngine;
  readonly #tell: (part: ScanPart, from: number, done: boolean) => void;
  #run: AbortController | undefined;

  /** @param tell with each part also how many tokens came before it; the last call has an empty part */
  constructor(engine: InspectionEngine, tell: (part: ScanPart, from: number, done: boolean) => void) {
    this.#engine = engine;
    this.#tell = tell;
  }

  /** @throws EngineFault */
  async start(request: ScanRequest): Promise<void> {
    this.stop();
    const run = new AbortController();
    this.#run = run;
    let from = 0;
    let done = 0;
    const onPart = (part: ScanPart): void => {
      if (run.signal.aborted) return;
      this.#tell(part, from, false);
      from += part.tokens.length;
      done = part.done;
    };
    await this.#engine.scan(request, { signal: run.signal, onPart });
    if (this.#run === run) this.#tell({ tokens: [], done }, from, true);
  }

  stop(): void {
    this.#run?.abort();
  }
}
