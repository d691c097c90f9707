/** Remembers in a file which number of threads was the fastest, for each machine and model. */
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { basename, dirname } from 'node:path';

export class ThreadMemory {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  /** The number that was remembered for this key; undefined when there is none, or no file that can be read. */
  recall(key: string): number | undefined {
    const threads = this.#read()[key];
    return Number.isInteger(threads) && (threads as number) > 0 && (threads as number) <= 256 ? (threads as number) : undefined;
  }

  /** What cannot be written is measured again another time. */
  remember(key: string, threads: number): void {
    try {
      mkdirSync(dirname(this.#file), { recursive: true });
      writeFileSync(this.#file, JSON.stringify({ ...this.#read(), [key]: threads }, null, 2));
    } catch {
      // A full or read-only disk is no reason to complete nothing.
    }
  }

  #read(): Readonly<Record<string, unknown>> {
    try {
      const content: unknown = JSON.parse(readFileSync(this.#file, 'utf8'));
      return typeof content === 'object' && content !== null && !Array.isArray(content) ? (content as Record<string, unknown>) : {};
    } catch {
      return {};
    }
  }
}

/** Names this machine and a model file, as far as its speed goes. */
export function machineAndModel(path: string): string {
  const processors = cpus();
  const bytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  return `${processors.length} × ${processors[0]?.model.trim() ?? 'unknown'}; ${basename(path)}, ${bytes} bytes`;
}
