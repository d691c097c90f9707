import { setTimeout as delay } from 'node:timers/promises';

/** Time, as something that a test can hold in its hands. */
export class Clock {
  now(): number {
    return performance.now();
  }

  /** Does not keep the process alive. */
  async sleep(ms: number): Promise<void> {
    if (ms > 0) await delay(ms, undefined, { ref: false });
  }

  /** Does something later, unless the returned function is called before. Does not keep the process alive. */
  after(ms: number, action: () => void): () => void {
    const timer = setTimeout(action, ms).unref();
    return () => clearTimeout(timer);
  }
}
