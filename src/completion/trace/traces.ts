import type { Silence, Trace } from './trace';

/** The last traces: one that ended with a suggestion, and one that did not. */
export class Traces {
  #suggested: Trace | undefined;
  #silent: Trace | undefined;

  /** What VS Code has left while it was worked on says nothing that the question after it does not say. */
  keep(trace: Trace): void {
    if (trace.texts.length > 0) this.#suggested = trace;
    else if (trace.silence !== 'left') this.#silent = trace;
  }

  /** What was to be suggested could not be shown after all. */
  silence(trace: Trace, silence: Silence): void {
    if (this.#suggested === trace) this.#suggested = undefined;
    this.keep({ ...trace, texts: [], silence });
  }

  /** The last question that ended with a suggestion. */
  get suggested(): Trace | undefined {
    return this.#suggested;
  }

  /** The last question that ended without one. */
  get silent(): Trace | undefined {
    return this.#silent;
  }

  /** The last question to the engine, for either. */
  get lastRun(): Trace | undefined {
    const traces = [this.#suggested, this.#silent].filter((trace) => trace?.run?.completion !== undefined);
    return traces.sort((a, b) => (b?.time ?? 0) - (a?.time ?? 0))[0];
  }
}
