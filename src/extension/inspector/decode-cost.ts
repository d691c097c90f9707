import type { Frame } from '../../protocol/panel';
import type { EngineState } from '../engine/state';

/** What the last completion's tokens took; undefined before one wrote any. */
export function decodeCost(state: EngineState): Frame['decode'] {
  const last = 'last' in state ? state.last : undefined;
  if (!last || last.counts.decoded === 0) return undefined;
  return { tokens: last.counts.decoded, milliseconds: last.timings.decode };
}
