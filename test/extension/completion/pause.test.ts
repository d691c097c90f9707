import { describe, expect, it } from 'vitest';
import { pause } from '../../../src/extension/completion/pause';
import { Clock } from '../../../src/extension/engine/clock';

const clock = new Clock();

describe('pause', () => {
  it('comes to its end', async () => {
    expect(await pause(1, new AbortController().signal, clock)).toBe(true);
  });

  it('ends at once when it is cancelled, before or meanwhile', async () => {
    expect(await pause(60_000, AbortSignal.abort(), clock)).toBe(false);
    const controller = new AbortController();
    const waiting = pause(60_000, controller.signal, clock);
    controller.abort();
    expect(await waiting).toBe(false);
  });
});
