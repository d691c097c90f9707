// Runs one program of the checks and keeps what it prints.
import { spawn } from 'node:child_process';
import { root } from '../prepare.mjs';

/** Runs a script with this Node, or any `command`, in the project's folder: `{ ok, output }`. */
export function run(args, command = process.execPath) {
  return new Promise((done) => {
    // vitest colours what it prints when CI is set, wherever that goes.
    const colour = process.stdout.isTTY && !process.env.NO_COLOR ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' };
    const child = spawn(command, args, { cwd: root, env: { ...process.env, ...colour }, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output += text;
      });
    }
    child.on('error', (error) => done({ ok: false, output: `${output}${error.message}\n` }));
    child.on('close', (code, signal) => done({ ok: code === 0, output: signal ? `${output}ended by ${signal}\n` : output }));
  });
}
