import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Running {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/** In the environment of every process of one launch, inherited from the first: that is how all of them are found. */
export const HOME_VARIABLE = 'VSCODE_E2E_HOME';

/** The running processes that were started for the launch whose temporary folder is `home`. */
export function processesOf(home: string): Running[] {
  const found: Running[] = [];
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid);
  for (const pid of pids) {
    try {
      if (!readFileSync(`/proc/${pid}/environ`, 'latin1').includes(`${HOME_VARIABLE}=${home}\0`)) continue;
      const command = readFileSync(`/proc/${pid}/cmdline`, 'latin1').replaceAll('\0', ' ').trim();
      const parent = Number(readFileSync(`/proc/${pid}/status`, 'latin1').match(/^PPid:\t(\d+)$/m)?.[1]);
      found.push({ pid: Number(pid), parent, command });
    } catch {
      // It ended meanwhile, or belongs to another user.
    }
  }
  return found;
}

export function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // Already gone.
  }
}

/** Asks `check` until it says yes; false when the time is up. */
export async function until(check: () => boolean | Promise<boolean>, ms: number, every = 50): Promise<boolean> {
  const end = Date.now() + ms;
  for (;;) {
    if (await check()) return true;
    if (Date.now() >= end) return false;
    await sleep(every);
  }
}
