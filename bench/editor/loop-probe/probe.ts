/** An extension of its own, loaded beside Inkling: notes how late a timer of 10 ms comes, which is how long others kept the event loop. */
import { appendFileSync } from 'node:fs';

const EVERY = 10; // milliseconds
const AT_ONCE = 100; // lines are written once a second

let timer: NodeJS.Timeout | undefined;

/** Writes lines of delays in milliseconds, each after the time it was written, into the file that the environment names. */
export function activate(): void {
  const file = process.env['INKLING_LOOP_PROBE'];
  if (!file) return;
  let last = performance.now();
  let late: string[] = [];
  timer = setInterval(() => {
    const now = performance.now();
    late.push(Math.max(0, now - last - EVERY).toFixed(1));
    last = now;
    if (late.length < AT_ONCE) return;
    appendFileSync(file, `${Date.now()} ${late.join(' ')}\n`);
    late = [];
  }, EVERY);
}

export function deactivate(): void {
  clearInterval(timer);
}
