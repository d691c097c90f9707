import type { Completion } from '../../protocol/messages';
import type { Run, Silence, Trace } from './trace';

/** A question to the engine that it has answered. */
export type Answered = Run & { readonly completion: Completion };

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

  /** The last answer of the engine, whatever became of it. */
  get lastAnswered(): Answered | undefined {
    const last = [this.#suggested, this.#silent].toSorted((a, b) => (b?.time ?? 0) - (a?.time ?? 0));
    return last.map(answered).find((run) => run !== undefined);
  }
}

function answered(trace: Trace | undefined): Answered | undefined {
  const { run } = trace ?? {};
  return run?.completion && { ...run, completion: run.completion };
}
