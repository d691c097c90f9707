import type { EngineError } from '../../protocol/errors';
import type { Completion, ModelInfo } from '../../protocol/messages';

/** What the last finished completion cost. */
export type LastRun = Pick<Completion, 'timings' | 'counts'>;

/**
 * What the engine does at the moment. `stopped` is no trouble: the next request starts it.
 * `failed` is: nothing is tried until somebody restarts it or changes its settings.
 */
export type EngineState =
  | { readonly kind: 'stopped' }
  /** How much of the model is loaded, 0 to 1; absent before it is being loaded. */
  | { readonly kind: 'starting'; readonly loaded?: number }
  | { readonly kind: 'ready'; readonly model: ModelInfo; readonly last: LastRun | undefined }
  | { readonly kind: 'thinking'; readonly model: ModelInfo; readonly last: LastRun | undefined }
  | { readonly kind: 'failed'; readonly error: EngineError };
