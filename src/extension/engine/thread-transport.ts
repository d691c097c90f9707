import { createInterface } from 'node:readline';
import { Worker } from 'node:worker_threads';
import { CancelFlags } from '../../protocol/cancel';
import { detail } from '../../protocol/error-details';
import type { Request } from '../../protocol/messages';
import type { Transport, TransportEvents } from './transport';

/** A worker in the middle of a long pass is not waited for longer than VS Code waits for an extension to end. */
const PATIENCE_MS = 4_000;

/**
 * The inference worker as a thread of the extension host, for places where a child process is forbidden.
 *
 * Never terminated from outside: that aborts the whole host when it hits a running pass. It is asked instead.
 */
export class ThreadTransport implements Transport {
  readonly #worker: Worker;
  readonly #flags = CancelFlags.create();
  readonly #exited: Promise<void>;

  /** @param file the worker's script */
  constructor(file: string, events: TransportEvents) {
    this.#worker = new Worker(file, {
      name: 'inkling',
      workerData: { cancelFlags: this.#flags.buffer },
      execArgv: [],
      stdout: true,
      stderr: true,
    });
    this.#exited = this.#listen(events);
  }

  send(request: Request): void {
    // A message would wait until the pass it is to cut short is over.
    if (request.type === 'cancel') this.#flags.cancel(request.id);
    else this.#worker.postMessage(request);
  }

  async end(): Promise<void> {
    this.send({ type: 'shutdown' });
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, PATIENCE_MS);
    });
    await Promise.race([this.#exited, patience]);
    clearTimeout(timer);
    this.#worker.unref(); // should it still run, it does not hold the host back
  }

  #listen(events: TransportEvents): Promise<void> {
    const worker = this.#worker;
    for (const stream of [worker.stdout, worker.stderr]) {
      createInterface({ input: stream }).on('line', (line) => events.onOutput(line));
    }
    worker.on('message', (value) => events.onMessage(value));
    worker.on('messageerror', ({ message }) => events.onOutput(message));
    return new Promise((resolve) => {
      let cause: string | undefined;
      worker.on('error', (error) => {
        cause = error instanceof Error ? error.message : String(error); // 'exit' follows
      });
      worker.once('exit', (code) => {
        events.onExit({ code: 'engine-crashed', args: [cause ?? detail('exit-code', String(code))] });
        resolve();
      });
    });
  }
}
