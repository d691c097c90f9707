import type { Pause } from '../inspect/pause';

type Work = (pause: Pause) => Promise<void>;

interface Job {
  readonly urgency: number;
  /** Runs from one pause to the next, or to the end. */
  readonly step: () => Promise<void>;
  isDone: boolean;
}

/**
 * Work that gives way at each of its pauses. The most urgent job goes on first, of equals the oldest. Work tells its own
 * failures: it never rejects.
 */
export class Background {
  #jobs: readonly Job[] = [];

  get isEmpty(): boolean {
    return this.#jobs.length === 0;
  }

  add(work: Work, urgency: number): void {
    let goOn: (() => void) | undefined; // behind a pause
    let stop = (): void => {};
    const pause: Pause = () =>
      new Promise((resolve) => {
        goOn = resolve;
        stop();
      });
    const step = (): Promise<void> =>
      new Promise((resolve) => {
        stop = resolve;
        if (goOn) goOn();
        else
          void work(pause).finally(() => {
            job.isDone = true;
            stop();
          });
      });
    const job: Job = { urgency, step, isDone: false };
    this.#jobs = [...this.#jobs, job].sort((a, b) => b.urgency - a.urgency);
  }

  /** Lets the first job go on to its next pause, or to its end. */
  async step(): Promise<void> {
    await this.#jobs[0]?.step();
    this.#jobs = this.#jobs.filter(({ isDone }) => !isDone);
  }
}
