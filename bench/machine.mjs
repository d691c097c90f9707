// The machine: what it is, and how much of it other processes use, as figures of a busy machine say little.
import { spawnSync } from 'node:child_process';
import { cpus, totalmem, type } from 'node:os';
import { setTimeout } from 'node:timers/promises';

export function describeMachine() {
  const processors = cpus();
  return {
    cpu: processors[0]?.model.trim() ?? 'unknown processor',
    cores: processors.length,
    memory: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${process.arch}`,
    node: process.versions.node,
    commit: commit(),
    date: new Date().toISOString().slice(0, 10),
  };
}

/** Of this checkout, with a `+` when it has changes. */
function commit() {
  const git = (...args) => spawnSync('git', args, { cwd: import.meta.dirname, encoding: 'utf8' }).stdout?.trim();
  const name = git('rev-parse', '--short', 'HEAD');
  return name ? `${name}${git('status', '--porcelain', '--', '..') ? '+' : ''}` : 'unknown';
}

/** Starts a stopwatch; it tells the share of the machine that others than this process have used since, 0 to 1. */
export function watchOthers() {
  const before = machineTime();
  const own = process.cpuUsage();
  return () => {
    const after = machineTime();
    const { user, system } = process.cpuUsage(own);
    return Math.max(0, (after.used - before.used - (user + system) / 1e6) / (after.all - before.all));
  };
}

/** Waits until others use at most this share of the machine, for a minute at most. */
export async function untilIdle(share) {
  for (let tries = 0; tries < 20; tries++) {
    const others = watchOthers();
    await setTimeout(3000);
    if (others() <= share) return;
  }
}

/** Processor time of everything on this machine since it started, in seconds: in use, and altogether. */
function machineTime() {
  const times = cpus().map((processor) => processor.times);
  const sum = (...kinds) => times.reduce((all, time) => all + kinds.reduce((some, kind) => some + time[kind], 0), 0) / 1000;
  return { used: sum('user', 'nice', 'sys', 'irq'), all: sum('user', 'nice', 'sys', 'irq', 'idle') };
}
