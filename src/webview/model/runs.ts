import type { Frame } from '../../protocol/panel';

const MOST = 20;

/** What a look took: tokens found in the cache and read, and milliseconds. */
export interface LookRun {
  readonly seq: number;
  readonly reused: number;
  readonly prefilled: number;
  readonly prefill: number;
  readonly total: number;
}

/** The last looks, newest first, with one more; a frame that comes again is the same look. */
export function withRun(runs: readonly LookRun[], { seq, inspection }: Frame): readonly LookRun[] {
  if (runs[0]?.seq === seq) return runs;
  const { reused, prefilled, timings } = inspection;
  return [{ seq, reused, prefilled, prefill: timings.prefill, total: timings.total }, ...runs.slice(0, MOST - 1)];
}
