import type { LookupName, Trace } from '../../completion/trace/trace';
import type { Question } from './question';

/** What is noted while an answer to a question is looked for. */
export interface Attempt {
  readonly question: Question;
  /** When it was asked, in milliseconds since 1970, and by the clock. */
  readonly time: number;
  readonly started: number;
  readonly lookups: { readonly name: LookupName; readonly found: boolean }[];
  pause: Trace['pause'];
}

/** The trace of an attempt that is over. @param now by the clock */
export function traceOf({ question, time, started, lookups, pause }: Attempt, now: number, result: Partial<Trace>): Trace {
  const { document, language, facts } = question;
  return {
    time,
    document,
    language,
    facts,
    closed: undefined,
    lookups,
    pause,
    total: now - started,
    run: undefined,
    texts: [],
    isPart: false,
    silence: undefined,
    ...result,
  };
}
