/** The work of all processors since some moment, in milliseconds, summed over them. */
export interface ProcessorTimes {
  readonly busy: number;
  readonly idle: number;
}

/** Shorter is but a moment, longer ago says nothing of now. */
const WINDOW_MS = { least: 5_000, most: 60_000 };

/** How busy other programs keep the processors, between one reading and the next. */
export class LoadMeter {
  #last: { readonly at: number; readonly times: ProcessorTimes; readonly own: number } | undefined;

  /**
   * @param now in milliseconds
   * @param own what the engine itself has worked so far, in milliseconds of one processor: it must not slow itself down
   * @returns 0 to 1; undefined when there is no reading to compare with
   */
  read(now: number, times: ProcessorTimes, own: number): number | undefined {
    const last = this.#last;
    if (last && now - last.at < WINDOW_MS.least) return undefined;
    this.#last = { at: now, times, own };
    if (!last || now - last.at > WINDOW_MS.most) return undefined;
    const busy = times.busy - last.times.busy;
    const total = busy + times.idle - last.times.idle;
    if (!(total > 0)) return undefined; // processors can be taken away
    return Math.min(1, Math.max(0, (busy - (own - last.own)) / total));
  }
}
