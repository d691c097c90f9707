import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * Collects garbage now. Opening a model leaves the weights behind once more, in buffers that the runtime has copied; an idle
 * engine would keep them until it happens to allocate as much again. Takes some 20 ms.
 */
export function releaseMemory(): void {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  setFlagsFromString('--no-expose-gc');
  if (typeof collect !== 'function') return;
  collect();
  collect(); // waits for the first one's buffers to be freed, which happens beside it
}
