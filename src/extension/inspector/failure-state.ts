import type { EngineError } from '../../protocol/errors';
import type { PanelState } from '../../protocol/panel';

/** What the panel says when the engine did not answer. @param message why, in the user's language */
export function failureState(error: EngineError, message: string): PanelState {
  switch (error.code) {
    case 'model-missing':
      return { kind: 'no-model', message };
    case 'logits-partial':
      return { kind: 'no-logits' };
    default:
      return { kind: 'error', message, details: [error.code, ...error.args.map((argument) => JSON.stringify(argument))].join(' ') };
  }
}
