import type { Trace } from './trace';

/** A trace on one line, for the log: where the answer is from, and where the time went. */
export function traceLine({ silence, closed, lookups, total, texts, pause, run, isPart }: Trace): string {
  const from = silence ?? lookups.at(-1)?.name ?? 'nowhere';
  const parts = [
    `${closed ? `${closed}, ` : ''}${texts.length} ${texts.length === 1 ? 'suggestion' : 'suggestions'}${isPart ? ', in part' : ''}`,
  ];
  if (pause) parts.push(`pause ${pause.ms} ms`);
  if (run?.completion) {
    const { timings, counts, stop } = run.completion;
    parts.push(`${counts.reused} tokens reused, ${counts.prefilled} read in ${Math.round(timings.prefill)} ms`);
    parts.push(`${counts.decoded} written in ${Math.round(timings.decode)} ms (${stop})`);
  }
  return `${from} after ${Math.round(total)} ms: ${parts.join('; ')}.`;
}
