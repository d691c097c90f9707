import { beforeEach, describe, expect, it } from 'vitest';
import { Clock } from '../../src/extension/engine/clock';
import { Snooze } from '../../src/extension/snooze';
import { living, reset } from './vscode-mock';

const MINUTE = 60_000;

class HeldClock extends Clock {
  time = 1_000;
  readonly #later = new Set<{ readonly at: number; readonly action: () => void }>();
  override after(ms: number, action: () => void): () => void {
    const timer = { at: this.time + ms, action };
    this.#later.add(timer);
    return () => this.#later.delete(timer);
  }
  get timers(): number {
    return this.#later.size;
  }
  pass(ms: number): void {
    this.time += ms;
    for (const timer of [...this.#later].filter(({ at }) => at <= this.time)) {
      this.#later.delete(timer);
      timer.action();
    }
  }
}

function played() {
  const clock = new HeldClock();
  const snooze = new Snooze(clock, () => clock.time);
  const heard: (number | undefined)[] = [];
  snooze.onDidChange(() => heard.push(snooze.until));
  return { clock, snooze, heard };
}

beforeEach(reset);

describe('Snooze', () => {
  it('ends by itself', () => {
    const { clock, snooze, heard } = played();
    snooze.start(5);
    clock.pass(5 * MINUTE - 1);
    expect(snooze.until).toBe(1_000 + 5 * MINUTE);
    clock.pass(1);
    expect(snooze.until).toBeUndefined();
    expect(heard).toEqual([1_000 + 5 * MINUTE, undefined]);
    expect(clock.timers).toBe(0);
  });

  it('is over on time though its timer is late', () => {
    const { clock, snooze } = played();
    snooze.start(5);
    clock.time += 6 * MINUTE;
    expect(snooze.until).toBeUndefined();
  });

  it('takes the place of one that is going on', () => {
    const { clock, snooze, heard } = played();
    snooze.start(5);
    snooze.start(60);
    clock.pass(6 * MINUTE);
    expect(snooze.until).toBe(1_000 + 60 * MINUTE);
    snooze.start(Number.POSITIVE_INFINITY);
    clock.pass(1_000 * MINUTE);
    expect(snooze.until).toBe(Number.POSITIVE_INFINITY);
    expect(clock.timers).toBe(0);
    snooze.end();
    snooze.end();
    expect(heard).toHaveLength(4);
  });

  it('leaves nothing behind', () => {
    const before = living();
    const { clock, snooze } = played();
    snooze.start(5);
    snooze.dispose();
    expect(living()).toBe(before);
    expect(clock.timers).toBe(0);
  });
});
