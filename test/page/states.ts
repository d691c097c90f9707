import type { PanelState } from '../../src/protocol/panel';

/** Every state, with what its sentence has to say and what its button has to ask for; no button when undefined. */
export const STATES: readonly { readonly state: PanelState; readonly says: RegExp; readonly asks?: object | 'prefix' }[] = [
  {
    state: { kind: 'no-model', message: 'There is no model file at <x>.' },
    says: /^There is no model file at <x>\.$/,
    asks: { type: 'act', kind: 'no-model' },
  },
  { state: { kind: 'loading', fraction: 0.42 }, says: /42\.0%/, asks: { type: 'cancel' } },
  { state: { kind: 'no-editor' }, says: /no text editor/i, asks: 'prefix' },
  { state: { kind: 'unsupported', reason: 'too-large' }, says: /too large/, asks: 'prefix' },
  { state: { kind: 'unsupported', reason: 'not-text' }, says: /no text/, asks: 'prefix' },
  { state: { kind: 'unsupported', reason: 'excluded' }, says: /excluded/, asks: 'prefix' },
  { state: { kind: 'reading', done: 512, of: 2048 }, says: /512 of 2,048/, asks: { type: 'cancel' } },
  { state: { kind: 'reading', done: 0, of: 0 }, says: /being asked/, asks: { type: 'cancel' } },
  { state: { kind: 'live' }, says: /^$/ },
  { state: { kind: 'stale', line: 12, edits: 3 }, says: /line 12, 3 edits ago/, asks: { type: 'refresh' } },
  { state: { kind: 'stale', line: 12, edits: 0 }, says: /another place: line 12/, asks: { type: 'refresh' } },
  { state: { kind: 'stale', line: 12, edits: 1 }, says: /one edit ago/, asks: { type: 'refresh' } },
  { state: { kind: 'pinned' }, says: /pinned/i, asks: { type: 'pin', on: false } },
  { state: { kind: 'paused' }, says: /paused/i, asks: { type: 'refresh' } },
  { state: { kind: 'cancelled' }, says: /cancelled/i, asks: { type: 'act', kind: 'cancelled' } },
  { state: { kind: 'untrusted' }, says: /untrusted/, asks: { type: 'act', kind: 'untrusted' } },
  {
    state: { kind: 'error', message: 'The engine stopped <b>twice</b>.', details: 'exit code 139' },
    says: /The engine stopped <b>twice<\/b>\./,
    asks: { type: 'act', kind: 'error' },
  },
  { state: { kind: 'no-logits' }, says: /not its probabilities/, asks: { type: 'act', kind: 'no-logits' } },
];
