/**
 * The inference worker: the only thread that runs the model. It is started by the engine process, or by the extension host
 * itself where a child process is forbidden, and speaks `src/protocol` over its port.
 *
 * It is never terminated from outside: that would abort the whole process during a pass. `shutdown` ends it between passes.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { CancelFlags } from '../../protocol/cancel';
import { parseRequest } from '../../protocol/validate';
import { JobQueue } from './job-queue';
import { refusal } from './refusal';

/** What the thread is started with. */
interface WorkerData {
  readonly cancelFlags: SharedArrayBuffer;
}

function main(): void {
  const port = parentPort;
  if (!port) throw new Error('the inference worker has to be started as a worker thread');
  const { cancelFlags } = workerData as WorkerData;
  const queue = new JobQueue(new CancelFlags(cancelFlags), (reply) => port.postMessage(reply));
  port.on('message', (message: unknown) => {
    const request = parseRequest(message);
    if (!request) {
      port.postMessage(refusal(message));
      return;
    }
    queue.take(request);
    if (request.type === 'shutdown') void queue.idle().then(() => port.close());
  });
}

main();
