import type { PowerReason } from '../../completion/power/policy';
import type { EngineError } from '../../protocol/errors';
import type { ModelInfo } from '../../protocol/messages';
import type { Excluded } from '../context/exclusion';
import type { EngineState, LastRun } from '../engine/state';
import type { Off } from '../switches';

/** How things are for the document in front: what the user has decided first, then the document, then the engine. */
export type Status =
  | { readonly kind: 'off'; readonly off: Off; readonly language: string | undefined }
  /** Until a time in milliseconds since 1970, or infinitely. */
  | { readonly kind: 'snoozed'; readonly until: number }
  | { readonly kind: 'excluded'; readonly excluded: Excluded }
  | { readonly kind: 'read-only' }
  | { readonly kind: 'not-code' }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'no-model'; readonly error: EngineError }
  | { readonly kind: 'failed'; readonly error: EngineError }
  | { readonly kind: 'starting' }
  /** How much of the model is loaded, 0 to 1. */
  | { readonly kind: 'loading'; readonly fraction: number }
  | ({ readonly kind: 'thinking' } & Running)
  | ({ readonly kind: 'saving'; readonly reason: Exclude<PowerReason, 'none'> } & Idle)
  /** Completions are not wanted in a workspace that is not trusted. */
  | { readonly kind: 'distrusted' }
  | ({ readonly kind: 'untrusted' } & Idle)
  | ({ readonly kind: 'ready' } & Idle);

interface Running {
  readonly model: ModelInfo;
  readonly last: LastRun | undefined;
}

/** The model is known only while the engine runs. */
type Idle = Running | { readonly model: undefined; readonly last: undefined };

/** Everything that a status is made of. */
export interface StatusFacts {
  readonly off: Off | undefined;
  readonly language: string | undefined;
  readonly snoozedUntil: number | undefined;
  readonly excluded: Excluded | undefined;
  readonly isReadOnly: boolean;
  readonly isCode: boolean;
  readonly isTooLarge: boolean;
  readonly isTrusted: boolean;
  /** Whether completions are wanted where it is not. */
  readonly isWantedUntrusted: boolean;
  readonly power: PowerReason;
  readonly engine: EngineState;
}

/** The one thing to say when several are true: what comes first would have to change first for a completion to come. */
export function statusOf(facts: StatusFacts): Status {
  const { off, language, snoozedUntil, excluded, isReadOnly, isCode, isTooLarge, isTrusted, isWantedUntrusted, power, engine } = facts;
  if (off) return { kind: 'off', off, language };
  if (snoozedUntil !== undefined) return { kind: 'snoozed', until: snoozedUntil };
  if (!isTrusted && !isWantedUntrusted) return { kind: 'distrusted' };
  if (excluded) return { kind: 'excluded', excluded };
  if (!isCode) return { kind: 'not-code' };
  if (isReadOnly) return { kind: 'read-only' };
  if (isTooLarge) return { kind: 'too-large' };
  switch (engine.kind) {
    case 'failed':
      return { kind: engine.error.code === 'model-missing' ? 'no-model' : 'failed', error: engine.error };
    case 'starting':
      return engine.loaded === undefined ? { kind: 'starting' } : { kind: 'loading', fraction: engine.loaded };
    case 'thinking':
      return { kind: 'thinking', model: engine.model, last: engine.last };
    case 'stopped':
    case 'ready':
      return idle(engine, isTrusted, power);
  }
}

function idle(engine: Extract<EngineState, { readonly kind: 'stopped' | 'ready' }>, isTrusted: boolean, power: PowerReason): Status {
  const running: Idle = engine.kind === 'ready' ? { model: engine.model, last: engine.last } : { model: undefined, last: undefined };
  if (power !== 'none') return { kind: 'saving', reason: power, ...running };
  return { kind: isTrusted ? 'ready' : 'untrusted', ...running };
}
