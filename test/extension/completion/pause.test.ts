import { describe, expect, it } from 'vitest';
import { pause } from '../../../src/extension/completion/pause';

describe('pause', () => {
  it('comes to its end', async () => {
    expect(await pause(1, new AbortController().signal)).toBe(true);
  });

  it('ends at once when it is cancelled, before or meanwhile', async () => {
    expect(await pause(60_000, AbortSignal.abort())).toBe(false);
    const controller = new AbortController();
    const waiting = pause(60_000, controller.signal);
    controller.abort();
    expect(await waiting).toBe(false);
  });
});
