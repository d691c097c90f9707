/**
 * The engine process: a bridge between the client's process and the inference worker. It never computes, so it always
 * answers: it passes messages on, and sets cancel flags that the worker reads between two passes.
 *
 * It ends with its client: an orphan would keep the model in memory for nobody.
 */
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { CancelFlags } from '../../protocol/cancel';
import { parseRequest } from '../../protocol/validate';
import { refusal } from './refusal';

const GRACE = 2_000; // milliseconds for the worker to end by itself; longer than any pass

function main(): void {
  const flags = CancelFlags.create();
  const worker = new Worker(join(__dirname, 'worker.js'), { workerData: { cancelFlags: flags.buffer } });
  const reply = (message: unknown) => {
    if (process.connected) process.send?.(message);
  };

  worker.on('message', reply);
  // The client learns of both by this process's end, and rejects what was in flight.
  worker.on('error', (error) => {
    console.error(error);
    process.exitCode = 1;
  });
  worker.on('exit', (code) => process.exit(process.exitCode ?? code));

  process.on('message', (message) => {
    const request = parseRequest(message);
    if (!request) {
      reply(refusal(message));
      return;
    }
    if (request.type === 'cancel') flags.cancel(request.id);
    worker.postMessage(request);
  });
  process.on('disconnect', () => {
    worker.postMessage({ type: 'shutdown' });
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), GRACE).unref();
  });
}

main();
