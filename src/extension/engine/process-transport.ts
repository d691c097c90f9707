import { type ChildProcess, fork } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { createInterface } from 'node:readline';
import { detail } from '../../protocol/error-details';
import type { Request } from '../../protocol/messages';
import type { Transport, TransportEvents } from './transport';

/** How long an engine that was told to end may take, before it is killed. It frees memory only, nothing is lost. */
const GRACE_MS = 1_000;

/** The engine as a process of its own: a native fault in it cannot take the extension host down. */
export class ProcessTransport implements Transport {
  readonly #child: ChildProcess;
  readonly #exited: Promise<void>;

  /** @param file the engine's script */
  constructor(file: string, events: TransportEvents) {
    this.#child = fork(file, [], {
      serialization: 'advanced',
      env: environment(),
      execArgv: [], // an --inspect of the extension host would make the engine fight for its port
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.#exited = this.#listen(events);
    yieldToTheEditor(this.#child.pid);
  }

  send(request: Request): void {
    if (!this.#child.connected) return; // it has gone: onExit says so
    this.#child.send(request, () => {}); // without a callback a channel that breaks now would throw
  }

  async end(): Promise<void> {
    if (this.#child.connected) this.#child.disconnect(); // the engine ends when nobody listens any more
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), GRACE_MS);
    await this.#exited;
    clearTimeout(timer);
  }

  #listen(events: TransportEvents): Promise<void> {
    const child = this.#child;
    for (const stream of [child.stdout, child.stderr]) {
      if (stream) createInterface({ input: stream }).on('line', (line) => events.onOutput(line));
    }
    child.on('message', (value) => events.onMessage(value));
    return new Promise((resolve) => {
      let spawned = false;
      child.once('spawn', () => {
        spawned = true;
      });
      child.on('error', ({ message }) => {
        if (spawned) return events.onOutput(message); // such as a signal that could not be sent: 'exit' still comes
        events.onExit({ code: 'engine-start', args: [message] });
        resolve();
      });
      child.once('exit', (code, signal) => {
        events.onExit({ code: 'engine-crashed', args: [signal ?? detail('exit-code', String(code))] });
        resolve();
      });
    });
  }
}

function environment(): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _, ...inherited } = process.env; // may hold an --inspect or a --require meant for others
  return {
    ...inherited,
    ELECTRON_RUN_AS_NODE: '1', // in desktop VS Code the executable is Electron
    MALLOC_TRIM_THRESHOLD_: '131072', // glibc otherwise keeps what opening a model needed for a moment: 80 MB
    ORT_DISABLE_TELEMETRY: '1', // today's runtime has none; should a later one be put in, it stays silent
  };
}

/** Lets the editor go first where both want the processor. A courtesy: where it is not allowed, nothing is lost. */
function yieldToTheEditor(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // Some sandboxes forbid it.
  }
}
