import type { Clock } from '../engine/clock';

/** Waits; tells whether it came to the end, or false as soon as the signal aborts. */
export function pause(ms: number, signal: AbortSignal, clock: Pick<Clock, 'after'>): Promise<boolean> {
  if (signal.aborted) return Promise.resolve(false);
  return new Promise((resolve) => {
    const done = (completed: boolean): void => {
      stop();
      signal.removeEventListener('abort', onAbort);
      resolve(completed);
    };
    const onAbort = (): void => done(false);
    const stop = clock.after(ms, () => done(true));
    signal.addEventListener('abort', onAbort, { once: true });
  });
}
