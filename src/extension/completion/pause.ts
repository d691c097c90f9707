/**
 * The wait before the engine is asked on its own accord.
 *
 * VS Code waits 50 ms itself, but not at all while another extension that wants none is installed. Keys of one
 * burst (rolled over, or repeated by the keyboard) are 10 to 40 ms apart: of those only the last is worth asking for.
 */
export const AUTOMATIC_PAUSE_MS = 40;

/** Waits; tells whether it came to the end, or false as soon as the signal aborts. */
export function pause(ms: number, signal: AbortSignal): Promise<boolean> {
  if (signal.aborted) return Promise.resolve(false);
  return new Promise((resolve) => {
    const done = (completed: boolean): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      resolve(completed);
    };
    const onAbort = (): void => done(false);
    const timer = setTimeout(() => done(true), ms);
    signal.addEventListener('abort', onAbort, { once: true });
  });
}
