import { ProcessTransport } from './process-transport';
import { ThreadTransport } from './thread-transport';
import type { StartTransport } from './transport';

/** Where the engine runs: in a process of its own, or as a thread of the extension host. */
export type Isolation = 'process' | 'thread';

export interface EngineFiles {
  /** The script of the engine process. */
  readonly process: string;
  /** The script of the inference worker. */
  readonly worker: string;
}

/** Starts the engine with the isolation that holds at that moment. */
export function startEngine(files: EngineFiles, isolation: () => Isolation): StartTransport {
  return (events) => {
    const kind = isolation();
    switch (kind) {
      case 'process':
        return new ProcessTransport(files.process, events);
      case 'thread':
        return new ThreadTransport(files.worker, events);
    }
  };
}
